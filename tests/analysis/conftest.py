"""A synthetic comparison with the tables of a run: plausible, deterministic, independent of the engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.scenario.mechanisms import Mechanisms
from tests.analysis.synthetic_books import curves, firm_row
from tests.analysis.synthetic_channels import journey_table, task_table, with_contacts
from tests.analysis.synthetic_moments import (
    cohort_table,
    loyalty_table,
    practice_table,
    quadrant_table,
    source_table,
    tier_table,
    value_table,
)

STAGES = ("attraction", "welcome", "acquaintance", "account_management", "intensive_care", "lost")
CHANNELS = {
    "traditional_retail": "traditional_retail",
    "e_commerce": "electronic_commerce",
    "telephone": "face_to_face",
}
"""By channel, its type; who telephones here means a visit, so that there is one."""
FIRMS = ("Northwind", "Südstern", "Halcyon", "Brightwater")
ARMS = ("price rescue", "promotion rescue", "early generation")


@dataclass(frozen=True)
class SyntheticComparison:
    """Has the fields of `sim.experiments.experiment.Comparison`."""

    scenario: Any
    arms: tuple[str, ...]
    replications: int
    seeds: tuple[int, ...]
    tables: dict[str, pd.DataFrame]
    failures: int = 0
    provenance: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """What to synthesise."""

    firms: tuple[str, ...] = FIRMS
    arms: tuple[str, ...] = ARMS
    replications: int = 5
    periods: int = 48
    effect: float = 0.25
    noise: float = 0.03


def firm_table(plan: Plan, arm: int, replication: int) -> pd.DataFrame:
    """Table `firm` of one run."""
    drawn = curves(plan, arm, replication)
    mood = np.random.default_rng(77 + replication).normal(size=len(plan.firms))
    rows = [
        firm_row(plan, firm, drawn["units"][:, i], drawn["years"], mood[i] + 3 * arm * (i == 0))
        for i, firm in enumerate(plan.firms)
    ]
    table = pd.concat(rows, ignore_index=True)
    by_period = table.groupby("period")
    table["share"] = table.units / by_period.units.transform("sum")
    table["revenue_share"] = table.revenue_cents / by_period.revenue_cents.transform("sum")
    return table


def split(table: pd.DataFrame, column: str, names: tuple[str, ...], parts: dict[str, float]) -> pd.DataFrame:
    """Rows of `table` once per name, each amount in `parts` divided in fixed unequal portions."""
    weights = np.arange(len(names), 0, -1) / sum(range(len(names) + 1))
    frames = []
    for name, weight in zip(names, weights, strict=True):
        part = table[["period", "time_years", "firm", *parts]].copy()
        for amount in parts:
            part[amount] = np.floor(part[amount] * weight).astype(np.int64)
        part.insert(3, column, name)
        frames.append(part)
    return pd.concat(frames, ignore_index=True)


def category_table(firm: pd.DataFrame) -> pd.DataFrame:
    """Table `category` of one run."""
    grouped = firm.groupby(["period", "time_years"])
    table = grouped.agg(units=("units", "sum"), revenue_cents=("revenue_cents", "sum")).reset_index()
    first = firm.drop_duplicates("period").phase.to_numpy()
    owners = (table.units.cumsum() * 0.4).astype(np.int64)
    return table.assign(
        first_purchases=table.units // 2,
        owners=owners,
        penetration=owners / 100_000,
        phase_raw=first,
        phase=first,
        herfindahl=0.3,
        mean_price_cents=30_000.0,
        occasions=table.units * 2,
        waited=table.units // 3,
    )


def generation_table(category: pd.DataFrame) -> pd.DataFrame:
    """Table `generation` of one run: the second takes over from the first."""
    taken = np.linspace(0, 1, len(category)) ** 2
    second = np.floor(category.units * taken).astype(np.int64)
    base = category[["period", "time_years"]]
    first = base.assign(generation="feature phone", units=category.units - second)
    return pd.concat([first, base.assign(generation="smartphone", units=second)], ignore_index=True)


def switching_table(plan: Plan, category: pd.DataFrame) -> pd.DataFrame:
    """Table `switching` of one run."""
    names = (*plan.firms, "none")
    cells = [(origin, destination) for origin in names for destination in names]
    frames = [
        category[["period", "time_years"]].assign(origin=a, destination=b, purchases=9 if a == b else 1)
        for a, b in cells
    ]
    return pd.concat(frames, ignore_index=True)


def segment_table(firm: pd.DataFrame) -> pd.DataFrame:
    """Table `segment` of one run."""
    parts = ("customers", "units", "revenue_cents", "production_cents", "transaction_cents")
    table = split(firm, "segment", ("young", "old"), dict.fromkeys((*parts, "won", "lost", "won_back"), 0.0))
    served = table.revenue_cents - table.production_cents - table.transaction_cents
    table.insert(9, "contribution_cents", served)
    return table


def run_tables(plan: Plan, arm: int, replication: int) -> dict[str, pd.DataFrame]:
    """Tables of one run."""
    firm = firm_table(plan, arm, replication)
    category = category_table(firm)
    money = ("units", "revenue_cents", "transaction_cents", "infrastructure_cents")
    channel = split(firm, "channel", tuple(CHANNELS), dict.fromkeys(money, 0.0)).assign(turned_away=0)
    task = task_table(firm)
    return {
        "firm": firm,
        "channel": with_contacts(channel, task),
        "task": task,
        "journey": journey_table(plan, arm, replication),
        "segment": segment_table(firm),
        "source": source_table(plan, firm),
        "cohort": cohort_table(plan, arm),
        "loyalty": loyalty_table(plan, arm, replication),
        "quadrant": quadrant_table(plan, arm, replication),
        "practice": practice_table(firm, arm),
        "tier": tier_table(firm, arm),
        "value": value_table(plan, replication),
        "category": category,
        "generation": generation_table(category),
        "stage": split(firm, "stage", STAGES, {"customers": 0.0}),
        "switching": switching_table(plan, category),
    }


def stacked(plan: Plan) -> dict[str, pd.DataFrame]:
    """Tables of all runs, with arm, replication and seed in front."""
    parts: dict[str, list[pd.DataFrame]] = {}
    for a, arm in enumerate(plan.arms):
        for replication in range(plan.replications):
            for name, table in run_tables(plan, a, replication).items():
                table.insert(0, "arm", arm)
                table.insert(1, "replication", replication)
                table.insert(2, "seed", 100 + replication)
                parts.setdefault(name, []).append(table)
    return {name: pd.concat(frames, ignore_index=True) for name, frames in parts.items()}


def scenario_of(plan: Plan) -> SimpleNamespace:
    """The facts of a scenario that a report reads."""
    return SimpleNamespace(
        title="Smartphone succession",
        question="When sales slip, does a rescue or an early successor keep more of the market?",
        case="Feature phones gave way to smartphones within five years; few incumbents led the change.",
        rows=["A1", "A3"],
        watch="Sales of the first generation after month 24, and whose customers buy the second.",
        expectation="The early successor keeps most customers; price, promotion or channel regain little.",
        family="durable",
        firms={name: SimpleNamespace(name=name) for name in plan.firms},
        channels={name: SimpleNamespace(type=kind) for name, kind in CHANNELS.items()},
        segments={"young": SimpleNamespace(), "old": SimpleNamespace()},
        generations={"feature phone": SimpleNamespace(), "smartphone": SimpleNamespace()},
        arms={
            arm: {"firms": {plan.firms[0]: {"price": {"kind": "fixed", "cut": 0.1 * i}}}}
            for i, arm in enumerate(plan.arms)
        },
        focus=plan.firms[0],
        targets={},
        mechanisms=Mechanisms(),
        periods_per_year=12,
        years=plan.periods / 12,
        customers=100_000,
    )


def synthesise(**changes: Any) -> SyntheticComparison:
    """A comparison according to `Plan`, with changes."""
    plan = Plan(**changes)
    return SyntheticComparison(
        scenario=scenario_of(plan),
        arms=plan.arms,
        replications=plan.replications,
        seeds=tuple(100 + r for r in range(plan.replications)),
        tables=stacked(plan),
        provenance={"rivalry": "0.1.0", "python": "3.11", "scenario_sha256": "0" * 64},
    )


@pytest.fixture(scope="session")
def make_comparison():
    """The synthesiser, for tests that need their own market."""
    return synthesise


@pytest.fixture(scope="session")
def comparison():
    """Four firms, three arms, five replications, 48 months."""
    return synthesise()


@pytest.fixture(scope="session")
def one_arm():
    """A single run."""
    return synthesise(arms=("as it is",), replications=1)
