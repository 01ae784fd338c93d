"""Every value of a built model, with its unit and where it came from."""

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import BaseModel

from sim.files.nodes import Tree
from sim.files.problems import Steps
from sim.files.shapes import Site, fields_of

DEFAULT = "default"


class Shown(NamedTuple):
    """One value: dotted path, value, unit ("" if none), and `file:line`, "--set" or "default"."""

    path: str
    value: object
    unit: str
    origin: str


def explain(model: BaseModel, tree: Tree) -> Iterator[Shown]:
    """Every single value that `model` holds, defaults included, in the order of its fields."""
    for steps, value, unit in _leaves(model, Site(type(model)), ()):
        node = tree.node(steps)
        yield Shown(".".join(map(str, steps)), value, unit, str(node.origin) if node else DEFAULT)


def _leaves(value: object, site: Site, steps: Steps) -> Iterator[tuple[Steps, object, str]]:
    below = list(_parts(value))
    for step, part in below:
        yield from _leaves(part, _site_below(value, site, step), (*steps, step))
    if not below and not isinstance(value, BaseModel):
        yield steps, value, site.unit


def _parts(value: object) -> Iterator[tuple[str | int, object]]:
    if isinstance(value, BaseModel):
        names = zip(fields_of(type(value)), type(value).model_fields, strict=True)
        yield from ((key, getattr(value, name)) for key, name in names)
        yield from (value.model_extra or {}).items()
    elif isinstance(value, dict):
        yield from ((str(key), part) for key, part in value.items())
    elif isinstance(value, list | tuple):
        yield from enumerate(value)
    elif isinstance(value, frozenset):
        # Sets are in another order in every process.
        yield from enumerate(sorted(value))


def _site_below(value: object, site: Site, step: str | int) -> Site:
    """Site one step down, as the model itself has it, or the type of the mapping or list."""
    owner = Site(type(value)) if isinstance(value, BaseModel) else site
    return owner.below(step, value)
