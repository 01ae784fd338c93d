"""From YAML events to nodes, one pass: every value keeps its place, ambiguous ones are refused."""

from dataclasses import replace

from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from sim.files.events import events_of, refusal
from sim.files.nodes import Node
from sim.files.places import Origin, Source
from sim.files.problems import BadInput, Problem, Steps, shown
from sim.files.tokens import Scalar, TokenError, meaning

MAX_VALUES = 20_000


def compose(text: str, source: Source) -> Node:
    """Node of the one value in `text`.

    Raises
    ------
    BadInput
        All that is wrong with the text as YAML; duplicate keys, keys that are no text, ambiguous words.
    """
    composer = _Composer(events_of(text, source), source)
    node = composer.value(source.steps)
    if composer.problems:
        raise BadInput(composer.problems)
    return node


class _Composer:
    """Takes events one by one; collects what is wrong with words and keys."""

    def __init__(self, events: list[Event], source: Source) -> None:
        self.events = iter(events)
        self.source = source
        self.problems: list[Problem] = []
        self.anchored: dict[str, tuple[Node, int]] = {}
        self.open_anchors = 0
        self.count = 0

    def value(self, steps: Steps) -> Node:
        """Node of the value that comes next."""
        return self._value_of(next(self.events), steps)

    def _value_of(self, event: Event, steps: Steps) -> Node:
        if isinstance(event, AliasEvent):
            return self._alias(event)
        before = self.count
        self.open_anchors += self._anchor(event) is not None
        node = self._written(event, steps)
        if anchor := self._anchor(event):
            self.open_anchors -= 1
            self.anchored[anchor] = (node, self.count - before)
        return node

    def _written(self, event: Event, steps: Steps) -> Node:
        self._count(1, event)
        origin = self._origin(event)
        if isinstance(event, ScalarEvent):
            return self._scalar(event, origin, steps)
        if isinstance(event, MappingStartEvent):
            return Node(self._mapping(steps), origin, origin)
        return Node(self._items(steps), origin, origin)

    def _scalar(self, event: ScalarEvent, origin: Origin, steps: Steps) -> Node:
        if event.style is not None:
            return Node(self._text(event, origin, steps), origin, origin)
        return Node(self._meaning(event, origin, steps), origin, origin, raw=event.value)

    def _meaning(self, event: ScalarEvent, origin: Origin, steps: Steps) -> Scalar:
        try:
            return meaning(event.value)
        except TokenError as refused:
            self.problems.append(origin.problem(steps, refused.problem, refused.remedy))
            return None

    def _text(self, event: ScalarEvent, origin: Origin, steps: Steps) -> str:
        """Quoted text; half a character (an escaped surrogate) cannot be stored anywhere."""
        text: str = event.value
        if any("\ud800" <= character <= "\udfff" for character in text):
            self.problems.append(origin.problem(steps, "holds half a character", "remove the \\ud... escape"))
            return ""
        return text

    def _items(self, steps: Steps) -> list[Node]:
        items: list[Node] = []
        while not isinstance(event := next(self.events), CollectionEndEvent):
            items.append(self._value_of(event, (*steps, len(items))))
        return items

    def _mapping(self, steps: Steps) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        while not isinstance(event := next(self.events), CollectionEndEvent):
            name, key = self._key(event, steps), self._origin(event)
            node = replace(self.value((*steps, name)), key=key)
            if node.value is None and not node.raw:  # nothing written: the mark is at what follows
                node = replace(node, origin=key)
            if name in entries:
                first = entries[name].key.line
                self._wrong(
                    key, (*steps, name), f"duplicate key, first on line {first}", "remove one of the two"
                )
            entries[name] = node
        return entries

    def _key(self, event: Event, steps: Steps) -> str:
        if not isinstance(event, ScalarEvent):
            raise refusal(event, self.source, "this key is no text", "write a word before the colon")
        origin, name = self._origin(event), str(event.value)
        if name == "<<" and event.style is None:
            self._wrong(
                origin, steps, "'<<' does not merge in YAML 1.2", "write the keys out, or use extends"
            )
        elif event.style is None and not _is_text(name):
            self._wrong(origin, steps, f"key {shown(name)} is no text", f"quote it: '{name}'")
        return self._text(event, origin, steps)

    def _alias(self, event: AliasEvent) -> Node:
        if self.open_anchors:
            raise refusal(event, self.source, "an alias inside an anchored value", "write the value out")
        if event.anchor not in self.anchored:
            raise refusal(
                event, self.source, f"*{event.anchor} is not defined above", f"define it: &{event.anchor}"
            )
        node, size = self.anchored[event.anchor]
        self._count(size, event)
        return node

    def _count(self, more: int, event: Event) -> None:
        self.count += more
        if self.count > MAX_VALUES:
            raise refusal(
                event, self.source, f"aliases unfold to more than {MAX_VALUES} values", "write fewer"
            )

    def _anchor(self, event: Event) -> str | None:
        return event.anchor if isinstance(event, NodeEvent) else None

    def _origin(self, event: Event) -> Origin:
        return self.source.origin(event.start_mark.line, event.start_mark.column)

    def _wrong(self, origin: Origin, steps: Steps, problem: str, remedy: str) -> None:
        self.problems.append(origin.problem(steps, problem, remedy))


def _is_text(token: str) -> bool:
    try:
        return isinstance(meaning(token), str)
    except TokenError:
        return False
