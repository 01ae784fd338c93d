"""B5, law: people who talk speed adoption, and make bad service cost sales."""

import pytest

from tests.evidence import Estimate, surely
from tests.support import EXACT, by_replication, compared

pytestmark = pytest.mark.slow

SMALL = ("customers=2000",)
TALK_OFF = "mechanisms.customers.word_of_mouth.strength=0"
GROWN = (
    "years=10",
    "mechanisms.cycles.adoption.ownership=1",
    *(f"firms.{firm}.base.share=0.25" for firm in ("leader", "challenger", "follower", "newcomer")),
)


def market(arm, replications, *overrides):
    return compared("word_of_mouth", (arm,), (*SMALL, *overrides), replications)


def half_adopted(tables):
    """Time to ownership by half of the potential, in years."""
    category = tables["category"]
    return float(category.time_years[category.owners >= 1000].min())


def leader_sales(tables):
    return float(tables["firm"].units[tables["firm"].firm == "leader"].sum())


def measured(arm, measure, replications, *overrides):
    return by_replication(market(arm, replications, *overrides), arm, measure)


def relative(baseline, arm, measure, *overrides) -> Estimate:
    """Change from the baseline arm to the other, as a share of the baseline, pair by pair."""

    def change(n):
        return measured(arm, measure, n, *overrides) / measured(baseline, measure, n, *overrides) - 1

    return surely(change)


def test_with_the_network_off_half_the_market_adopts_much_later():
    assert relative("good_service", "network_off", half_adopted) > 0.15


def test_with_bad_service_the_network_costs_sales():
    assert relative("bad_service_network_off", "bad_service", leader_sales) < -0.05


def test_bad_service_costs_much_where_people_talk_and_little_where_they_do_not():
    assert relative("good_service", "bad_service", leader_sales) < -0.2
    assert relative("network_off", "bad_service_network_off", leader_sales) > -0.1


def test_where_everybody_owns_one_already_talk_about_bad_service_only_costs():
    assert relative("bad_service_network_off", "bad_service", leader_sales, *GROWN) < -0.2


def test_with_word_of_mouth_off_in_all_arms_nothing_of_this_is_left():
    for measure, one, other in (
        (half_adopted, "good_service", "network_off"),
        (leader_sales, "bad_service", "bad_service_network_off"),
    ):
        assert measured(one, measure, EXACT, TALK_OFF).equals(measured(other, measure, EXACT, TALK_OFF))
