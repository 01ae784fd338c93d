"""A2, law: a launch that takes old customers for granted keeps fewer than half of them.

On the scenario `phase_aware_crm`. "Kept" = of those who owned the maker's product when it launched the second
generation and bought again within three years, the share that bought from the maker.
"""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from sim import MarketModel, load
from tests.support import interval

SEEDS = range(1000, 1030)
OFF = "mechanisms.crm.existing_customer_conversion.strength=0"
SHORT = ("years=9",)
LAUNCH, LATER = 72, 108
"""Months in which the second generation comes, and in which owners are looked at again."""

pytestmark = pytest.mark.slow


@cache
def kept(arm: str, seed: int, *overrides: str) -> float:
    model = MarketModel(load("phase_aware_crm", *SHORT, *overrides).arm(arm), seed=seed)
    for _ in range(LAUNCH):
        model.step()
    columns = model.market.customers.columns
    owners = columns.supplier == 0
    for _ in range(LATER - LAUNCH):
        model.step()
    bought_again = owners & (columns.since >= LAUNCH)
    return float(np.mean(columns.supplier[bought_again] == 0))


def shares(arm: str, *overrides: str) -> pd.Series:
    seeds = SEEDS[:5] if OFF in overrides else SEEDS
    return pd.Series([kept(arm, seed, *overrides) for seed in seeds])


def test_a_launch_that_takes_old_customers_for_granted_keeps_fewer_than_half_of_them():
    assert interval(shares("taken_for_granted")).high < 0.5


def test_a_launch_with_conversion_keeps_more_than_half_of_them():
    assert interval(shares("phase_aware")).low > 0.5


def test_where_attachment_passes_on_by_itself_nobody_need_be_taken_along():
    """Off: most stay also with those who take them for granted, and as many as with those who do not."""
    assert interval(shares("taken_for_granted", OFF)).low > 0.5
    more = interval(shares("phase_blind", OFF) - shares("taken_for_granted", OFF))
    assert more.low < 0.0 < more.high
