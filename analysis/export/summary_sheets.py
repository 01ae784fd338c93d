"""Sheets of words and figures around the tables of a workbook: summary, key figures, how it was made."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from analysis.export.findings import SCALES, known
from analysis.export.source import ExportSource
from analysis.measures.summary import Contrast, contrasts, focus, kpi_grid, verdict
from analysis.report.appendix import differing_parameters
from analysis.style import spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

Cell = str | int | float | None
_LEVELS: Final = {"money": "money", "share": "share", "count": "number", "index": "number"}
_UNITS: Final = {"money": "money", "share": "share", "count": "count", "index": "index"}
MOST_SEEDS: Final = 12
_WIDEST: Final = 120


@dataclass(frozen=True)
class Line:
    """One row of a sheet: cells, the style of them all, and how numbers in some columns look.

    Styles: title, bold, heading, lines (cells of several lines) and "" (text that runs on to the right).
    """

    cells: Sequence[Cell]
    style: str = ""
    looks: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """A sheet of words and figures. `frozen` rows stay in sight."""

    name: str
    lines: Sequence[Line]
    widths: Sequence[float]
    frozen: int = 0


def summary_sheets(source: ExportSource) -> tuple[list[Sheet], list[Sheet]]:
    """Sheets before the tables and sheets after them."""
    after = [_provenance(source)]
    if source.comparison is None:
        return [], after
    compared = len(source.comparison.arms) > 1
    return [_summary(source.comparison), *([_key_figures(source.comparison)] if compared else [])], after


def _summary(comparison: Comparison) -> Sheet:
    scenario = comparison.scenario
    head, grid = kpi_grid(comparison)
    lines = [
        Line([scenario.title], "title"),
        *(Line([part], "bold") for part in textwrap.wrap(verdict(comparison), _WIDEST)),
        Line([]),
        *(line for name, text in told(comparison) for line in _paragraph(name, text)),
        Line([]),
        Line(head, "heading"),
        *(Line(row, "lines") for row in grid),
        Line([_reading(comparison)]),
        *_arms(comparison),
    ]
    return Sheet("Summary", lines, [38, *([24] * max(len(head) - 1, 1))])


def _paragraph(name: str, text: str) -> Iterable[Line]:
    """Text over as many rows as it needs, so that no row becomes tall."""
    for i, part in enumerate(textwrap.wrap(text, _WIDEST)):
        yield Line(["" if i else name, part])


def told(comparison: Comparison) -> list[tuple[str, str]]:
    """What the scenario says about itself, heading and text."""
    scenario = comparison.scenario
    return [
        ("question", scenario.question),
        ("case", scenario.case),
        ("what to watch", scenario.watch),
        ("what should come out", scenario.expectation),
        ("firm that it is about", spoken(focus(comparison))),
    ]


def _reading(comparison: Comparison) -> str:
    if len(comparison.arms) == 1:
        return f"Means of {comparison.replications} replications."
    return (
        f"Means of {comparison.replications} replications; below each, the 95% interval of its paired "
        f"difference from “{spoken(comparison.arms[0])}”."
    )


def _arms(comparison: Comparison) -> Iterable[Line]:
    rows = differing_parameters(comparison) if len(comparison.arms) > 1 else []
    if rows:
        yield Line([])
        yield Line(["parameter that differs", *map(spoken, comparison.arms)], "heading")
        yield from (Line(row, "lines") for row in rows)


def _key_figures(comparison: Comparison) -> Sheet:
    head = ["key figure", "unit", "arm", "mean", "mean of the baseline", "difference", "95% low", "95% high"]
    head += ["P(better)", "paired replications"]
    lines = [Line(head, "heading"), *map(_key_figure, contrasts(comparison))]
    return Sheet("Key figures", lines, [34, 10, 30, *([16] * 7)], frozen=1)


def _key_figure(row: Contrast) -> Line:
    scale = SCALES["money"] if row.kpi.kind == "money" else 1.0
    levels = [row.level, row.baseline, row.difference, row.low, row.high]
    numbers = [known(value / scale) for value in levels]
    look = _LEVELS[row.kpi.kind]
    cells = [row.kpi.label, _UNITS[row.kpi.kind], row.arm, *numbers, known(row.chance), row.pairs]
    return Line(cells, "", {**dict.fromkeys(range(3, 8), look), 8: "share", 9: "whole"})


def _provenance(source: ExportSource) -> Sheet:
    facts = (line for name, value in how_made(source) for line in _paragraph(name, value))
    return Sheet("Provenance", [Line(["How these results were made"], "title"), *facts], [30, 100])


def how_made(source: ExportSource) -> list[tuple[str, str]]:
    """What is needed to make the results again, name and value."""
    facts = [("command", source.command)] if source.command else []
    if (comparison := source.comparison) is not None:
        facts += [
            ("arms", ", ".join(comparison.arms)),
            ("replications per arm", str(comparison.replications)),
            ("seeds", _seeds(comparison.seeds)),
            ("runs that broke off", str(comparison.failures)),
        ]
    return facts + [(str(name), str(value)) for name, value in source.provenance.items()]


def _seeds(seeds: Sequence[int]) -> str:
    if len(seeds) > MOST_SEEDS and list(seeds) == list(range(seeds[0], seeds[-1] + 1)):
        return f"{seeds[0]} to {seeds[-1]}"
    return ", ".join(map(str, seeds))
