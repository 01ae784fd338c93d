"""Rows of the catalogue as a reader of a report meets them: name, claim and sources."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

from analysis.catalogue import ROWS, Row

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Shown:
    """A row that a scenario shows."""

    row: str
    name: str
    claim: str
    sources: tuple[str, ...]
    """Of the laws of the row that are on."""


def shown_rows(scenario: Scenario) -> Iterator[Shown]:
    """The rows that a scenario says it shows, in its order; what is not in the catalogue stays as it is."""
    for row in scenario.rows:
        told = ROWS.get(row, Row(row, row, "", ()))
        laws = [law for _, law in scenario.mechanisms.each() if law.is_on and law.row == row]
        sources = dict.fromkeys(source_of(sys.modules[type(law).__module__]) for law in laws)
        yield Shown(row, told.name, told.shows, tuple(source for source in sources if source))


def source_of(module: ModuleType) -> str:
    """What a module's docstring names as its source."""
    text = inspect.getdoc(module) or ""
    return " ".join(text.split("Source:", 1)[1].split()) if "Source:" in text else ""
