"""B1, law: the satisfied are several times as willing to buy again as the dissatisfied."""

import numpy as np
import pandas as pd
import pytest

from analysis.battery.satisfaction_signals import DISSATISFIED, SATISFIED, survey, willingness_ratio
from sim import Scenario, load
from sim.model import MarketModel
from tests.evidence import surely
from tests.runs import found_in
from tests.support import EXACT, seeds

pytestmark = pytest.mark.slow

SIZES = {"durable": ("customers=3000", "years=12"), "subscription": ("customers=2000", "years=4")}
NO_EXIT = "mechanisms.firms.entry_and_exit.strength=0"
NO_SATISFACTION = "mechanisms.customers.satisfaction.strength=0"


def at_the_end(scenario: Scenario, seed: int) -> pd.DataFrame:
    """Every present customer of any firm, asked about that firm."""
    model = MarketModel(scenario, seed=seed)
    while model.running:
        model.step()
    return pd.concat([survey(model.market, firm.index) for firm in model.firms])


def customers(name: str, replications: int, *overrides: str) -> list[pd.DataFrame]:
    scenario = load(name, *SIZES[name], NO_EXIT, *overrides)
    return found_in(at_the_end, [(scenario, seed) for seed in seeds(replications)])


def ratios(name: str, replications: int, *overrides: str) -> list[float | None]:
    """Willingness of the satisfied over that of the dissatisfied, where a replication has both."""
    return [willingness_ratio(asked) for asked in customers(name, replications, *overrides)]


def attachment(asked: pd.DataFrame) -> float:
    """Attitudinal loyalty of the satisfied over that of the dissatisfied."""
    high, low = asked.satisfaction >= SATISFIED, asked.satisfaction <= DISSATISFIED
    return float(asked[high].attitudinal_loyalty.mean() / asked[low].attitudinal_loyalty.mean())


@pytest.mark.parametrize("name", SIZES)
def test_a_satisfied_customer_is_several_times_as_willing_to_buy_again(name):
    assert None not in ratios(name, EXACT)
    assert 4 <= surely(lambda n: ratios(name, n)) <= 8


def test_the_satisfied_are_also_the_more_attached():
    """Attitudinal loyalty as customers hold it: slower than intention, so that they differ less."""
    assert surely(lambda n: [attachment(asked) for asked in customers("durable", n)]) > 1.5


def test_with_satisfaction_off_nobody_is_dissatisfied_and_there_is_no_difference():
    assert ratios("durable", EXACT, NO_SATISFACTION) == [None] * EXACT
    anchor = load("durable").mechanisms.customers.satisfaction.anchor
    assert np.allclose(customers("durable", 1, NO_SATISFACTION)[0].satisfaction, 100 * anchor)
