"""Care for customers who fall silent saves more than the same money given to everybody (B10).

A customer silent for twice the own usual gap has drifted to rivals: other brands come to mind first, and
attachment fades. An offer then costs only what it is taken up for, and a purchase in time makes the brand
come to mind again and starts the habit anew. A discount for all customers mostly goes to those who would
have bought anyway. Contribution is profit: nothing else differs between the arms.
"""

from functools import cache

import pandas as pd
import pytest

from analysis.statistics.intervals import ratio_interval
from sim import compare, load
from tests.support import FEW, interval

OFF = "mechanisms.crm.relationship_stages.strength=0"
ARMS = {
    "nothing": "null",
    "care": "{kind: intensive_care, discount: 0.14, silence_from: 1.93, silence_to: 5}",
    "blanket": "{kind: blanket_discount, discount: 0.02}",
    "too_early": "{kind: intensive_care, discount: 0.11, silence_from: 0, silence_to: 0.29}",
}
"""What the second firm does; discounts chosen so that all three spend the same."""

pytestmark = pytest.mark.slow


@cache
def books(*overrides: str) -> pd.DataFrame:
    """Profit and spending on offers of the second firm, in cents; replications x (figure, arm)."""
    scenario = load("repertoire", *overrides)
    arms = {name: scenario.set(f"firms.second.strategies.care={care}") for name, care in ARMS.items()}
    firm = compare(arms, FEW, seed=1000).tables["firm"].query("firm == 'second'")
    firm = firm.assign(spent=firm.discount_cents + firm.care_cents)
    return firm.groupby(["replication", "arm"])[["profit_cents", "spent"]].sum().unstack("arm")


def saved(arm: str, *overrides: str) -> pd.Series:
    profit = books(*overrides).profit_cents
    return profit[arm] - profit["nothing"]


TWO_YEARS, QUICK = "years=2", ("years=0.75", "customers=1_000")


@pytest.mark.parametrize("arm", ["blanket", "too_early"])
def test_the_arms_spend_the_same(arm: str):
    spent = books(TWO_YEARS).spent
    assert spent[arm].mean() / spent["care"].mean() == pytest.approx(1.0, abs=0.02)


def test_care_in_time_saves_more_than_a_discount_for_all():
    """B10: in contribution, and per unit of money spent."""
    assert interval(saved("care", TWO_YEARS)).low > 0
    assert interval(saved("care", TWO_YEARS) - saved("blanket", TWO_YEARS)).low > 0
    spent = books(TWO_YEARS).spent
    care, blanket = (ratio_interval(saved(arm, TWO_YEARS), spent[arm]) for arm in ("care", "blanket"))
    assert care.low > blanket.high


def test_care_at_the_wrong_time_saves_no_more_than_a_discount_for_all():
    """B10 with the warning switched to customers who have only just bought."""
    assert interval(saved("too_early", TWO_YEARS) - saved("blanket", TWO_YEARS)).high < 0


def test_where_stages_are_not_told_apart_nobody_is_cared_for():
    """B10 off: no customer is seen to be silent, so nothing is saved."""
    assert (saved("care", *QUICK, OFF) == 0).all()
    assert (saved("care", *QUICK) != 0).all()
