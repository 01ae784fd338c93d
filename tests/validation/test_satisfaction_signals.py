"""V-C12, V-C20, V-C21: what satisfaction looks like, and how much it and other signals tell of who stays.

A firm asks all its customers when the market is mature, and counts a year later who still is one. The shape
of scores, and intention, are those of the customers of all firms.
"""

from functools import partial

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
from sim import Scenario, load
from sim.model import MarketModel
from tests.evidence import surely
from tests.runs import found_in
from tests.support import EXACT, FEW, seeds

pytestmark = pytest.mark.slow

SIZES = {"repertoire": ("periods_per_year=12",), "subscription": ("customers=8000",)}
YEARS = {"repertoire": 2, "subscription": 6}
NO_LOOKING_BACK = "mechanisms.customers.renewal.contentment=0"
NO_SATISFACTION = "mechanisms.customers.satisfaction.strength=0"
ALL_ALIKE = ("mechanisms.customers.renewal.leaving=704", "mechanisms.customers.renewal.staying=1182")
LEADER = 0


def surveys(name: str, replications: int, *overrides: str) -> pd.DataFrame:
    """Figures of each replication."""
    scenario = load(name, *SIZES[name], *overrides)
    runs = [(scenario, seed) for seed in seeds(replications)]
    return pd.DataFrame(found_in(figures, runs, YEARS[name]))


def figures(scenario: Scenario, seed: int, years: int) -> dict[str, float | None]:
    model = MarketModel(scenario, seed=seed)
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
    assert surveys(name, EXACT)[["mean", "skewness"]].notna().all(axis=None)
    assert 6 <= surely(lambda n: surveys(name, n)["mean"]) <= 8.5
    assert surely(lambda n: surveys(name, n).skewness) < 0


def test_where_nobody_judges_all_scores_are_the_same():
    """V-C21 with satisfaction off: a histogram of one bar."""
    found = surveys("subscription", EXACT, NO_SATISFACTION)
    assert (found.spread < 1e-6).all()
    assert (found.explained < 1e-6).all()


def lead(name: str, replications: int, *overrides: str) -> pd.Series:
    """By how much several signals foretell better than the intention to recommend."""
    found = surveys(name, replications, *overrides)
    return found.signals - found.recommendation


@pytest.mark.parametrize("name", SIZES)
def test_several_signals_foretell_who_stays_better_than_the_intention_to_recommend(name):
    """V-C20, on customers whom the models were not fitted to."""
    assert surely(lambda n: lead(name, n)) > 0


def test_where_all_are_equally_inert_other_signals_tell_little_more():
    """V-C20: what they tell beyond satisfaction is who is there out of habit."""
    usual = partial(lead, "subscription")
    assert surely(lambda n: usual(n) - usual(n, *ALL_ALIKE)) > 0
    assert usual(FEW, *ALL_ALIKE).mean() < usual(FEW).mean() / 4


def test_satisfaction_alone_tells_something_but_little_of_who_stays():
    """V-C12: between 0.05 and 0.35 of the variance of staying."""
    assert surely(lambda n: surveys("subscription", n).correlation) > 0
    assert 0.05 <= surely(lambda n: surveys("subscription", n).explained) <= 0.35


def test_where_a_renewal_is_not_a_time_to_look_back_satisfaction_tells_next_to_nothing():
    """V-C12: attitudinal loyalty is then its only way to staying, and inertia drowns it."""
    assert surely(lambda n: surveys("subscription", n, NO_LOOKING_BACK).explained) < 0.01
