"""From a sweep's folder to what an analysis takes: one key figure of one firm, point by point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from analysis.games.figures import best_chances, regret_map
from analysis.games.regret import regrets
from analysis.measures.summary import BY_COLUMN, Kpi
from analysis.pages.answer import Answer, tabled
from analysis.sensitivity import Responses, Result, analyse_convergence, as_text, difference, from_runs
from analysis.style import spoken
from analysis.sweeps.results import NothingThere, open_study
from sim.experiments.designs import AnyDesign, ListedPoints
from sim.files import BadInput, Problem
from sim.files.problems import suggestion
from sim.result.dictionary import OUTCOME

DEFAULT: Final = "profit_cents"


@dataclass(frozen=True)
class Swept:
    """One key figure of a sweep.

    Attributes
    ----------
    runs : one row per arm, firm, point and replication that finished, the figure in `value`
    arms, firms : in the order of the plan
    focus : the firm that is asked about
    kpi : the key figure
    design : what varies
    """

    runs: pd.DataFrame
    arms: tuple[str, ...]
    firms: tuple[str, ...]
    focus: str
    kpi: Kpi
    design: AnyDesign

    @property
    def own(self) -> pd.DataFrame:
        """Rows of the firm that is asked about."""
        return self.runs[self.runs.firm == self.focus]

    @property
    def name(self) -> str:
        """The key figure in words: `incumbent’s cumulative profit`."""
        return f"{spoken(self.focus)}’s {self.kpi.label}"


def swept(folder: Path, of: str | None) -> Swept:
    """Read a key figure of a sweep; `of` is its name, with the firm's in front unless it is the focus firm's.

    Raises
    ------
    BadInput
        If there is no such firm or key figure.
    Refusal, OSError
        If there are no results, or they cannot be read.
    """
    store, study = open_study(folder)
    first = next(iter(study.arms.values()))
    firm, _, column = (of or DEFAULT).rpartition(".")
    firm, firms = firm or first.focus_firm, tuple(first.firms)
    _known("firm", firm, firms, "--of")
    _known("key figure", column, [*BY_COLUMN], "--of")
    if OUTCOME not in store.tables():
        raise NothingThere(f"{folder}: no run has finished - run the sweep first")
    table = store.table(OUTCOME, study.order())
    if column not in table:
        raise NothingThere(f"{folder}: did not keep {column} - keep it in a new sweep")
    runs = table.assign(value=table[column].astype("float64"))
    design = study.plan.design or ListedPoints(points=({},))
    return Swept(runs, tuple(study.arms), firms, firm, BY_COLUMN[column], design)


def _known(what: str, name: str, known: Sequence[str], option: str) -> None:
    if name not in known:
        raise BadInput([Problem(option, 1, 1, what, f"unknown {what} {name!r}", suggestion(name, known))])


def responses(folder: Path, of: str | None, arm: str | None, against: str | None) -> Responses:
    """A key figure of one arm at every point of a sweep, or how much more it is than in another arm.

    Raises
    ------
    BadInput, Refusal, OSError
        As `swept`, or if there is no such arm.
    """
    found = swept(folder, of)
    arm = arm or next((name for name in found.arms if name != against), found.arms[0])
    _known("arm", arm, found.arms, "--arm")
    mine = of_arm(found, arm)
    if against is None:
        return mine
    _known("arm", against, found.arms, "--against")
    words = f"{found.name}, “{spoken(arm)}” less “{spoken(against)}”"
    return difference(mine, of_arm(found, against), words)


def of_arm(found: Swept, arm: str) -> Responses:
    """The key figure in one arm at every point."""
    name = f"{found.name} under “{spoken(arm)}”" if len(found.arms) > 1 else found.name
    return from_runs(found.own[found.own.arm == arm], found.design, found.kpi, name=name)


def converging(folder: Path, of: str | None) -> Answer:
    """How the means of all arms settle with the replications, over all points.

    Raises
    ------
    BadInput, Refusal, OSError
        As `swept`.
    """
    found = swept(folder, of)
    values = found.own.pivot_table(index="replication", columns="arm", values="value", aggfunc="mean")
    known = values[[arm for arm in found.arms if arm in values]]
    return answered(analyse_convergence(known, found.kpi, title=found.name))


def regretting(folder: Path, of: str | None) -> Answer:
    """How much every arm regrets at every point of a sweep, and how likely each is best.

    Raises
    ------
    BadInput, Refusal, OSError
        As `swept`.
    """
    found = swept(folder, of)
    regret = regrets(found.own[["arm", "point", "replication", "value"]], found.kpi.column)
    charts = [regret_map(regret), best_chances(regret)]
    return tabled(regret.finding(), regret.table(), " ".join(regret.notes()), charts)


def answered(result: Result) -> Answer:
    """The answer that an analysis of sensitivity gives."""
    return Answer(result.finding(), as_text(result), result.table(), [result.figure()])
