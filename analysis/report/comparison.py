"""One HTML file that tells a comparison to a reader without the program, a network or good eyes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from plotly.offline import get_plotlyjs

from analysis.catalogue.shown import shown_rows
from analysis.measures.summary import focus, kpi_grid, verdict
from analysis.pages.charts import Chart, Section
from analysis.pages.files import write_whole
from analysis.pages.page import template
from analysis.report.appendix import differing_parameters, failed_runs
from analysis.report.sections import checks, drivers, sections
from analysis.style import spoken

if TYPE_CHECKING:
    from analysis.sensitivity import Tornado
    from sim.experiments.experiment import Comparison

__all__ = ["render", "write_report"]

TELLING: Final = (
    "targets",
    "programmes",
    "standings",
    "channel-economics",
    "journeys",
    "practice",
    "tiers",
    "value",
    "quadrants",
    "sales",
    "loyalty",
    "flows",
)
"""Charts by what they tell of the case at hand; what every market has comes last."""
MOST_FINDINGS: Final = 5


def write_report(comparison: Comparison, path: Path, command: str, tornado: Tornado | None = None) -> Path:
    """Write the report of a comparison, or of a single run as a comparison with one arm.

    Parameters
    ----------
    comparison : tables, scenario and provenance
    path : file to write; its folder exists
    command : the command line that makes this report again
    tornado : what drives the difference between two arms, if that was computed

    Raises
    ------
    OSError
        If the file cannot be written; an older report is then left as it was.
    """
    return write_whole(render(comparison, command, tornado), path)


def render(comparison: Comparison, command: str, tornado: Tornado | None = None) -> str:
    """Make the report as one HTML text; every name in it is escaped."""
    told = sections(comparison)
    return template("report.html").render(
        comparison=comparison,
        findings=_findings(told),
        others=_other_arms(comparison),
        scenario=comparison.scenario,
        shown=[*shown_rows(comparison.scenario)],
        focus=spoken(focus(comparison)),
        arms=[*map(spoken, comparison.arms)],
        verdict=verdict(comparison),
        kpis=kpi_grid(comparison),
        sections=[*told, *([drivers(tornado)] if tornado else [])],
        checks=checks(comparison),
        parameters=differing_parameters(comparison),
        failed=failed_runs(comparison),
        command=command,
        plotly_js=get_plotlyjs(),
    )


def _findings(told: list[Section]) -> list[Chart]:
    """Charts whose findings stand at the head of the page, the most particular to the case first."""
    charts = {found.name: found for section in told for found in section.charts}
    return [charts[name] for name in TELLING if name in charts][:MOST_FINDINGS]


def _other_arms(comparison: Comparison) -> list[str]:
    """Arms of the file that a single run leaves out."""
    if len(comparison.arms) > 1:
        return []
    return [spoken(arm) for arm in comparison.scenario.arms if arm not in comparison.arms]
