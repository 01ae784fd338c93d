"""The length of a period is a matter of convenience: weeks and months give the same market."""

import numpy as np
import pytest

from sim import Result, load, simulate

CROWD = ("customers=40000", "mechanisms.firms.entry_and_exit.strength=0")
BASE = tuple(f"firms.{firm}.base={{share: 0.25}}" for firm in ("leader", "challenger", "follower", "newcomer"))
CONTRACTS = (
    *CROWD, *BASE, "years=4", "mechanisms.cycles={adoption: {innovation: 0.5, ownership: 0.8}, replacement: {strength: 0}}",
    "mechanisms.customers.renewal={term: 1}",
)
DURABLE = (*CROWD, "years=6")
AGREED = 0.05


def run(overrides: tuple[str, ...], periods_per_year: int) -> Result:
    return simulate(load("durable").set(*overrides, f"periods_per_year={periods_per_year}"), 9)


def by_year(result: Result, table: str, column: str) -> np.ndarray:
    found = result.tables[table]
    years = (found.time_years - 1e-9).astype(int)
    return found.groupby(years)[column].sum().to_numpy()


@pytest.fixture(scope="module")
def durable() -> tuple[Result, Result]:
    return run(DURABLE, 12), run(DURABLE, 52)


@pytest.fixture(scope="module")
def contracts() -> tuple[Result, Result]:
    return run(CONTRACTS, 12), run(CONTRACTS, 52)


@pytest.mark.slow
@pytest.mark.parametrize("column", ["first_purchases", "units", "occasions"])
def test_a_durable_spreads_alike_in_weeks_and_in_months(durable: tuple[Result, Result], column: str):
    months, weeks = (by_year(result, "category", column).cumsum() for result in durable)
    assert weeks[1:] == pytest.approx(months[1:], rel=AGREED)


@pytest.mark.slow
def test_as_many_contracts_change_hands_in_weeks_as_in_months(contracts: tuple[Result, Result]):
    months, weeks = (by_year(result, "firm", "lost") for result in contracts)
    assert weeks[1:] == pytest.approx(months[1:], rel=AGREED)


@pytest.mark.slow
def test_customers_of_contracts_are_as_many_and_as_satisfied_in_weeks_as_in_months(contracts: tuple[Result, Result]):
    for column in ("customers", "satisfaction", "attitudinal_loyalty"):
        months, weeks = (result.tables["firm"].query("time_years > 3.99").groupby("firm")[column].last() for result in contracts)
        assert weeks.mean() == pytest.approx(months.mean(), rel=AGREED), column
