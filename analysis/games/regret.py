"""Which arm one would regret least, over all environments that may come true, and how often each is best.

Source: Savage (1951), "The theory of statistical decision".
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.measures.summary import BY_COLUMN, Kpi
from analysis.statistics.resampling import Resamples, resamples, shares_of_best
from analysis.style import headline_case, likely, spoken
from sim.units import Floats

COLUMNS = ("arm", "point", "replication", "value")
FEW = 10


@dataclass(frozen=True)
class Regrets:
    """Arms in environments.

    Attributes
    ----------
    arms, points : names of the arms and of the environments
    values : float64[replications, points, arms]
        NaN where a run is missing; in the unit of the key figure.
    kpi : the key figure
    seed : of the resamples
    """

    arms: tuple[str, ...]
    points: tuple[Hashable, ...]
    values: Floats
    kpi: Kpi
    seed: int = 0

    @property
    def sign(self) -> int:
        """1 if more is better, -1 if less is."""
        return 1 if self.kpi.more_is_better else -1

    def paired(self, point: int) -> Floats:
        """Values of the replications that all arms have in an environment: float64[replications, arms].

        An arm without any run there is left out of the pairing, and NaN throughout.
        """
        here = self.values[:, point]
        there = ~np.isnan(here).all(axis=0)
        return np.asarray(here[~np.isnan(here[:, there]).any(axis=1)])

    @cached_property
    def whole(self) -> list[int]:
        """Environments in which every arm has a mean; only these count when arms are judged over all."""
        return [point for point in range(len(self.points)) if not np.isnan(self.means[point]).any()]

    @cached_property
    def means(self) -> Floats:
        """Mean over paired replications: float64[points, arms]; NaN where an arm has none."""
        pairs = [self.paired(point) for point in range(len(self.points))]
        nothing = np.full(len(self.arms), np.nan)
        return np.stack([each.mean(axis=0) if len(each) else nothing for each in pairs])

    @cached_property
    def regret(self) -> Floats:
        """Best mean in the environment minus the arm's own: float64[points, arms], never negative."""
        return _regret(self.means * self.sign)

    @cached_property
    def chances(self) -> Floats:
        """Probability that an arm has the best mean in an environment: float64[points, arms]; ties shared.

        NaN where there is one replication, or an arm is missing.
        """
        found = np.full(self.means.shape, np.nan)
        for point in self.whole:
            values = self.paired(point) * self.sign
            if len(values) > 1:
                luck = resamples(len(values), self.seed)
                found[point] = luck.share(shares_of_best(luck.means(values)))
        return found

    @cached_property
    def _common(self) -> Floats:
        """Replications that all arms have in all whole environments: float64[replications, points, arms]."""
        values = self.values[:, self.whole] * self.sign
        return np.asarray(values[~np.isnan(values).any(axis=(1, 2))])

    @cached_property
    def _luck(self) -> Resamples | None:
        return resamples(len(self._common), self.seed) if len(self._common) > 1 and self.whole else None

    @cached_property
    def _resampled(self) -> Floats:
        """Means in each resample, which draws the same replications in all environments."""
        assert self._luck is not None
        return self._luck.means(self._common)

    def table(self) -> pd.DataFrame:
        """One row per arm, judged over the environments that all arms have.

        Returns
        -------
        arm, mean (environments count alike), max_regret with 95% interval and its environment `worst_point`,
        mean_regret with interval, `p_best` (its mean over all environments is the best), `p_best_by_point`
        (its chance to be best, averaged over environments), `p_minimax` (its worst regret is the smallest),
        `minimax` (whether it is so now). A maximum of estimates errs to the high side.
        """
        regret, means = self.regret[self.whole], self.means[self.whole]
        if not self.whole:
            return pd.DataFrame({"arm": list(self.arms)})
        worst = regret.argmax(axis=0)
        table = pd.DataFrame(
            {
                "arm": list(self.arms),
                "mean": means.mean(axis=0),
                "max_regret": regret.max(axis=0),
                "worst_point": [self.points[self.whole[point]] for point in worst],
                "mean_regret": regret.mean(axis=0),
                "p_best_by_point": self.chances[self.whole].mean(axis=0),
                "minimax": regret.max(axis=0) == regret.max(axis=0).min(),
            }
        )
        return table.assign(**self._uncertainty())

    def _uncertainty(self) -> dict[str, Floats]:
        names = [f"{kind}_regret_{end}" for kind in ("max", "mean") for end in ("low", "high")]
        if self._luck is None:
            return {name: np.full(len(self.arms), np.nan) for name in (*names, "p_best", "p_minimax")}
        regret = _regret(self._resampled)
        figures = [*self._luck.interval(regret.max(axis=1)), *self._luck.interval(regret.mean(axis=1))]
        best = self._luck.share(shares_of_best(self._resampled.mean(axis=1)))
        minimax = self._luck.share(shares_of_best(-regret.max(axis=1)))
        return {**dict(zip(names, figures, strict=True)), "p_best": best, "p_minimax": minimax}

    def by_point(self) -> pd.DataFrame:
        """One row per environment and arm: mean, regret, p_best and the replications they rest on."""
        rows = [
            (point, arm, self.means[i, j], self.regret[i, j], self.chances[i, j], len(self.paired(i)))
            for i, point in enumerate(self.points)
            for j, arm in enumerate(self.arms)
        ]
        return pd.DataFrame(rows, columns=["point", "arm", "mean", "regret", "p_best", "replications"])

    def notes(self) -> list[str]:
        """What is missing and how sure the rest is, a sentence each."""
        lost = len(self.points) - len(self.whole)
        gaps = int(np.isnan(self.values).sum())
        common = len(self._common)
        found = []
        if gaps:
            found.append(f"{gaps} of {self.values.size} runs are missing; only complete pairs are compared.")
        if lost:
            found.append(
                f"{lost} of {len(self.points)} environments lack an arm and are left out of the verdict."
            )
        if common < 2:
            found.append("Fewer than two replications are complete everywhere: no uncertainty can be stated.")
        elif common < FEW:
            found.append(f"With {common} replications the probabilities look surer than they are.")
        return found

    def finding(self) -> str:
        """Say in one sentence which arm is regretted least, and how sure that is."""
        if not self.whole:
            return "No environment has a run of every arm: nothing can be said"
        table = self.table()
        chosen = table.sort_values(["max_regret", "mean_regret"]).iloc[0]
        level = self.kpi.show(float(chosen.max_regret))
        limits = [self.kpi.show(float(chosen[f"max_regret_{end}"])) for end in ("low", "high")]
        sure = f" (95% CI {limits[0]} to {limits[1]})" if self._luck is not None else ""
        best = _best_words(table, str(chosen.arm)) if self._luck is not None else ""
        where = f"{len(self.whole)} environments, {len(self._common)} replications"
        return headline_case(
            f"“{spoken(chosen.arm)}” is regretted least: at worst {level} {self.kpi.label} short of the best "
            f"arm{sure}{best} ({where})"
        )


def _best_words(table: pd.DataFrame, chosen: str) -> str:
    likeliest = table.sort_values("p_best", kind="stable").iloc[-1]
    chance = likely(float(likeliest.p_best))
    if likeliest.arm == chosen:
        return f"; P(best on average) {chance}"
    return f"; “{spoken(likeliest.arm)}” is likelier the best on average (P {chance})"


def _regret(utility: Floats) -> Floats:
    """Best along the last axis minus each; NaN stays, and is never the best."""
    best = np.max(np.where(np.isnan(utility), -np.inf, utility), axis=-1, keepdims=True)
    return np.asarray(best - utility)


def regrets(frame: pd.DataFrame, outcome: str = "profit_cents", seed: int = 0) -> Regrets:
    """Regret of every arm in every environment.

    Parameters
    ----------
    frame : one row per run
        Columns arm, point (the environment, say a point of a design), replication, value (null: failed).
    outcome : column of `analysis.measures.summary.KPIS` that `value` is
    seed : of the resamples

    Raises
    ------
    ValueError
        If a column is missing, there is no row, or a run is there twice.
    """
    if lacking := [column for column in COLUMNS if column not in frame]:
        raise ValueError(f"no column {', '.join(lacking)}")
    if frame.empty:
        raise ValueError("no run to judge")
    if frame.duplicated(["arm", "point", "replication"]).any():
        raise ValueError("an arm has the same replication twice at a point")
    arms, points = (tuple(dict.fromkeys(frame[column].tolist())) for column in ("arm", "point"))
    order = sorted(set(frame["replication"].tolist()))
    values = np.full((len(order), len(points), len(arms)), np.nan)
    at = [
        frame[name].map({key: i for i, key in enumerate(keys)}).to_numpy(np.int64)
        for name, keys in (("replication", order), ("point", points), ("arm", arms))
    ]
    values[tuple(at)] = pd.to_numeric(frame["value"]).to_numpy(np.float64, na_value=np.nan)
    return Regrets(arms, points, values, BY_COLUMN[outcome], seed)
