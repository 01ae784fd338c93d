"""The report of a sweep: what the arms are worth over all points, what drives that, and how sure it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import plotly.graph_objects as go

from analysis.games.figures import best_chances, regret_map
from analysis.games.regret import regrets
from analysis.pages.charts import Chart, Section, chart
from analysis.pages.files import write_whole
from analysis.pages.page import Page, render_page
from analysis.sensitivity import (
    Responses,
    Result,
    analyse_morris,
    analyse_prcc,
    analyse_sobol,
    analyse_tornado,
    analyse_vary,
    difference,
)
from analysis.sensitivity.sweep import Swept, converging, of_arm, swept
from analysis.style import spoken
from analysis.sweeps.results import open_study
from sim.experiments.designs import Morris, Saltelli, SampledDesign, factors
from sim.experiments.provenance import versions
from sim.experiments.study import Study
from sim.files import BadInput

REPORT: Final = "report.html"
MOST_VARIED: Final = 2
REASONS: Final = 20


def write_sweep_report(folder: Path, command: str = "", of: str | None = None) -> Path:
    """Write `report.html` into the folder of a sweep.

    Parameters
    ----------
    folder
        Where the results are.
    command
        The command line that makes them again.
    of
        Key figure, as `analysis.sensitivity.sweep.swept` takes it.

    Raises
    ------
    Refusal, OSError
        If there are no results, or they cannot be read or written.
    """
    return write_whole(render_page(sweep_page(folder, command, of)), folder / REPORT)


def sweep_page(folder: Path, command: str, of: str | None) -> Page:
    """What the report of a sweep says."""
    found = swept(folder, of)
    store, study = open_study(folder)
    outcomes = [store.finished.get(run.identity) for run in study.runs()]
    failed, unfinished = Counter(end for end in outcomes if end), outcomes.count(None)
    first = next(iter(study.arms.values()))
    sections = [*_responses(found), *_drivers(found), *_choice(found), *_settled(found, folder)]
    return Page(
        eyebrow=f"{first.title}: a sweep",
        title=first.question,
        verdict=_verdict(found, sections),
        sections=sections,
        facts=_facts(study),
        warning=_warning(failed.total(), unfinished, study.total),
        tables=_tables(found, study, failed),
        command=command,
        made={"model of the runs": study.model, "first seed": str(study.plan.seed), **versions()},
    )


def _facts(study: Study) -> str:
    points, arms = len(study.points), len(study.arms)
    return (
        f"{study.total:,} runs: {points:,} {'point' if points == 1 else 'points'} × {arms} "
        f"{'arm' if arms == 1 else 'arms'} × {study.plan.replications:,} paired replications"
    )


def _warning(failed: int, unfinished: int, total: int) -> str:
    parts = [
        f"{count:,} of {total:,} runs {what}"
        for count, what in ((failed, "failed"), (unfinished, "are not finished"))
        if count
    ]
    return f"{' and '.join(parts)}; they are left out." if parts else ""


def _verdict(found: Swept, sections: Sequence[Section]) -> str:
    """The first finding: of the choice between arms if there is one, else of what the factors do."""
    by_anchor = {section.anchor: section for section in sections if section.charts}
    for anchor in ("choice", "response", "drivers"):
        if anchor in by_anchor:
            return f"{by_anchor[anchor].charts[0].finding}."
    return f"{found.name}: nothing varies in this sweep."


def _responses(found: Swept) -> list[Section]:
    if not 1 <= len(factors(found.design)) <= MOST_VARIED:
        return []
    words = "Every point of a curve is a mean over replications that share their luck with all other points."
    return [
        _section(
            "response",
            "How the result moves",
            words,
            [partial(analyse_vary, found.runs, found.design, found.kpi, found.focus)],
        )
    ]


def _drivers(found: Swept) -> list[Section]:
    """What moves the key figure of the first arm, and what moves the difference to the others."""
    if not factors(found.design):
        return []
    base = of_arm(found, found.arms[0])
    asked = [base, *(difference(of_arm(found, arm), base, _said(found, arm)) for arm in found.arms[1:])]
    words = (
        "How much each uncertain feature of the market moves the result, and above all the difference "
        "between arms: a driver of the difference can turn the advice."
    )
    analyses: list[Callable[[], Result]] = [partial(analyse_tornado, one) for one in asked]
    if special := _special(found):
        analyses.append(partial(special, asked[-1]))
    return [_section("drivers", "What drives it", words, analyses)]


def _said(found: Swept, arm: str) -> str:
    return f"{found.name}, “{spoken(arm)}” less “{spoken(found.arms[0])}”"


def _special(found: Swept) -> Callable[[Responses], Result] | None:
    """The analysis that the design was made for."""
    if isinstance(found.design, Morris):
        return analyse_morris
    if isinstance(found.design, Saltelli):
        return analyse_sobol
    return analyse_prcc if isinstance(found.design, SampledDesign) else None


def _choice(found: Swept) -> list[Section]:
    if len(found.arms) < 2:
        return []
    regret = regrets(found.own[["arm", "point", "replication", "value"]], found.kpi.column)
    words = (
        "Regret is what an arm falls short of the best one at the same point. Who cannot know the point "
        "may take the arm whose worst regret is smallest."
    )
    charts = [_chart("choice", 0, regret_map(regret)), _chart("choice", 1, best_chances(regret))]
    return [Section("choice", "Which arm to take", words, charts)]


def _settled(found: Swept, folder: Path) -> list[Section]:
    if found.own.replication.nunique() < 2:
        return []
    answer = converging(folder, f"{found.focus}.{found.kpi.column}")
    words = "If a line still climbs or falls at its right end, run more replications."
    return [
        Section(
            "convergence",
            "Are these enough replications?",
            words,
            [_chart("convergence", i, figure) for i, figure in enumerate(answer.figures)],
        )
    ]


def _section(anchor: str, heading: str, words: str, analyses: Sequence[Callable[[], Result]]) -> Section:
    """A section with the chart of every analysis that can be made, and why others cannot."""
    charts, missing = [], []
    for number, analysis in enumerate(analyses):
        try:
            charts.append(_chart(anchor, number, analysis().figure()))
        except BadInput as bad:
            missing += [f"{problem.path}: {problem.problem}" for problem in bad.problems]
    return Section(anchor, heading, words, charts, missing)


def _chart(anchor: str, number: int, figure: go.Figure) -> Chart:
    return chart(f"{anchor}-{number}", figure)


def _tables(
    found: Swept, study: Study, failed: Counter[str]
) -> dict[str, tuple[Sequence[str], Sequence[Sequence[str]]]]:
    varied = [[path, *_range(study, path)] for path in factors(found.design)]
    tables: dict[str, tuple[Sequence[str], Sequence[Sequence[str]]]] = {}
    if varied:
        tables["What varies"] = (["key of the scenario", "lowest", "highest", "values"], varied)
    if failed:
        rows = [[reason, f"{count:,}"] for reason, count in failed.most_common(REASONS)]
        tables["Runs that failed"] = (["reason", "runs"], rows)
    return tables


def _range(study: Study, path: str) -> list[str]:
    values = [point[path] for point in study.points if path in point]
    numbers = [value for value in values if isinstance(value, int | float)]
    known = {str(value) for value in values}
    ends = [f"{min(numbers):g}", f"{max(numbers):g}"] if len(numbers) == len(values) else ["–", "–"]
    return [*ends, f"{len(known):,}"]
