"""B7 on the scenario `telecom_key_accounts`: the latent need that is found first wins the account.

A vendor with all research people at headquarters, with a tenth of them among customers, or with that tenth of
the money spent on asking; research and finding out cost the same in every arm.
"""

from typing import NamedTuple

import pandas as pd
import pytest

from sim import MarketModel, Scenario, load
from sim.state.counting import FIXED_POINT
from sim.state.ledger import Account
from tests.evidence import surely
from tests.runs import found_in
from tests.support import EXACT, interval, seeds

HALF = 0.5
LATENT_OFF = "mechanisms.customers.latent_needs.strength=0"
SENSING_OFF = "mechanisms.crm.need_sensing.strength=0"

pytestmark = pytest.mark.slow


class Course(NamedTuple):
    """What one run showed of the vendor."""

    found: float
    """Years until half of what is latent was known; the whole run if it never was."""
    satisfaction: float
    """Mean index over all months."""
    key_share: float
    """Share of the key accounts' revenue in the second half of the run."""
    spent: float
    """Money for research and for asking."""


def course(scenario: Scenario, seed: int) -> Course:
    model = MarketModel(scenario, seed=seed)
    vendor, found = model.firms[0], None
    while model.running:
        model.step()
        if found is None and vendor.discovered >= HALF:
            found = model.market.years
    return _told(model, model.market.years if found is None else found)


def _told(model: MarketModel, found: float) -> Course:
    result = model.figures
    keys = list(model.question.segments).index("key_accounts")
    by_segment = result.by("revenue", "firms", "segments")
    key_revenue = by_segment[len(by_segment) // 2 :, :, keys].sum(axis=0)
    feelings = result.count("satisfaction")[:, 0].sum() / FIXED_POINT
    customers = result.count("segment_customers")[:, 0].sum()
    spent = (result.spent(Account.RESEARCH) + result.spent(Account.PROGRAMMES))[:, 0].sum()
    return Course(found, 100.0 * feelings / customers, key_revenue[0] / key_revenue.sum(), float(spent))


def measured(name: str, figure: str, replications: int, *overrides: str) -> pd.Series:
    scenario = load("telecom_key_accounts", *overrides).arm(name)
    courses = found_in(course, [(scenario, seed) for seed in seeds(replications)])
    return pd.Series([getattr(each, figure) for each in courses])


def gain(figure: str, replications: int, *overrides: str) -> pd.Series:
    """What people with customers find or bring more than all at headquarters."""
    there, at_home = (
        measured(name, figure, replications, *overrides) for name in ("with_customers", "headquarters")
    )
    return there - at_home


@pytest.mark.parametrize("name", ["with_customers", "asking"])
def test_research_and_finding_out_cost_the_same(name: str):
    spent = measured("headquarters", "spent", EXACT).to_numpy()
    assert measured(name, "spent", EXACT).to_numpy() == pytest.approx(spent, abs=100)


def test_people_with_customers_find_the_latent_need_years_before_headquarters_and_before_asking_does():
    """What is found out follows from what is spent, without luck."""
    found = {name: measured(name, "found", 1)[0] for name in ("with_customers", "asking", "headquarters")}
    assert found["with_customers"] < 1.0
    assert min(found["asking"], found["headquarters"]) > found["with_customers"] + 2.0


def test_the_same_money_satisfies_accounts_more():
    assert surely(lambda n: gain("satisfaction", n)) > 0


def test_the_key_accounts_revenue_goes_to_whoever_finds_the_need_first():
    assert surely(lambda n: gain("key_share", n)) > 0


def test_where_no_need_is_latent_people_with_customers_win_nothing():
    assert interval(gain("key_share", 10, LATENT_OFF)).low < 0.0
    assert interval(gain("satisfaction", 10, LATENT_OFF)).low < 0.0


def test_where_nothing_can_be_found_out_it_makes_no_difference_where_they_are():
    for figure in Course._fields:
        assert (gain(figure, EXACT, SENSING_OFF) == 0.0).all()
