"""Care for customers who fall silent saves more than the same money given to everybody (B10).

A customer silent for twice the own usual gap has drifted to rivals: other brands come to mind first, and
attachment fades. An offer then costs only what it is taken up for, and a purchase in time makes the brand
come to mind again and starts the habit anew. A discount for all customers mostly goes to those who would
have bought anyway. Contribution is profit: nothing else differs between the arms.
"""

from functools import cache

import pandas as pd
import pytest

from sim import load
from tests.evidence import surely
from tests.support import EXACT, FEW, compare

OFF = "mechanisms.crm.relationship_stages.strength=0"
ARMS = {
    "nothing": "null",
    "care": "{kind: intensive_care, discount: 0.14, silence_from: 1.93, silence_to: 5}",
    "blanket": "{kind: blanket_discount, discount: 0.02}",
    "too_early": "{kind: intensive_care, discount: 0.11, silence_from: 0, silence_to: 0.29}",
}
"""What the second firm does; discounts chosen so that all three spend the same."""
TWO_YEARS, QUICK = "years=2", ("years=0.75", "customers=1_000")

pytestmark = pytest.mark.slow


@cache
def books(arm: str, replications: int, *overrides: str) -> pd.DataFrame:
    """Profit and spending on offers of the second firm, in cents, by replication."""
    scenario = load("repertoire", *overrides).set(f"firms.second.strategies.care={ARMS[arm]}")
    firm = compare({arm: scenario}, replications).tables["firm"].query("firm == 'second'")
    firm = firm.assign(spent=firm.discount_cents + firm.care_cents)
    return firm.groupby("replication")[["profit_cents", "spent"]].sum()


def spent(arm: str, replications: int) -> pd.Series:
    return books(arm, replications, TWO_YEARS).spent


def saved(arm: str, replications: int, *overrides: str) -> pd.Series:
    overrides = overrides or (TWO_YEARS,)
    without = books("nothing", replications, *overrides)
    return books(arm, replications, *overrides).profit_cents - without.profit_cents


def saved_for_a_cent(arm: str, replications: int) -> pd.Series:
    return saved(arm, replications) / spent(arm, replications)


@pytest.mark.parametrize("arm", ["blanket", "too_early"])
def test_the_arms_spend_the_same(arm: str):
    assert spent(arm, FEW).mean() / spent("care", FEW).mean() == pytest.approx(1.0, abs=0.02)


def test_care_in_time_saves_more_than_a_discount_for_all():
    """B10: in contribution, and per unit of money spent."""
    assert surely(lambda n: saved("care", n)) > 0
    assert surely(lambda n: saved("care", n) - saved("blanket", n)) > 0
    assert surely(lambda n: saved_for_a_cent("care", n) - saved_for_a_cent("blanket", n)) > 0


def test_care_at_the_wrong_time_saves_no_more_than_a_discount_for_all():
    """B10 with the warning switched to customers who have only just bought."""
    assert surely(lambda n: saved("too_early", n) - saved("blanket", n)) < 0


def test_where_stages_are_not_told_apart_nobody_is_cared_for():
    """B10 off: no customer is seen to be silent, so nothing is saved."""
    assert (saved("care", EXACT, *QUICK, OFF) == 0).all()
    assert (saved("care", EXACT, *QUICK) != 0).all()
