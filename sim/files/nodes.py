"""What a file says and where it says it: a tree of values, each with its place, and how two trees merge."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sim.files.places import Origin
from sim.files.problems import Steps
from sim.files.tokens import Scalar

KIND = "kind"


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its place.

    `key` is the place of its key (its own in lists), `raw` the unquoted word it was written as (empty
    if quoted or no scalar), `implied` true for a mapping that an override made only to reach deeper.
    """

    value: "dict[str, Node] | list[Node] | Scalar"
    origin: Origin
    key: Origin
    raw: str = ""
    implied: bool = False

    @property
    def children(self) -> "Iterator[tuple[str | int, Node]]":
        """Entries of a mapping or items of a list, none for a scalar."""
        if isinstance(self.value, dict):
            yield from self.value.items()
        elif isinstance(self.value, list):
            yield from enumerate(self.value)

    def child(self, step: str | int) -> "Node | None":
        """Entry or item under `step`, None if there is none."""
        value = self.value
        if isinstance(value, dict):
            return value.get(step) if isinstance(step, str) else None
        if isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
            return value[step]
        return None

    def plain(self) -> Any:  # noqa: ANN401 - JSON has no type of its own
        """Value as dict, list, str, int, float, bool or None."""
        if isinstance(self.value, dict):
            return {name: below.plain() for name, below in self.value.items()}
        return [below.plain() for below in self.value] if isinstance(self.value, list) else self.value

    def within(self, arm: Steps) -> "Node":
        """Mark the node and all below as laid over the rest from an arm."""
        value = self.value
        if isinstance(value, dict):
            value = {name: below.within(arm) for name, below in value.items()}
        elif isinstance(value, list):
            value = [below.within(arm) for below in value]
        origin, key = replace(self.origin, within=arm), replace(self.key, within=arm)
        return replace(self, value=value, origin=origin, key=key)


@dataclass(frozen=True)
class Tree:
    """All that a scenario's files and overrides say, merged."""

    root: Node

    @cached_property
    def data(self) -> dict[str, Any]:
        """Plain data, as a model's validation takes it."""
        plain: dict[str, Any] = self.root.plain()
        return plain

    @cached_property
    def origins(self) -> dict[Steps, Origin]:
        """Place of every value, by path; the path of the whole is ()."""
        return {steps: node.origin for steps, node in walk(self.root)}

    @cached_property
    def keys(self) -> dict[Steps, Origin]:
        """Place of every key, by path; of an item in a list, the place of the item."""
        return {steps: node.key for steps, node in walk(self.root)}

    def node(self, steps: Steps) -> Node | None:
        """Node at a path, None if nothing was written there."""
        here: Node | None = self.root
        for step in steps:
            here = here.child(step) if here else None
        return here

    def nearest(self, steps: Steps) -> Node:
        """Node at a path, or at the longest beginning of it that was written."""
        found = (self.node(steps[:length]) for length in range(len(steps), 0, -1))
        return next((node for node in found if node), self.root)


def walk(node: Node, steps: Steps = ()) -> Iterator[tuple[Steps, Node]]:
    """Every node with its path, the top first."""
    yield steps, node
    for step, below in node.children:
        yield from walk(below, (*steps, step))


def merge(base: Node, over: Node) -> Node:
    """`over` laid over `base`: mappings merge by key, anything else replaces.

    A null in `over` removes a mapping of `base`; where a kind was chosen it stays, as a choice of nothing.
    A mapping that names another `kind` replaces the whole mapping, for the keys of one kind mean nothing to
    another.
    """
    below, above = base.value, over.value
    if not isinstance(below, dict) or not isinstance(above, dict):
        return over
    if _of_another_kind(below, above):
        return replace(over, implied=base.implied and over.implied)
    value = dict(below)
    for name, child in above.items():
        old = value.get(name)
        if old and isinstance(old.value, dict) and child.value is None and KIND not in old.value:
            del value[name]
        else:
            value[name] = merge(old, child) if old else child
    kept = base if over.implied else over
    return replace(kept, value=value, implied=base.implied and over.implied)


def _of_another_kind(below: dict[str, Node], above: dict[str, Node]) -> bool:
    return KIND in below and KIND in above and below[KIND].value != above[KIND].value
