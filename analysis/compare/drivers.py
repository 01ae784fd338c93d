"""What drives the difference between two arms: the same comparison, one feature of the market moved alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from analysis.measures.summary import BY_COLUMN, best_arm, contrasts, focus, kpis
from analysis.sensitivity import Tornado, analyse_tornado, difference, from_runs
from analysis.style import spoken
from sim.experiments.designs import OneAtATime, points
from sim.files import BadInput, Problem

if TYPE_CHECKING:
    from analysis.evaluation import Evaluate
    from sim.experiments.experiment import Comparison
    from sim.scenario.scenario import Scenario

MOST_REPLICATIONS: Final = 10
"""Replications of each moved market: the swings are far larger than luck, as arms share it."""
_APART: Final = " @ "
HOW: Final = "write PATH=LOW:HIGH, say firms.acme.brand=0.5:2"

Span = tuple[str, float, float]
"""A feature of the market: its path, its low and its high value."""


def read_spans(texts: Sequence[str]) -> tuple[Span, ...]:
    """Features of the market from texts "path=low:high".

    Raises
    ------
    BadInput
        With every text that is none.
    """
    spans, problems = [], []
    for number, text in enumerate(texts, 1):
        path, _, ends = text.partition("=")
        low, _, high = ends.partition(":")
        try:
            spans.append((path.strip(), float(low), float(high)))
            OneAtATime.model_validate({"over": {path.strip(): {"from": float(low), "to": float(high)}}})
        except ValueError:
            said = f"is no span (got {text!r})"
            problems.append(Problem("--driver", number, 1, path or "driver", said, HOW))
    if problems:
        raise BadInput(problems)
    return tuple(spans)


def check_spans(spans: Sequence[Span], arms: Mapping[str, Scenario]) -> None:
    """Refuse features that some arm does not take.

    Raises
    ------
    BadInput
        If there are any.
    """
    for scenario in arms.values():
        for path, low, high in spans:
            for value in (low, high):
                scenario.set(**{path: _whole(value)})


def drivers_of(comparison: Comparison, spans: Sequence[Span], evaluate: Evaluate) -> Tornado:
    """Swings of the focus firm's profit in the best arm less the baseline, feature by feature.

    Parameters
    ----------
    comparison
        At least two arms.
    spans
        What to move, alone, to its low and to its high end.
    evaluate
        Runs scenarios.
    """
    over = {path: {"from": low, "to": high, "integer": _is_whole(low, high)} for path, low, high in spans}
    design = OneAtATime.model_validate({"over": over})
    moved = [*points(design)]
    arms = (comparison.arms[0], best_arm(contrasts(comparison)))
    scenarios = {
        f"{arm}{_APART}{number}": _moved(comparison.scenarios[arm], point)
        for arm in arms
        for number, point in enumerate(moved)
    }
    replications = min(comparison.replications, MOST_REPLICATIONS)
    runs = _runs(evaluate(scenarios, replications, comparison.seeds[0]))
    kpi = BY_COLUMN["profit_cents"]
    base, best = (from_runs(runs[runs.arm == arm], design, kpi) for arm in arms)
    name = f"{spoken(focus(comparison))}’s {kpi.label}, “{spoken(arms[1])}” less “{spoken(arms[0])}”"
    return analyse_tornado(difference(best, base, name))


def _moved(scenario: Scenario, point: Mapping[str, Any]) -> Scenario:
    return scenario.set(**point) if point else scenario


def _runs(comparison: Comparison) -> pd.DataFrame:
    table = kpis(comparison)
    own = table[table.firm == focus(comparison)]
    parts = own.arm.str.rsplit(_APART, n=1, expand=True)
    return own.assign(arm=parts[0], point=parts[1].astype("int64"), value=own.profit_cents.astype("float64"))


def _is_whole(low: float, high: float) -> bool:
    return low.is_integer() and high.is_integer() and high - low > 1


def _whole(value: float) -> Any:  # noqa: ANN401 - int or float
    return int(value) if value.is_integer() else value
