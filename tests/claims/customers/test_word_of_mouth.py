"""B5, law: people who talk speed adoption, and make bad service cost sales."""

import pytest

from analysis.statistics.intervals import paired_difference
from tests.support import FEW, by_replication, compared, interval

pytestmark = pytest.mark.slow

SMALL = ("customers=2000",)
TALK_OFF = "mechanisms.customers.word_of_mouth.strength=0"
BAD = ("bad_service", "bad_service_network_off")
GROWN = (
    "years=10",
    "mechanisms.cycles.adoption.ownership=1",
    *(f"firms.{firm}.base.share=0.25" for firm in ("leader", "challenger", "follower", "newcomer")),
)


def market(*overrides):
    # Where the arms are the same run, a few replications tell as much as many.
    replications = 3 if TALK_OFF in overrides else FEW
    arms = BAD if GROWN[0] in overrides else ()
    return compared("word_of_mouth", arms, (*SMALL, *overrides), replications)


def half_adopted(tables):
    """Time to ownership by half of the potential, in years."""
    category = tables["category"]
    return float(category.time_years[category.owners >= 1000].min())


def leader_sales(tables):
    return float(tables["firm"].units[tables["firm"].firm == "leader"].sum())


def measured(arm, measure, *overrides):
    return by_replication(market(*overrides), arm, measure)


def relative(baseline, arm, measure, *overrides):
    """Change from the baseline arm to the other, as a share of the baseline, pair by pair."""
    before = measured(baseline, measure, *overrides)
    return interval((measured(arm, measure, *overrides) - before) / before)


def test_with_the_network_off_half_the_market_adopts_much_later():
    assert relative("good_service", "network_off", half_adopted).low > 0.15


def test_with_bad_service_the_network_costs_sales():
    assert relative("bad_service_network_off", "bad_service", leader_sales).high < -0.05


def test_bad_service_costs_much_where_people_talk_and_little_where_they_do_not():
    talked = relative("good_service", "bad_service", leader_sales)
    silent = relative("network_off", "bad_service_network_off", leader_sales)
    assert talked.high < -0.2
    assert silent.low > -0.1


def test_where_everybody_owns_one_already_talk_about_bad_service_only_costs():
    assert relative("bad_service_network_off", "bad_service", leader_sales, *GROWN).high < -0.2


def test_with_word_of_mouth_off_in_all_arms_nothing_of_this_is_left():
    assert relative("good_service", "network_off", half_adopted, TALK_OFF).estimate == 0
    bad = paired_difference(
        measured("bad_service_network_off", leader_sales, TALK_OFF),
        measured("bad_service", leader_sales, TALK_OFF),
    )
    assert bad.difference.estimate == 0
