"""A2, law: a launch that takes old customers for granted keeps fewer than half of them.

On the scenario `phase_aware_crm`. "Kept" = of those who owned the maker's product when it launched the second
generation and bought again within three years, the share that bought from the maker.
"""

import numpy as np
import pandas as pd
import pytest

from sim import MarketModel, Scenario, load
from tests.evidence import surely
from tests.runs import found_in
from tests.support import interval, seeds

OFF = "mechanisms.crm.existing_customer_conversion.strength=0"
SHORT = ("years=9",)
LAUNCH, LATER = 72, 108
"""Months in which the second generation comes, and in which owners are looked at again."""

pytestmark = pytest.mark.slow


def kept(scenario: Scenario, seed: int) -> float:
    model = MarketModel(scenario, seed=seed)
    for _ in range(LAUNCH):
        model.step()
    columns = model.market.customers.columns
    owners = columns.supplier == 0
    for _ in range(LATER - LAUNCH):
        model.step()
    bought_again = owners & (columns.since >= LAUNCH)
    return float(np.mean(columns.supplier[bought_again] == 0))


def shares(arm: str, replications: int, *overrides: str) -> pd.Series:
    scenario = load("phase_aware_crm", *SHORT, *overrides).arm(arm)
    return pd.Series(found_in(kept, [(scenario, seed) for seed in seeds(replications)]))


def test_a_launch_that_takes_old_customers_for_granted_keeps_fewer_than_half_of_them():
    assert surely(lambda n: shares("taken_for_granted", n)) < 0.5


def test_a_launch_with_conversion_keeps_more_than_half_of_them():
    assert surely(lambda n: shares("phase_aware", n)) > 0.5


def test_where_attachment_passes_on_by_itself_nobody_need_be_taken_along():
    """Off: most stay also with those who take them for granted, and as many as with those who do not."""
    assert surely(lambda n: shares("taken_for_granted", n, OFF)) > 0.5
    more = interval(shares("phase_blind", 5, OFF) - shares("taken_for_granted", 5, OFF))
    assert more.low < 0.0 < more.high
