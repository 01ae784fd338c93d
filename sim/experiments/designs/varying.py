"""`--vary PATH=LOW:HIGH:COUNT` and `--vary PATH=v1,v2,v3`: a grid from the command line."""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from sim.experiments.designs.factorial import FullFactorial
from sim.files.problems import BadInput, Problem, one_line, shown
from sim.files.tokens import TokenError, meaning

SOURCE = "--vary"
HOW = "write PATH=LOW:HIGH:COUNT, say firms.acme.brand=0.5:2:4, or PATH=v1,v2,v3"
_NUMBER = r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_RANGE = re.compile(rf"({_NUMBER}):({_NUMBER}):([0-9]+)")
_OWN_PATH = re.compile(r"\[[^\[\]]*\]\s*")


def vary(*texts: str) -> FullFactorial:
    """Grid over the factors that the texts name, the last changing fastest.

    Parameters
    ----------
    texts
        "a.b.c=200:400:9" for 9 evenly spaced values with both ends, or "a.b.c=v1,v2,v3" for these values.
        Values are whole numbers where the ends and all steps are.

    Raises
    ------
    BadInput
        With every text that is neither, each with its place in the order given.
    """
    problems, over = [], {}
    for number, text in enumerate(texts, 1):
        path, _, value = text.partition("=")
        path = path.strip()
        try:
            if path in over:
                raise ValueError("is varied twice - give all its values at once")
            over[path] = next(iter(_grid({path: _factor(value.strip())}).over.values()))
        except ValueError as wrong:
            problems.append(_problem(number, path or text, str(wrong)))
    if not texts:
        problems.append(_problem(1, "vary", f"names nothing to vary - {HOW}"))
    if problems:
        raise BadInput(problems)
    return FullFactorial(over=over)


def _grid(over: dict[str, Any]) -> FullFactorial:
    try:
        return FullFactorial.model_validate({"over": over})
    except ValidationError as error:
        raised = error.errors(include_url=False)[0]["ctx"]["error"]
        raise ValueError(_OWN_PATH.sub("", str(raised))) from None


def _factor(text: str) -> dict[str, Any] | list[Any]:
    if found := _RANGE.fullmatch(text):
        return _range(found[1], found[2], int(found[3]))
    values = list(_values(text))
    if len(values) < 2:
        raise ValueError(f"has nothing to vary over (got {shown(text)}) - {HOW}")
    return values


def _range(low: str, high: str, steps: int) -> dict[str, Any]:
    if float(low) >= float(high):
        raise ValueError(f"LOW must be below HIGH (got {low} to {high}) - write the smaller end first")
    if steps < 2:
        raise ValueError(f"COUNT must be 2 or more (got {steps}) - both ends are among the values")
    whole = all(end.lstrip("+-").isdigit() for end in (low, high))
    even = whole and (int(high) - int(low)) % (steps - 1) == 0
    return {"from": float(low), "to": float(high), "steps": steps, "integer": even}


def _values(text: str) -> Iterator[Any]:
    for word in text.split(","):
        if ":" in word or not word.strip():
            raise ValueError(f"is no range and no list of values (got {shown(text)}) - {HOW}")
        try:
            yield meaning(word.strip())
        except TokenError as wrong:
            raise ValueError(str(wrong)) from None


def _problem(number: int, path: str, message: str) -> Problem:
    problem, _, remedy = message.partition(" - ")
    return Problem(SOURCE, number, 1, one_line(path, 60), problem, remedy or HOW)
