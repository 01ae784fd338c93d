"""What is counted at a few moments of a run, on crowds made by hand."""

import numpy as np
import pytest

from sim import Scenario, load
from sim.agents.customers import Columns, empty_columns
from sim.mechanisms.crm.relationship_stages import Stage
from sim.model import MarketModel
from sim.result.snapshots import count_first_purchases, count_loyalty, moments_of, value_groups, years_of


def people(count: int) -> Columns:
    return empty_columns(load("durable").set(f"customers={count}"))


def test_people_are_counted_by_their_first_purchase_if_they_ever_bought():
    columns = people(5)
    columns.purchases[1] = [1, 2, 1, 0, 3]
    columns.first[1] = [-7, 0, 11, 5, -1]
    columns.stage[1] = [Stage.LOST, Stage.WELCOME, Stage.INTENSIVE_CARE, Stage.ATTRACTION, Stage.ACQUAINTANCE]
    into = np.zeros((4, 13, 2), dtype=np.int64)
    count_first_purchases(columns, into, 0, 5)
    assert into.sum() == 4
    assert into[1, 0].tolist() == [1, 1]
    assert into[1, 1].tolist() == into[1, 12].tolist() == [0, 1]


def test_loyalty_on_an_edge_belongs_to_the_bin_above_and_full_loyalty_to_the_last():
    columns = people(6)
    columns.stage[0] = [Stage.WELCOME] * 5 + [Stage.LOST]
    columns.loyalty[0] = [0.0, 0.25, 0.5, 0.99, 1.0, 0.5]
    into = np.zeros((4, 10), dtype=np.int64)
    count_loyalty(columns, into, 0, 6)
    assert into[0].tolist() == [1, 0, 1, 0, 0, 1, 0, 0, 0, 2]
    assert not into[1:].any()


def test_groups_are_equal_ordered_and_complete():
    contribution = np.arange(-50, 1000, dtype=np.int64)
    found = value_groups(contribution[::-1], 2 * contribution[::-1])
    assert len(found) == 100
    assert set(found[:, 0]) == {10, 11}
    assert found[0].tolist() == [10, sum(range(990, 1000)), 2 * sum(range(990, 1000))]
    assert (np.diff(found[:, 1] / found[:, 0]) < 0).all()
    assert found.sum(axis=0).tolist() == [1050, contribution.sum(), 2 * contribution.sum()]


def test_fewer_people_make_fewer_groups():
    assert value_groups(np.array([3, 9, 5]), np.array([4, 10, 6])).tolist() == [
        [1, 9, 10],
        [1, 5, 6],
        [1, 3, 4],
    ]
    assert value_groups(np.array([], dtype=np.int64), np.array([], dtype=np.int64)).shape == (0, 3)


@pytest.mark.parametrize("seed", range(3))
def test_groups_do_not_depend_on_the_order_of_people_even_among_equals(seed: int):
    rng = np.random.default_rng(seed)
    contribution, revenue = rng.integers(-2, 3, 730), rng.integers(0, 50, 730)
    order = rng.permutation(730)
    found = value_groups(contribution, revenue)
    assert np.array_equal(found, value_groups(contribution[order], revenue[order]))
    exact = np.lexsort((-revenue, -contribution))
    edges = np.arange(100) * 730 // 100
    sums = [np.add.reduceat(values[exact], edges) for values in (contribution, revenue)]
    assert np.array_equal(found[:, 1:], np.stack(sums, axis=1))


@pytest.mark.parametrize(
    ("years", "periods_per_year", "expected", "moments"),
    [(10, 12, 10, [0, 59, 119]), (2.5, 12, 3, [0, 14, 29]), (0.08, 12, 1, [0, 0, 0]), (3, 1, 3, [0, 0, 2])],
)
def test_a_year_cut_short_counts_and_the_middle_ends_the_first_half(
    years: float, periods_per_year: int, expected: int, moments: list[int]
):
    scenario = load("durable").set(f"years={years}", f"periods_per_year={periods_per_year}")
    assert years_of(scenario) == expected
    assert [*moments_of(scenario).values()] == moments


def lived(scenario: Scenario) -> tuple[MarketModel, dict[int, list[list[int]]]]:
    """A model at its end, and how loyal customers were at the end of each period, by NumPy."""
    model, seen = MarketModel(scenario, seed=4), {}
    edges = np.arange(11) / 10
    while model.running:
        period = model.market.period
        model.step()
        columns = model.market.customers.columns
        are = (columns.stage != Stage.ATTRACTION) & (columns.stage != Stage.LOST)
        seen[period] = [
            np.histogram(columns.loyalty[firm][are[firm]].astype(float), edges)[0].tolist()
            for firm in range(len(are))
        ]
    return model, seen


def test_loyalty_is_that_of_the_customers_at_the_start_in_the_middle_and_at_the_end():
    model, seen = lived(load("durable").set("customers=600", "years=2"))
    assert model.snapshots.loyalty.tolist() == [seen[0], seen[11], seen[23]]
    assert seen[0] != seen[11] != seen[23]


def test_who_came_before_the_start_is_a_cohort_of_its_own():
    firms = ("leader", "challenger", "follower", "newcomer")
    scenario = load("durable").set(
        "customers=400",
        "years=2",
        "mechanisms.cycles.adoption.ownership=1",
        *(f"firms.{firm}.base.share=0.25" for firm in firms),
    )
    born = MarketModel(scenario, seed=4).market.customers.columns
    model, _ = lived(scenario)
    before = model.snapshots.cohorts[:, :, 0]
    assert before.sum(axis=2).tolist() == [(born.purchases > 0).sum(axis=1).tolist()] * 2
    assert before[0, :, 1].sum() > before[1, :, 1].sum() > 0
