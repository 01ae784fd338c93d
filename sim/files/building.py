"""From a tree to a model: every validation error becomes a line with the place, the fault and a remedy."""

import json
import re
from collections.abc import Iterator
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from sim.files.locating import Located, located
from sim.files.nodes import KIND, Node, Tree, walk
from sim.files.problems import BadInput, Problem, Steps, dotted, nearest, suggestion
from sim.files.shapes import Choices, Site
from sim.files.wording import Mistake, Wording, split_message, worded

Model = TypeVar("Model", bound=BaseModel)
_OWN_PATH = re.compile(r"\[([^\[\]]*)\]\s*(.*)", re.DOTALL)


def build(model_type: type[Model], tree: Tree, choices: Choices | None = None) -> Model:
    """Model filled in from a tree.

    A validator of the model may raise `ValueError("problem - remedy")`, also with the place in front,
    relative to itself: `ValueError("[firms.acme.share] shares sum to 1.2 - make them sum to 1")`;
    several problems go one to a line.

    Parameters
    ----------
    model_type
        What to fill in.
    tree
        All that was said.
    choices
        Models to choose from where fields name a class that stands for a choice; validators of such fields
        find them as the context.

    Raises
    ------
    BadInput
        With every problem, sorted by place.
    """
    site = Site(model_type, choices=choices or {})
    strays = list(_strays(site, tree.root, ()))
    problems = [_stray(tree, at, steps) for steps, at in strays]
    try:
        # From JSON, because a strict model takes a list for a tuple only from there.
        model = model_type.model_validate_json(json.dumps(tree.data), context=choices)
    except ValidationError as error:
        found = located(site, tree, error.errors(include_url=False))
        lost = [steps for steps, _ in strays]
        problems += [line for at in found if not _below(at.steps, lost) for line in _problems(tree, at)]
    if problems:
        raise BadInput(dict.fromkeys(problems))
    return model


def _problems(tree: Tree, at: Located) -> Iterator[Problem]:
    """Lines that one error makes."""
    if at.error["type"] in {"value_error", "assertion_error"}:
        yield from _own_problems(tree, at)
        return
    steps, wording = _wording(tree, at)
    yield _placed(tree, steps, wording, at.in_key)


def _wording(tree: Tree, at: Located) -> tuple[Steps, Wording]:
    error, steps = at.error, at.steps
    if error["type"] == "extra_forbidden":
        return steps, _unknown_key(tree, at.site, steps)
    if error["type"] == "missing":
        return steps, _missing(at.site, str(steps[-1]) if steps else "")
    if error["type"] == "union_tag_not_found":
        return steps, Wording(f"has no {KIND}", f"add '{KIND}:' with one of: {', '.join(at.site.kinds())}")
    if error["type"] == "union_tag_invalid":
        given = str(error.get("ctx", {}).get("tag", ""))
        remedy = suggestion(given, kinds := at.site.kinds())
        if at.site.choices and not nearest(given, kinds):
            remedy += f"; for a {KIND} of your own, name its file with --strategies"
        return (*steps, KIND), Wording(f"unknown {KIND} '{given}'", remedy)
    node = None if at.in_key else tree.node(steps)
    return steps, worded(Mistake(error, node))


def _unknown_key(tree: Tree, site: Site, steps: Steps) -> Wording:
    holder = tree.node(steps[:-1])
    names = site.names(holder.plain() if holder else {})
    is_override = tree.nearest(steps).key.how == "--set"
    if is_override:
        return Wording("unknown path", suggestion(str(steps[-1]), names, _prefix(tree, steps)))
    return Wording("unknown key", suggestion(str(steps[-1]), names))


def _prefix(tree: Tree, steps: Steps) -> str:
    """Path that the last step stands below, from the top of the file that it was written in."""
    above = tree.nearest(steps).key.within + steps[:-1]
    return f"{dotted(above)}." if above else ""


def _missing(site: Site, name: str) -> Wording:
    field = site.field(name)
    meaning = f" ({field.description})" if field and field.description else ""
    return Wording("is missing", f"add '{name}:'{meaning}")


def _own_problems(tree: Tree, at: Located) -> Iterator[Problem]:
    """Lines from what a validator of the model raised."""
    raised = at.error.get("ctx", {}).get("error", "is not allowed")
    for line in str(raised).splitlines() or ["is not allowed"]:
        named = _OWN_PATH.fullmatch(line.strip())
        inner = _steps(named[1]) if named else ()
        yield _placed(tree, at.steps + inner, split_message(named[2] if named else line), at.in_key)


def _steps(path: str) -> Steps:
    parts = path.strip().split(".") if path.strip() else []
    return tuple(int(part) if part.isdecimal() else part for part in parts)


def _placed(tree: Tree, steps: Steps, wording: Wording, in_key: bool) -> Problem:
    """Problem at the value, at its key if that is what is wrong, or at the nearest that was written."""
    node = tree.node(steps)
    origin = node.origin if node and not in_key else tree.nearest(steps).key
    return origin.problem(steps, *wording)


def _strays(site: Site, node: Node, steps: Steps) -> Iterator[tuple[Steps, Site]]:
    """Entries that an override made only to reach deeper, beside free keys of the file: a misspelt firm."""
    data = node.plain()
    for step, child in node.children:
        below = site.below(step, data)
        if child.implied and not node.implied and site.is_map() and below.known:
            yield (*steps, step), site
        else:
            yield from _strays(below, child, (*steps, step))


def _stray(tree: Tree, site: Site, steps: Steps) -> Problem:
    holder = tree.node(steps[:-1])
    names = [str(step) for step, child in holder.children if not child.implied] if holder else []
    wording = Wording("unknown path", suggestion(str(steps[-1]), names, _prefix(tree, steps)))
    full = next((at for at, node in walk(tree.nearest(steps), steps) if not node.implied), steps)
    return _placed(tree, full, wording, in_key=True)


def _below(steps: Steps, tops: list[Steps]) -> bool:
    return any(steps[: len(top)] == top for top in tops)
