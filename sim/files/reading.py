"""From a path and overrides to one tree of plain data that knows where each value was written."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sim.files.extending import read_extended
from sim.files.nodes import Node, Tree, merge
from sim.files.overriding import override
from sim.files.problems import BadInput, Problem, Steps, dotted, shown, suggestion


def read_tree(path: str | Path, overrides: Sequence[str] = (), library: Path | None = None) -> Tree:
    """Everything that a scenario file, what it extends, and overrides say.

    Parameters
    ----------
    path
        The file.
    overrides
        Texts "a.b.c=value", the later over the earlier.
    library
        Folder of the scenarios that come with the program, which any file may extend.

    Raises
    ------
    BadInput
        With every problem found, none of them a traceback.
    """
    root = read_extended(Path(path), library)
    problems: list[Problem] = []
    for number, text in enumerate(overrides, 1):
        try:
            root = override(root, text, number)
        except BadInput as bad:
            problems += bad.problems
    if problems:
        raise BadInput(problems)
    return Tree(root)


def overlay(tree: Tree, data_at: Steps) -> Tree:
    """Tree with the mapping at `data_at`, say ("arms", "loyalty"), laid over the rest.

    The first key of `data_at` is left out of the result. Values from the mapping keep their places,
    and problems with them name the path they were written at.

    Raises
    ------
    BadInput
        There is nothing at `data_at` (the nearest name is given), or no mapping.
    """
    arm = tree.node(data_at)
    if arm is None:
        raise BadInput([_unknown(tree, data_at)])
    if arm.value is None:  # an arm without any change, as a baseline is
        arm = replace(arm, value={})
    if not isinstance(arm.value, dict):
        problem = f"must be a mapping of keys (got {shown(arm.plain())})"
        raise BadInput([arm.origin.problem(data_at, problem, "write what differs in this arm below it")])
    return Tree(merge(_without(tree.root, data_at[0]), arm.within(data_at)))


def _unknown(tree: Tree, steps: Steps) -> Problem:
    holder = tree.nearest(steps[:-1])
    known = [str(step) for step, _ in holder.children] if tree.node(steps[:-1]) else []
    remedy = suggestion(str(steps[-1]), known) if known else "there are none in this scenario"
    return holder.key.problem(steps, f"there is no {shown(steps[-1])} in {dotted(steps[:-1])}", remedy)


def _without(root: Node, name: str | int) -> Node:
    value = root.value
    return (
        replace(root, value={k: v for k, v in value.items() if k != name})
        if isinstance(value, dict)
        else root
    )
