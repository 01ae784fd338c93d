"""Certain loyalty erodes as choice widens and as switching cost falls (B8)."""

from functools import cache, partial

import pandas as pd
import pytest

from sim import load
from tests.evidence import surely
from tests.support import EXACT, compare

DEMAND = "mechanisms.customers.uncertain_demand"
OFF = f"{DEMAND}.strength=0"
FIRMS = ("leader", "second", "third", "fourth", "fifth", "sixth")
NARROW, WIDE = 2, 6

pytestmark = pytest.mark.slow


def market(firms: int, switching_cost: float, *overrides: str):
    away = [f"firms.{name}.enters=50" for name in FIRMS[firms:]]
    cost = f"{DEMAND}.switching_cost={switching_cost}"
    return load("repertoire", "customers=2_000", "years=1.5", cost, *away, *overrides)


def comparison(replications: int, *overrides: str):
    """Width of choice x cost of switching."""
    arms = {
        f"{firms} firms, {cost}": market(firms, cost, *overrides)
        for firms, cost in ((NARROW, 1.5), (NARROW, 0.0), (WIDE, 1.5), (WIDE, 0.0))
    }
    return compare(arms, replications)


@cache
def certainty(replications: int, *overrides: str) -> pd.DataFrame:
    """Share of purchases that go to the last supplier, beyond what shares alone would bring (Cohen's kappa).

    One row per replication, one column per arm.
    """
    moves = (
        comparison(replications, *overrides).tables["switching"].query("period >= 26 and origin != 'none'")
    )
    run = ["replication", "arm"]
    total = moves.groupby(run).purchases.sum()
    stayed = moves[moves.origin == moves.destination].groupby(run).purchases.sum() / total
    shares = moves.groupby([*run, "destination"]).purchases.sum() / total
    chance = shares.pow(2).groupby(run).sum()
    return ((stayed - chance) / (1 - chance)).unstack("arm")


def lost(before: str, after: str, replications: int, *overrides: str) -> pd.Series:
    found = certainty(replications, *overrides)
    return found[before] - found[after]


def test_certain_loyalty_erodes_as_choice_widens():
    """B8."""
    for cost in ("1.5", "0.0"):
        assert surely(partial(lost, f"2 firms, {cost}", f"6 firms, {cost}")) > 0


def test_certain_loyalty_erodes_as_switching_cost_falls():
    """B8."""
    for firms in ("2 firms", "6 firms"):
        assert surely(partial(lost, f"{firms}, 1.5", f"{firms}, 0.0")) > 0


def test_where_all_are_alike_switching_cost_holds_nobody():
    """B8 off."""
    for firms in ("2 firms", "6 firms"):
        assert (lost(f"{firms}, 1.5", f"{firms}, 0.0", EXACT, OFF) == 0).all()


def test_where_all_are_alike_there_is_little_certain_loyalty_to_erode():
    """B8 off: what is left is what awareness and satisfaction hold."""
    erosion = partial(lost, "2 firms, 1.5", "6 firms, 0.0")
    assert surely(lambda n: erosion(n, OFF) - erosion(n) / 2) < 0
