"""The YAML event stream of a text under limits, so that no bomb is ever unfolded."""

from collections.abc import Iterator

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    NodeEvent,
    ScalarEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from sim.files.places import Source
from sim.files.problems import BadInput

MAX_DEPTH = 32
MAX_EVENTS = 20_000
MAX_ANCHORS = 100

_FRAME = (StreamStartEvent, StreamEndEvent, DocumentStartEvent, DocumentEndEvent)
_REMEDIES = {
    "mapping values are not allowed here": "check the indentation, and quote text that has a colon in it",
    "found character '\\t' that cannot start any token": "use spaces instead of tabs",
    "found unexpected end of stream": "close the quote",
}


def events_of(text: str, source: Source) -> list[Event]:
    """Events of the one document in `text`, without the frame of stream and document.

    Raises
    ------
    BadInput
        No YAML, several documents, a tag, a directive, or more than a limit allows.
    """
    limits = _Limits(source)
    for event in _parsed(text, source):
        limits.check(event)
    if all(isinstance(event, ScalarEvent) and event.value == "" and not event.style for event in limits.kept):
        raise source.refusal(0, 0, "is empty", "write something into it")
    return limits.kept


def refusal(event: Event, source: Source, problem: str, remedy: str) -> BadInput:
    """Problem at the place of an event."""
    return source.refusal(event.start_mark.line, event.start_mark.column, problem, remedy)


class _Limits:
    """Counts as events pass, and refuses the first that goes too far."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.kept: list[Event] = []
        self.depth = self.anchors = self.documents = 0

    def check(self, event: Event) -> None:
        """Keep an event of the document, or refuse it."""
        if isinstance(event, DocumentStartEvent):
            self._document(event)
        if isinstance(event, NodeEvent):
            self._node(event)
        self.depth -= isinstance(event, CollectionEndEvent)
        if not isinstance(event, _FRAME):
            self.kept.append(event)
        if len(self.kept) > MAX_EVENTS:
            raise refusal(event, self.source, f"more than {MAX_EVENTS} values", "cut the file down")

    def _document(self, event: DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            raise refusal(
                event, self.source, "a second document starts here", "keep one per file; remove '---'"
            )
        if event.version or event.tags:
            raise refusal(
                event, self.source, "a '%' directive stands above", "remove the lines that start with %"
            )

    def _node(self, event: NodeEvent) -> None:
        self.depth += isinstance(event, CollectionStartEvent)
        self.anchors += event.anchor is not None
        if self.depth > MAX_DEPTH:
            raise refusal(event, self.source, f"nested more than {MAX_DEPTH} deep", "flatten it")
        if self.anchors > MAX_ANCHORS:
            raise refusal(
                event, self.source, f"more than {MAX_ANCHORS} anchors and aliases", "write values out"
            )
        if isinstance(event, ScalarEvent | CollectionStartEvent) and event.ctag is not None:
            raise refusal(
                event, self.source, f"has the tag {event.ctag}", "remove the tag; quote text: 'text'"
            )


def _parsed(text: str, source: Source) -> Iterator[Event]:
    """Events from the parser; what it cannot read becomes a problem."""
    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except MarkedYAMLError as error:
        raise _not_yaml(error, source) from None
    except (YAMLError, ValueError, OverflowError) as error:
        # Numbers too long in a directive or an escape, characters that are none.
        problem = f"is not YAML: {str(error).splitlines()[0] if str(error) else 'cannot be read'}"
        raise source.refusal(0, 0, problem, "correct or quote the text") from None


def _not_yaml(error: MarkedYAMLError, source: Source) -> BadInput:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    what = error.problem or error.context or "cannot be read"
    remedy = _REMEDIES.get(what, "check indentation, colons, brackets and quotes here")
    return source.refusal(line, column, f"is not YAML: {what}", remedy)
