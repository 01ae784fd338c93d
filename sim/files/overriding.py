"""`--set a.b.c=value`: one value of a scenario, set from the command line."""

from dataclasses import replace
from typing import Final

from sim.files.composing import compose
from sim.files.events import MAX_DEPTH
from sim.files.extending import EXTENDS
from sim.files.guard import check_text
from sim.files.nodes import Node, merge
from sim.files.places import How, Origin, Source
from sim.files.problems import BadInput, Steps, dotted, shown

SOURCE: Final[How] = "--set"


def override(root: Node, text: str, number: int) -> Node:
    """`root` with one override laid over it; `number` counts overrides from 1.

    Values are read as in a file and merge as `extends` does. That the path is one the model knows
    is for `build` to see; mappings made on the way there are marked `implied`.

    Raises
    ------
    BadInput
        No path, no value, a value that is no YAML, or a path through something without keys.
    """
    path, equals, value = text.partition("=")
    start = Origin(SOURCE, number, 1, SOURCE)
    steps = tuple(path.strip().split("."))
    _refuse_unreadable(steps, value if equals else None, start)
    source = Source(SOURCE, SOURCE, number, len(path) + 2, steps)
    check_text(value, source)
    return _laid(root, steps, replace(compose(value, source), key=start), ())


def _refuse_unreadable(steps: tuple[str, ...], value: str | None, start: Origin) -> None:
    if value is None or not all(steps):
        raise BadInput([start.problem(steps, "is no override", "write --set path.to.key=value")])
    if not value.strip():
        raise BadInput([start.problem(steps, "has no value", "write one after the '=', or null")])
    if len(value.splitlines()) > 1 or not "".join(steps).isprintable():
        raise BadInput([start.problem(steps, "is longer than one line", "write lists as [a, b]")])
    if len(steps) > MAX_DEPTH or steps[0] == EXTENDS:
        raise BadInput([start.problem(steps, "cannot be set", "set it in the file")])


def _laid(node: Node, steps: tuple[str, ...], new: Node, done: Steps) -> Node:
    """`node` with `new` laid over what is at `steps` below it."""
    if not steps:
        return merge(node, new)
    if isinstance(node.value, list):
        return _in_list(node, node.value, steps, new, done)
    below = {} if node.value is None else node.value
    if not isinstance(below, dict):
        problem = f"{dotted(done)} is {shown(below)}, which has no keys"
        raise BadInput([new.key.problem((*done, *steps), problem, f"set {dotted(done)} itself")])
    name = steps[0]
    made = Node({}, new.key, new.key, implied=True)
    if len(steps) == 1:
        return merge(replace(node, value=below), replace(made, value={name: new}))
    child = _laid(below.get(name, made), steps[1:], new, (*done, name))
    return replace(node, value={**below, name: child})


def _in_list(node: Node, items: list[Node], steps: tuple[str, ...], new: Node, done: Steps) -> Node:
    if not steps[0].isdecimal() or int(steps[0]) >= len(items):
        problem = f"{dotted(done)} has no item {steps[0]!r}"
        remedy = f"count from 0 to {len(items) - 1}" if items else f"set {dotted(done)} itself"
        raise BadInput([new.key.problem((*done, *steps), problem, remedy)])
    at = int(steps[0])
    changed = _laid(items[at], steps[1:], new, (*done, at))
    return replace(node, value=[*items[:at], changed, *items[at + 1 :]])
