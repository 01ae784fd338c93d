"""Birth: people as the scenario says, each from their own luck alone."""

import numpy as np
import pytest
from scipy import stats

from sim import Scenario, load
from sim.agents.birth import born
from sim.agents.customers import Columns
from sim.randomness import Luck

PER_PERSON = [name for name in Columns._fields if name not in {"neighbours", "told"}]


def crowd(*overrides: str, customers: int = 20_000, seed: int = 3) -> Columns:
    return born(load("durable").set(f"customers={customers}", *overrides), Luck(seed)).columns


def rows(columns: Columns, name: str, stop: int) -> np.ndarray:
    return getattr(columns, name)[..., :stop]


@pytest.mark.compat
def test_one_more_person_changes_nobody():
    isolated = "mechanisms.customers.word_of_mouth.isolated={}"
    some, more = crowd(isolated.format(0), customers=300), crowd(isolated.format(1), customers=301)
    assert [
        name for name in PER_PERSON if not np.array_equal(rows(some, name, 300), rows(more, name, 300))
    ] == []
    assert np.array_equal(some.neighbours, more.neighbours[:300])


def test_another_seed_is_another_crowd():
    assert not np.array_equal(crowd(customers=300).taste, crowd(customers=300, seed=4).taste)


def test_segments_have_their_shares_and_ideals():
    columns = crowd("segments={everybody: {share: 0.25}, rest: {share: 0.75, ideal: [2.0, -1.0]}}")
    rest = columns.segment == 1
    assert rest.mean() == pytest.approx(0.75, abs=0.015)
    assert columns.ideal[:, rest].mean(axis=1) == pytest.approx([2.0, -1.0], abs=0.02)
    assert columns.ideal[:, ~rest].std(axis=1) == pytest.approx([0.5, 0.5], rel=0.03)


def test_purchase_rates_are_gamma_so_that_non_buyers_are_as_many_as_the_negative_binomial_says():
    columns = crowd(
        "mechanisms.customers.uncertain_demand={purchase_rate: 12, rate_shape: 0.78}", customers=100_000
    )
    assert columns.quiet.mean() == pytest.approx((1.0 + 1.0 / 0.78) ** -0.78, abs=0.004)


def test_tastes_follow_the_dirichlet_of_the_brands():
    columns = crowd(
        "firms.leader.brand=5",
        "mechanisms.customers.uncertain_demand.taste_concentration=1.3",
        customers=50_000,
    )
    shares = np.exp(columns.taste.astype(np.float64))
    shares /= shares.sum(axis=0)
    mean = 5 / 8
    assert shares.mean(axis=1) == pytest.approx([mean, 1 / 8, 1 / 8, 1 / 8], abs=0.006)
    assert shares[0].var() == pytest.approx(mean * (1 - mean) / (1.3 + 1.0), rel=0.02)


def test_chances_to_leave_follow_the_beta_of_the_contracts():
    columns = crowd("mechanisms.customers.renewal={leaving: 0.704, staying: 1.182}")
    chances = 1.0 / (1.0 + np.exp(columns.stickiness.astype(np.float64)))
    assert stats.kstest(chances, stats.beta(0.704, 1.182).cdf).pvalue > 1e-3


def test_price_sensitivity_spreads_about_its_mean():
    columns = crowd(
        "mechanisms.customers.uncertain_demand.price_sensitivity_spread=0.5",
        "mechanisms.customers.brand_choice.price=2",
    )
    assert columns.price_sensitivity.mean() == pytest.approx(2.0, rel=0.02)
    assert np.log(columns.price_sensitivity).std() == pytest.approx(0.5, rel=0.02)


def test_orders_have_their_median_and_are_never_empty():
    columns = crowd(
        "segments.everybody.order_size=40", "mechanisms.customers.uncertain_demand.order_spread=1.5"
    )
    assert np.median(columns.order_size) == pytest.approx(40, rel=0.05)
    assert columns.order_size.min() >= 1


def test_without_differences_all_are_alike():
    columns = crowd(
        "mechanisms.customers.uncertain_demand.strength=0", "mechanisms.cycles.needs_drift.strength=0"
    )
    for name in ("price_sensitivity", "order_size", "quiet", "drift"):
        assert np.unique(getattr(columns, name)).size == 1, name
    assert np.unique(columns.taste, axis=1).shape[1] == 1


def test_without_rewiring_people_listen_next_door_to_both_sides():
    columns = crowd("mechanisms.customers.word_of_mouth={neighbours: 4, rewiring: 0}", customers=100)
    assert sorted(columns.neighbours[0].tolist()) == [1, 2, 98, 99]


def test_with_hubs_a_few_have_most_listeners_by_a_power_law_and_nobody_listens_to_himself():
    hubs = "mechanisms.customers.word_of_mouth={neighbours: 4, rewiring: 1, hubs: 1}"
    columns = crowd(hubs, customers=2_000)
    people = np.arange(2_000)[:, np.newaxis]
    assert not (columns.neighbours == people).any()
    ranks = (columns.neighbours + 0.5) / 2_000
    # Ranks have the distribution function sqrt(r); 1.63 is the Kolmogorov-Smirnov bound at 1%.
    assert stats.kstest(np.sqrt(ranks), stats.uniform.cdf, axis=None).statistic < 1.63 / np.sqrt(8_000) + 0.02


def test_rewired_neighbours_come_from_anywhere_and_are_never_oneself():
    columns = crowd("mechanisms.customers.word_of_mouth={neighbours: 4, rewiring: 1}", customers=2_000)
    people = np.arange(2_000)[:, np.newaxis]
    assert not (columns.neighbours == people).any()
    assert (
        stats.kstest((columns.neighbours - people) % 2_000, stats.randint(1, 2_000).cdf, axis=None).statistic
        < 0.03
    )


def test_the_isolated_hear_nobody_and_are_heard_by_nobody():
    columns = crowd("mechanisms.customers.word_of_mouth.isolated=30", customers=200)
    assert (columns.neighbours[170:] == np.arange(170, 200)[:, np.newaxis]).all()
    assert columns.neighbours[:170].max() < 170


def market(*overrides: str) -> Scenario:
    return load("durable").set(
        "customers=20000", "firms.leader.base={share: 0.5, loyalty: 0.8, purchases: 5}", *overrides
    )


def test_a_customer_base_begins_with_its_history():
    columns = born(market("mechanisms.cycles.adoption.ownership=0.4"), Luck(3)).columns
    mine = columns.supplier == 0
    assert mine.mean() == pytest.approx(0.5 * 0.4, abs=0.01)
    assert (columns.purchases[0, mine] == 5).all()
    assert (columns.loyalty[0, mine] == np.float32(0.8)).all()
    assert (columns.first[0, mine] <= columns.last[0, mine]).all()
    assert (columns.last[0, mine] == columns.since[mine]).all()
    assert (columns.supplier[~mine] == -1).all()
    assert not columns.purchases[:, ~mine].any()


def test_products_in_use_at_the_start_are_of_all_ages():
    columns = born(
        market("mechanisms.cycles.replacement.life=2", "mechanisms.cycles.adoption.ownership=1"), Luck(3)
    ).columns
    assert set((-columns.since[columns.supplier == 0]).tolist()) == set(range(1, 25))


def test_only_those_with_a_potential_own_anything():
    columns = born(market("mechanisms.cycles.adoption={potential: 0.3, ownership: 1}"), Luck(3)).columns
    assert columns.potential.mean() == pytest.approx(0.3, abs=0.015)
    assert not (columns.supplier[columns.potential == 0] >= 0).any()
