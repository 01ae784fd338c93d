"""What each firm gets when every strategy of one meets every strategy of the others, in the same luck."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
import pandas as pd

from analysis.evaluation import Experiment
from analysis.measures.summary import BY_COLUMN, Kpi
from analysis.statistics.intervals import mean_interval
from analysis.style import spoken
from sim.files import BadInput, Problem
from sim.files.problems import shown, suggestion

if TYPE_CHECKING:
    from sim import Scenario
    from sim.units import Floats

Overlay: TypeAlias = Mapping[str, Any]
"""What differs from the file, as an arm has it: `{firms: {incumbent: {...}}}`; empty = the file as it is."""

Players: TypeAlias = Mapping[str, Mapping[str, Overlay | None]]
"""By firm: its strategies, by name."""

Profile: TypeAlias = tuple[str, ...]
"""One strategy of each player, in the order of the players."""

MOST_CELLS: Final = 10_000
_VERSUS: Final = " | "


def cells(scenario: Scenario, players: Players) -> dict[Profile, Scenario]:
    """The scenario of every combination of the players' strategies, the last player's changing fastest.

    Raises
    ------
    BadInput
        A player is no firm, has no strategy, or a strategy touches anything but its own firm or does not fit.
    """
    _refuse_strays(scenario, players)
    return {
        profile: played(scenario, dict(zip(players, profile, strict=True)), players)
        for profile in product(*players.values())
    }


def played(scenario: Scenario, profile: Mapping[str, str], players: Players) -> Scenario:
    """The scenario in which each firm of `profile` plays the strategy named there."""
    return scenario.set(*(text for firm, name in profile.items() for text in _texts(players[firm][name])))


def _texts(overlay: Overlay | None) -> list[str]:
    firms = (overlay or {}).get("firms", {})
    return [f"firms.{firm}={json.dumps(changes)}" for firm, changes in firms.items() if changes]


def _refuse_strays(scenario: Scenario, players: Players) -> None:
    problems = []
    for firm, strategies in players.items():
        place = f"players.{firm}"
        if firm not in scenario.firms:
            problems.append(_problem(place, "is no firm", suggestion(firm, scenario.firms)))
        if not strategies:
            problems.append(_problem(place, "has no strategy", "give it at least one, {} = as it is"))
        for name, overlay in strategies.items():
            if foreign := foreign_keys(overlay, firm):
                remedy = f"change only what is below firms.{firm}"
                problems.append(_problem(f"{place}.{name}", f"touches {shown(foreign[0])}", remedy))
    count = int(np.prod([len(strategies) for strategies in players.values()]))
    if count > MOST_CELLS:
        remedy = "give the players fewer strategies"
        problems.append(_problem("players", f"make {count:,} combinations (most {MOST_CELLS:,})", remedy))
    if problems:
        raise BadInput(problems)


def _problem(path: str, problem: str, remedy: str) -> Problem:
    return Problem("plan", 1, 1, path, problem, remedy)


def foreign_keys(overlay: Overlay | None, firm: str) -> list[str]:
    """Keys of an overlay that are not below `firms.<firm>`, dotted."""
    top = overlay or {}
    firms = top.get("firms") or {}
    return [key for key in top if key != "firms"] + [f"firms.{key}" for key in firms if key != firm]


def strategies_of_arms(scenario: Scenario, firm: str) -> dict[str, Overlay]:
    """The arms of a scenario that change nothing but this firm, as its strategies."""
    arms = {name: overlay or {} for name, overlay in scenario.arms.items()}
    return {name: overlay for name, overlay in arms.items() if not foreign_keys(overlay, firm)}


def all_against_all(firms: Sequence[str], bundles: Mapping[str, Overlay]) -> Players:
    """Players who may all choose from the same bundles, each a value of `firms.<firm>.strategies`."""
    return {
        firm: {name: {"firms": {firm: {"strategies": dict(bundle)}}} for name, bundle in bundles.items()}
        for firm in firms
    }


def bundles_of_arms(scenario: Scenario, firm: str) -> dict[str, Overlay]:
    """The arms that change nothing but this firm's strategies, as bundles that any firm may be given."""
    found = {}
    for name, overlay in strategies_of_arms(scenario, firm).items():
        own = (overlay.get("firms") or {}).get(firm) or {}
        if set(own) <= {"strategies"}:
            found[name] = own.get("strategies") or {}
    return found


@dataclass(frozen=True)
class Payoffs:
    """What each player gets in every profile and replication.

    Attributes
    ----------
    players : firms
    strategies : names of each player's strategies
    outcome : column of `analysis.measures.summary.KPIS`
    values : float64[replications, players, strategies of the 1st, strategies of the 2nd, ...]
        In the unit of the outcome (money in cents); NaN where a run broke off.
    """

    players: tuple[str, ...]
    strategies: tuple[tuple[str, ...], ...]
    outcome: str
    values: Floats

    @property
    def kpi(self) -> Kpi:
        """The key figure that the players are after."""
        return BY_COLUMN[self.outcome]

    @property
    def complete(self) -> Floats:
        """The replications that every profile has, so that all are compared in the same luck."""
        return self.values[~np.isnan(self.values).any(axis=tuple(range(1, self.values.ndim)))]

    @property
    def utility(self) -> Floats:
        """`complete`, turned round if less of the outcome is better: more is always preferred."""
        return self.complete if self.kpi.more_is_better else -self.complete

    @property
    def profiles(self) -> list[Profile]:
        """Every combination of strategies, in the order of the last axes of `values`."""
        return list(product(*self.strategies))

    def missing(self) -> str:
        """Say which replications are left out; empty if none is."""
        lost = len(self.values) - len(self.complete)
        return (
            f"{lost} of {len(self.values)} replications broke off and are left out everywhere."
            if lost
            else ""
        )

    def table(self) -> pd.DataFrame:
        """One row per profile and player: mean, standard error and 95% interval over `complete`."""
        rows = []
        values = self.complete.reshape(len(self.complete), len(self.players), -1)
        for cell, profile in enumerate(self.profiles):
            chosen = {f"{firm}_plays": name for firm, name in zip(self.players, profile, strict=True)}
            for i, firm in enumerate(self.players):
                rows.append({**chosen, "player": firm, **_summary(values[:, i, cell])})
        return pd.DataFrame(rows)

    def finding(self) -> str:
        """Say in one sentence which profile is best for all players together."""
        if not len(self.complete):
            return "No replication finished in every cell: nothing can be said."
        sums = self.complete.mean(axis=0).sum(axis=0).ravel()
        best = int(sums.argmax() if self.kpi.more_is_better else sums.argmin())
        size = self.kpi.show(float(sums[best]))
        return (
            f"Together the players do best with {said(self.players, self.profiles[best])}: {size} "
            f"{self.kpi.label} in sum ({len(self.complete)} paired replications)."
        )


def _summary(values: Floats) -> dict[str, float | int | None]:
    found = mean_interval(values)
    count = len(values)
    error = float(values.std(ddof=1) / np.sqrt(count)) if count > 1 else None
    return {
        "mean": found.estimate,
        "standard_error": error,
        "low": found.low,
        "high": found.high,
        "replications": count,
    }


def said(players: Sequence[str], profile: Sequence[str]) -> str:
    """A profile in words: `“cheap” by incumbent and “steady” by rival`."""
    parts = [f"“{spoken(name)}” by {spoken(firm)}" for firm, name in zip(players, profile, strict=True)]
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def payoffs(scenario: Scenario, players: Players, experiment: Experiment | None = None) -> Payoffs:
    """Play every profile in every replication, all in the same luck.

    Raises
    ------
    BadInput
        As `cells`.
    """
    experiment = experiment or Experiment()
    by_profile = cells(scenario, players)
    named = {_VERSUS.join(profile): cell for profile, cell in by_profile.items()}
    if len(named) < len(by_profile):
        raise BadInput([_problem("players", f"have names with {_VERSUS!r} in them", "use other names")])
    found = experiment.values(named, [*players])
    sizes = [len(strategies) for strategies in players.values()]
    values = np.stack([found[name] for name in named], axis=-1)
    shape = (experiment.replications, len(players), *sizes)
    names = tuple(tuple(strategies) for strategies in players.values())
    return Payoffs(tuple(players), names, experiment.outcome, values.reshape(shape))
