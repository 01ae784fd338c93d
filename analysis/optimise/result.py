"""What a search found: every trial, the trade-offs, and what the best is worth on seeds it was not chosen by.

The best of many noisy estimates is too good to be true (the winner's curse): its figure in the search is
shown beside its figure on fresh seeds, and only the latter is compared with the file as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.summary import BY_COLUMN, Kpi
from analysis.statistics.intervals import Interval, PairedDifference, mean_interval, paired_difference
from analysis.style import amount, likely, plain, spoken

if TYPE_CHECKING:
    from analysis.optimise.plan import OptimisePlan
    from sim.units import Floats

AS_IT_IS: Final = "as it is"


@dataclass(frozen=True)
class Trial:
    """One candidate.

    Attributes
    ----------
    number : place in the search, from 0
    values : scenario values by path
    outcomes : float64[replications, objectives]; NaN where a run broke off
    reason : why it cannot be judged; empty if it can
    """

    number: int
    values: dict[str, Any]
    outcomes: Floats
    reason: str = ""

    @property
    def name(self) -> str:
        """Name for people."""
        return f"trial {self.number}"


def best_first(plan: OptimisePlan, trials: Sequence[Trial]) -> list[int]:
    """Places of the trials that no other beats in every objective, best in the first objective first.

    Of one objective, places of all trials that can be judged, best first.
    """
    judged = [place for place, trial in enumerate(trials) if not trial.reason]
    if not judged:
        return []
    means = np.stack([trials[place].outcomes.mean(axis=0) for place in judged]) * plan.signs
    order = np.argsort(-means[:, 0], kind="stable")
    if means.shape[1] > 1:
        order = order[~_beaten(means)[order]]
    return [judged[i] for i in order]


def _beaten(means: Floats) -> NDArray[np.bool_]:
    """Whether another row is at least as good in every column and better in one."""
    rows = [((means >= row).all(axis=1) & (means > row).any(axis=1)).any() for row in means]
    return np.array(rows, dtype=np.bool_)


@dataclass(frozen=True)
class Search:
    """A finished search.

    Attributes
    ----------
    plan : what was searched
    trials : every candidate, failed ones too
    fresh : outcomes on fresh seeds of the file as it is (`AS_IT_IS`) and of the finalists, by name:
        float64[replications, objectives]
    """

    plan: OptimisePlan
    trials: list[Trial]
    fresh: dict[str, Floats]

    @cached_property
    def _order(self) -> list[int]:
        return best_first(self.plan, self.trials)

    @property
    def front(self) -> list[Trial]:
        """Candidates that no other beats in every objective; of one objective, the best."""
        found = [self.trials[place] for place in self._order]
        return found if len(self.plan.objectives) > 1 else found[:1]

    @property
    def best(self) -> Trial | None:
        """The candidate best in the first objective, by the search; None if every trial failed."""
        return self.trials[self._order[0]] if self._order else None

    @property
    def kpis(self) -> list[Kpi]:
        """Key figure of each objective."""
        return [BY_COLUMN[column] for _, column in self.plan.outcomes]

    def gain(self, objective: int = 0, trial: Trial | None = None) -> PairedDifference:
        """Fresh-seed difference of a finalist (the best if left out) from the file as it is."""
        name = (trial or self.best or Trial(-1, {}, np.empty((0, 0)))).name
        nothing = np.full((2, len(self.plan.objectives)), np.nan)
        before, after = (self.fresh.get(key, nothing)[:, objective] for key in (AS_IT_IS, name))
        return paired_difference(before, after, lower_is_better=self.plan.signs[objective] < 0)

    def table(self) -> pd.DataFrame:
        """One row per trial: number, state, values, mean of each objective with interval, front, reason."""
        front = {trial.number for trial in self.front}
        rows = []
        for trial in self.trials:
            row: dict[str, Any] = {"trial": trial.number, "state": "failed" if trial.reason else "complete"}
            row |= trial.values
            for i, name in enumerate(self.plan.objectives):
                level = Interval(None, None, None, 0) if trial.reason else mean_interval(trial.outcomes[:, i])
                row |= {name: level.estimate, f"{name}_low": level.low, f"{name}_high": level.high}
            rows.append({**row, "on_front": trial.number in front, "reason": trial.reason})
        return pd.DataFrame(rows)

    def fresh_table(self) -> pd.DataFrame:
        """One row per finalist and objective, the file as it is first.

        Returns
        -------
        candidate, objective, in_search (mean by which it was chosen), fresh (mean on fresh seeds) with 95%
        interval, gain (paired difference from the file as it is, on fresh seeds) with interval, p_better.
        """
        by_name = {trial.name: trial for trial in self.trials}
        rows = []
        for name, outcomes in self.fresh.items():
            for i, objective in enumerate(self.plan.objectives):
                level = mean_interval(outcomes[:, i])
                before = by_name[name].outcomes[:, i].mean() if name in by_name else np.nan
                figures = (before, level.estimate, level.low, level.high)
                rows.append((name, objective, *figures, *self._gain_cells(name, i)))
        columns = ["candidate", "objective", "in_search", "fresh", "low", "high"]
        return pd.DataFrame(rows, columns=[*columns, "gain", "gain_low", "gain_high", "p_better"])

    def _gain_cells(self, name: str, objective: int) -> tuple[float | None, ...]:
        if name == AS_IT_IS:
            return (None,) * 4
        gain = self.gain(objective, next(trial for trial in self.trials if trial.name == name))
        return (gain.difference.estimate, gain.difference.low, gain.difference.high, gain.probability_better)

    def finding(self) -> str:
        """Say in one sentence what the best candidate gains on fresh seeds, and what the search promised."""
        best = self.best
        if best is None:
            return f"All {len(self.trials)} trials failed, the first because: {self.trials[0].reason}."
        firm, kpi = spoken(self.plan.outcomes[0][0]), self.kpis[0]
        promised = kpi.show(float(best.outcomes[:, 0].mean()))
        level = mean_interval(self.fresh[best.name][:, 0])
        held = "nothing, as no fresh run ended" if level.estimate is None else kpi.show(level.estimate)
        front = f"; {len(self.front)} candidates are trade-offs" if len(self.plan.objectives) > 1 else ""
        return (
            f"{best.name.capitalize()} of {len(self.trials)} ({settings(best)}) {self._gained()} {firm}’s "
            f"{kpi.label} against the file as it is; the search showed {promised}, "
            f"fresh seeds show {held}{front}."
        )

    def _gained(self) -> str:
        gain = self.gain()
        low, high = gain.difference.low, gain.difference.high
        if gain.difference.estimate is None:
            return "cannot be shown to change"
        words = self.kpis[0].show(gain.difference.estimate, signed=True)
        sure = [self.kpis[0].show(limit, signed=True) for limit in (low, high) if limit is not None]
        chance = (
            f"; P(better) {likely(gain.probability_better)}" if gain.probability_better is not None else ""
        )
        known = f" (95% CI {' to '.join(sure)}{chance}; {gain.difference.replications} fresh pairs)"
        if low is not None and high is not None and low <= 0 <= high:
            return f"shows no clear difference, {words}{known}, in"
        return f"brings {words}{known} to"

    def notes(self) -> list[str]:
        """What a reader must know beyond the finding, a sentence each."""
        failed = sum(1 for trial in self.trials if trial.reason)
        words = [f"{failed} of {len(self.trials)} trials failed; the table says why."] if failed else []
        if len(self.fresh) > 2:
            words.append(
                "The best was chosen by the search; other finalists on fresh seeds are shown beside it."
            )
        return words


def settings(trial: Trial) -> str:
    """Values of a candidate in words, each by the last parts of its path."""
    shown = [f"{'.'.join(path.split('.')[-2:])} {_shown(value)}" for path, value in trial.values.items()]
    return plain("; ".join(shown), 160)


def _shown(value: Any) -> str:  # noqa: ANN401 - any scenario value
    return amount(value) if isinstance(value, float) else str(value)
