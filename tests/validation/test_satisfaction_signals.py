"""V-C12, V-C20, V-C21: what satisfaction looks like, and how much it and other signals tell of who stays.

A firm asks all its customers when the market is mature, and counts a year later who still is one. The shape
of scores, and intention, are those of the customers of all firms.
"""

from functools import cache

import pandas as pd
import pytest

from analysis.battery.satisfaction_signals import (
    RECOMMENDATION,
    SIGNALS,
    explained,
    foretold,
    kept_after_a_year,
    shape,
    survey,
)
from sim import load
from sim.model import MarketModel
from tests.support import FEW, SEEDS, interval

pytestmark = pytest.mark.slow

SIZES = {"repertoire": ("periods_per_year=12",), "subscription": ("customers=8000",)}
YEARS = {"repertoire": 2, "subscription": 6}
NO_LOOKING_BACK = "mechanisms.customers.renewal.contentment=0"
NO_SATISFACTION = "mechanisms.customers.satisfaction.strength=0"
ALL_ALIKE = ("mechanisms.customers.renewal.leaving=704", "mechanisms.customers.renewal.staying=1182")
LEADER = 0


@cache
def surveys(name: str, *overrides: str, replications: int = SEEDS) -> pd.DataFrame:
    """Figures of each replication."""
    scenario = load(name, *SIZES[name], *overrides)
    return pd.DataFrame(
        [_figures(MarketModel(scenario, seed=1000 + r), YEARS[name]) for r in range(replications)]
    )


def _figures(model: MarketModel, years: int) -> dict[str, float | None]:
    for _ in range(years * model.question.periods_per_year):
        model.step()
    everybody = pd.concat([survey(model.market, firm.index) for firm in model.firms])
    asked = survey(model.market, LEADER)
    stayed = kept_after_a_year(model.market, LEADER, asked.index)
    scores = shape(everybody.satisfaction / 10)
    return {
        "mean": scores.mean,
        "skewness": scores.skewness,
        "spread": float(everybody.satisfaction.std() / 10),
        "explained": explained(asked[["satisfaction"]], stayed),
        "correlation": float(asked.satisfaction.corr(pd.Series(stayed, index=asked.index))),
        "recommendation": foretold(asked[RECOMMENDATION], stayed),
        "signals": foretold(asked[SIGNALS], stayed),
    }


@pytest.mark.parametrize("name", SIZES)
def test_satisfaction_scores_are_high_on_average_with_a_tail_of_the_dissatisfied(name):
    """V-C21: mean of 6 to 8.5 on a scale of 10, and skewed to the left."""
    found = surveys(name)
    mean, skewness = interval(found["mean"]), interval(found.skewness)
    assert mean.replications == skewness.replications == SEEDS
    assert 6 <= mean.low <= mean.high <= 8.5
    assert skewness.high < 0


def test_where_nobody_judges_all_scores_are_the_same():
    """V-C21 with satisfaction off: a histogram of one bar."""
    found = surveys("subscription", NO_SATISFACTION, replications=3)
    assert (found.spread < 1e-6).all()
    assert (found.explained < 1e-6).all()


@pytest.mark.parametrize("name", SIZES)
def test_several_signals_foretell_who_stays_better_than_the_intention_to_recommend(name):
    """V-C20, on customers whom the models were not fitted to."""
    found = surveys(name)
    assert interval(found.signals - found.recommendation).low > 0


def test_where_all_are_equally_inert_other_signals_tell_little_more():
    """V-C20: what they tell beyond satisfaction is who is there out of habit."""
    usual, alike = surveys("subscription")[:FEW], surveys("subscription", *ALL_ALIKE, replications=FEW)
    lead = [found.signals - found.recommendation for found in (usual, alike)]
    assert interval(lead[0] - lead[1]).low > 0
    assert lead[1].mean() < lead[0].mean() / 4


def test_satisfaction_alone_tells_something_but_little_of_who_stays():
    """V-C12: between 0.05 and 0.35 of the variance of staying."""
    found = surveys("subscription")
    assert interval(found.correlation).low > 0
    assert 0.05 <= interval(found.explained).low <= interval(found.explained).high <= 0.35


def test_where_a_renewal_is_not_a_time_to_look_back_satisfaction_tells_next_to_nothing():
    """V-C12: attitudinal loyalty is then its only way to staying, and inertia drowns it."""
    assert interval(surveys("subscription", NO_LOOKING_BACK, replications=FEW).explained).high < 0.01
