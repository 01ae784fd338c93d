"""The length of a period is a matter of convenience: weeks and months give the same market."""

import numpy as np
import pytest

from sim import Result, load, simulate

CROWD = ("customers=20000", "mechanisms.firms.entry_and_exit.strength=0")
BASE = tuple(
    f"firms.{firm}.base={{share: 0.25}}" for firm in ("leader", "challenger", "follower", "newcomer")
)
CONTRACTS = (
    *CROWD,
    *BASE,
    "years=4",
    "mechanisms.cycles={adoption: {innovation: 0.5, ownership: 0.8}, replacement: {strength: 0}}",
    "mechanisms.customers.renewal={term: 1}",
)
DURABLE = (*CROWD, "years=6")
AGREED = 0.05
SEEDS = range(4)
"""Weeks and months do not share their luck, so means are compared."""


def runs(overrides: tuple[str, ...], periods_per_year: int) -> list[Result]:
    scenario = load("durable").set(*overrides, f"periods_per_year={periods_per_year}")
    return [simulate(scenario, seed) for seed in SEEDS]


def by_year(results: list[Result], table: str, column: str) -> np.ndarray:
    """Sums of a column over each year, mean over the runs."""
    found = [result.tables[table] for result in results]
    return np.mean([t.groupby((t.time_years - 1e-9).astype(int))[column].sum() for t in found], axis=0)


def at_the_end(results: list[Result], column: str) -> float:
    """Mean of a column over firms and runs in the last period."""
    return float(
        np.mean([result.tables["firm"].query("period == period.max()")[column].mean() for result in results])
    )


@pytest.fixture(scope="module")
def durable() -> tuple[list[Result], list[Result]]:
    return runs(DURABLE, 12), runs(DURABLE, 52)


@pytest.fixture(scope="module")
def contracts() -> tuple[list[Result], list[Result]]:
    return runs(CONTRACTS, 12), runs(CONTRACTS, 52)


@pytest.mark.slow
@pytest.mark.parametrize("column", ["first_purchases", "units", "occasions"])
def test_a_durable_spreads_alike_in_weeks_and_in_months(
    durable: tuple[list[Result], list[Result]], column: str
):
    months, weeks = (by_year(results, "category", column).cumsum() for results in durable)
    assert weeks == pytest.approx(months, rel=AGREED)


@pytest.mark.slow
def test_as_many_contracts_change_hands_in_weeks_as_in_months(contracts: tuple[list[Result], list[Result]]):
    # The first year is left out: no contract ends in the first period, which may be a month or a week.
    months, weeks = (by_year(results, "firm", "lost") for results in contracts)
    assert weeks == pytest.approx(months, rel=AGREED)


@pytest.mark.slow
@pytest.mark.parametrize("column", ["customers", "satisfaction", "attitudinal_loyalty"])
def test_customers_of_contracts_are_as_many_and_feel_alike_in_weeks_and_in_months(
    contracts: tuple[list[Result], list[Result]], column: str
):
    months, weeks = (at_the_end(results, column) for results in contracts)
    assert weeks == pytest.approx(months, rel=AGREED)
