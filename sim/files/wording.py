"""Validation errors in the words of somebody who writes scenarios: what is wrong, and what would do."""

import re
from collections.abc import Callable
from typing import NamedTuple

from pydantic_core import ErrorDetails

from sim.files.nodes import Node
from sim.files.problems import shown, suggestion

PATTERNS = {"^[a-z][a-z0-9_]{0,39}$": "use lower-case letters, digits and _, a letter first, at most 40"}
_SWITCHES = {"yes": "true", "y": "true", "on": "true", "no": "false", "n": "false", "off": "false"}
_QUOTED = re.compile(r"'([^']*)'")


class Wording(NamedTuple):
    """What is wrong, and what would do."""

    problem: str
    remedy: str


class Mistake(NamedTuple):
    """A validation error and the value it is about (None if nothing was written there)."""

    error: ErrorDetails
    node: Node | None

    @property
    def got(self) -> str:
        """The value as it was written, for a message."""
        if self.node and self.node.raw:
            return f"(got {shown(self.node.raw)[1:-1]})"
        return f"(got {shown(self.node.plain() if self.node else self.error['input'])})"

    @property
    def value(self) -> object:
        """The value as it was read."""
        return self.node.value if self.node else self.error["input"]

    def limit(self, name: str) -> str:
        """Bound that the type sets, as people write it."""
        bound = self.error.get("ctx", {}).get(name)
        return f"{bound:g}" if isinstance(bound, float) and abs(bound) < 1e15 else str(bound)


def worded(mistake: Mistake) -> Wording:
    """Problem and remedy for any validation error that has no place for special treatment."""
    return _WORDINGS.get(mistake.error["type"], _other)(mistake)


def split_message(message: str) -> Wording:
    """Problem and remedy of a message "problem - remedy"."""
    problem, dash, remedy = message.partition(" - ")
    return Wording(problem.strip() or "is not allowed", remedy.strip() if dash else "correct this value")


def _other(mistake: Mistake) -> Wording:
    message = mistake.error["msg"]
    wording = split_message(message[:1].lower() + message[1:])
    return Wording(f"{wording.problem} {mistake.got}", wording.remedy)


def _whole_number(mistake: Mistake) -> Wording:
    remedy = _for_text(mistake, "write a whole number")
    if isinstance(mistake.value, float):
        whole = mistake.value.is_integer() and abs(mistake.value) < 2**63
        remedy = f"write {int(mistake.value)}" if whole else f"write {round(mistake.value)}, say"
    return Wording(f"must be a whole number {mistake.got}", remedy)


def _number(mistake: Mistake) -> Wording:
    return Wording(f"must be a number {mistake.got}", _for_text(mistake, "write a number"))


def _for_text(mistake: Mistake, remedy: str) -> str:
    """Remedy where a number is meant and a word was written."""
    value = mistake.value
    if not isinstance(value, str):
        return remedy
    if value.lower() in _SWITCHES:
        return f"{remedy}; for a switch write true or false"
    if value.lower().lstrip("+-.") in {"nan", "inf", "infinity"}:
        return "write a finite number"
    is_number = re.fullmatch(r"[-+]?[0-9.]+", value) is not None
    return f"write {value} without quotes" if is_number else remedy


def _switch(mistake: Mistake) -> Wording:
    meant = _SWITCHES.get(str(mistake.value).lower())
    hint = f" (here {meant}; {mistake.value} is plain text)" if meant else ""
    return Wording(f"must be true or false {mistake.got}", f"write true or false{hint}")


def _text(mistake: Mistake) -> Wording:
    written = mistake.node.raw if mistake.node else ""
    return Wording(
        f"must be text {mistake.got}", f"put it in quotes: '{written}'" if written else "write text"
    )


def _mapping(mistake: Mistake) -> Wording:
    return Wording(f"must be a mapping of keys {mistake.got}", "write 'key: value' lines below it")


def _list(mistake: Mistake) -> Wording:
    written = mistake.node.raw if mistake.node else ""
    return Wording(f"must be a list {mistake.got}", f"write [{written}]" if written else "write [a, b]")


def _choice(mistake: Mistake) -> Wording:
    expected = str(mistake.error.get("ctx", {}).get("expected", ""))
    known = _QUOTED.findall(expected)
    remedy = suggestion(str(mistake.value), known) if known else f"write {expected}"
    return Wording(f"is not one of the choices {mistake.got}", remedy)


def _pattern(mistake: Mistake) -> Wording:
    pattern = mistake.limit("pattern")
    if pattern in PATTERNS:
        return Wording(f"is no valid name {mistake.got}", PATTERNS[pattern])
    return Wording(f"has not the form it must have {mistake.got}", f"match {pattern}")


def _bound(words: str, name: str, remedy: str) -> Callable[[Mistake], Wording]:
    def wording(mistake: Mistake) -> Wording:
        limit = mistake.limit(name)
        return Wording(f"must be {words} {limit} {mistake.got}", remedy.format(limit))

    return wording


def _length(words: str, name: str, things: str) -> Callable[[Mistake], Wording]:
    def wording(mistake: Mistake) -> Wording:
        limit = mistake.limit(name)
        return Wording(f"must have {words} {limit} {things} {mistake.got}", f"give it {words} {limit}")

    return wording


def _finite(mistake: Mistake) -> Wording:
    return Wording(f"must be finite {mistake.got}", "write a finite number")


_WORDINGS: dict[str, Callable[[Mistake], Wording]] = {
    **dict.fromkeys(("int_type", "int_from_float", "int_parsing", "int_parsing_size"), _whole_number),
    **dict.fromkeys(("float_type", "float_parsing"), _number),
    **dict.fromkeys(("bool_type", "bool_parsing"), _switch),
    **dict.fromkeys(("string_type", "string_sub_type"), _text),
    **dict.fromkeys(("model_type", "model_attributes_type", "dict_type", "dataclass_type"), _mapping),
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type"), _list),
    **dict.fromkeys(("literal_error", "enum"), _choice),
    "string_pattern_mismatch": _pattern,
    "finite_number": _finite,
    "greater_than_equal": _bound("at least", "ge", "write {} or more"),
    "greater_than": _bound("above", "gt", "write more than {}"),
    "less_than_equal": _bound("at most", "le", "write {} or less"),
    "less_than": _bound("below", "lt", "write less than {}"),
    "multiple_of": _bound("a multiple of", "multiple_of", "write a multiple of {}"),
    "string_too_short": _length("at least", "min_length", "characters"),
    "string_too_long": _length("at most", "max_length", "characters"),
    "too_short": _length("at least", "min_length", "entries"),
    "too_long": _length("at most", "max_length", "entries"),
}
