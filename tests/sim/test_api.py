"""The simulator from Python: load, set, simulate, compare, and mesa's own batch runner."""

import mesa
import pandas as pd
import pytest

import sim
from sim import BadInput, MarketModel, compare, load, simulate

SMALL = ("customers=300", "years=1")
TWO_ARMS = ("arms.baseline={}", "arms.cheap.firms.leader.products.first.price=200")


@pytest.fixture(scope="module")
def market():
    return load("durable", *SMALL)


def test_every_public_name_can_be_had():
    assert all(getattr(sim, name) for name in sim.__all__)
    with pytest.raises(AttributeError, match="no attribute 'simulat'"):
        sim.simulat  # noqa: B018


def test_a_changed_scenario_leaves_the_first_as_it_was(market):
    changed = market.set("customers=7", years=2)
    assert (changed.customers, changed.years) == (7, 2.0)
    assert (market.customers, market.years) == (300, 1.0)


def test_a_change_by_dotted_path_equals_the_same_change_as_text(market):
    by_path = market.set(**{"firms.leader.products.first.price": 250})
    by_text = market.set("firms.leader.products.first.price=250")
    assert by_path == by_text
    assert by_path.firms["leader"].products["first"].price == 250.0


def test_a_change_that_does_not_fit_tells_the_place(market):
    with pytest.raises(BadInput, match="nearest is 'customers'"):
        market.set("custmers=7")


def test_an_arm_keeps_its_own_values_over_later_changes():
    scenario = load("durable", *TWO_ARMS).set("firms.leader.products.first.price=111")
    prices = {name: scenario.arm(name).firms["leader"].products["first"].price for name in scenario.arms}
    assert prices == {"baseline": 111.0, "cheap": 200.0}


def test_an_arm_without_a_change_may_be_left_empty():
    assert load("durable", "arms.same=null").arm("same").firms == load("durable").firms


@pytest.mark.slow
@pytest.mark.compat
def test_a_run_is_repeatable_and_another_seed_is_another_run(market):
    one, same, other = (simulate(market, seed) for seed in (3, 3, 4))
    for name, table in one.tables.items():
        pd.testing.assert_frame_equal(table, same.tables[name])
    assert not one.tables["category"].equals(other.tables["category"])
    assert (one.seed, one.arm, one.provenance["mesa"]) == (3, "base", mesa.__version__)


@pytest.mark.slow
def test_progress_counts_every_period(market):
    seen = []
    simulate(market, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(period, 12) for period in range(1, 13)]


@pytest.mark.slow
def test_the_same_replication_of_two_arms_shares_its_seed():
    comparison = compare(load("durable", *SMALL, *TWO_ARMS), 2, seed=9)
    firm = comparison.tables["firm"]
    assert comparison.arms == ("baseline", "cheap")
    assert comparison.seeds == (9, 10)
    assert comparison.failures == 0
    assert firm.groupby(["arm", "replication"]).seed.unique().explode().tolist() == [9, 10, 9, 10]
    assert comparison.scenarios["cheap"].firms["leader"].products["first"].price == 200.0


@pytest.mark.slow
def test_the_runs_of_a_comparison_are_those_one_gets_singly():
    scenario = load("durable", *SMALL, *TWO_ARMS)
    together = compare(scenario, 2, seed=9).tables["firm"]
    single = simulate(scenario.arm("cheap"), 10).tables["firm"]
    found = together[(together.arm == "cheap") & (together.seed == 10)].reset_index(drop=True)
    pd.testing.assert_frame_equal(found.drop(columns=["arm", "replication", "seed"]), single)


@pytest.mark.slow
def test_identical_arms_differ_by_exactly_nothing(market):
    tables = compare({"one": market, "two": market.set(title="the same again")}, 2).tables
    for table in tables.values():
        one, two = (
            table[table.arm == arm].drop(columns="arm").reset_index(drop=True) for arm in ("one", "two")
        )
        pd.testing.assert_frame_equal(one, two)


@pytest.mark.slow
@pytest.mark.compat
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_mesas_batch_runner_varies_scenario_keys_by_their_paths():
    rows = mesa.batch_run(
        MarketModel,
        {
            "scenario": "durable",
            "customers": 300,
            "years": 1,
            "firms.leader.products.first.price": [200, 400],
        },
        display_progress=False,
    )
    last = pd.DataFrame(rows)
    assert [*last["firms.leader.products.first.price"].unique()] == [200, 400]
    assert len(last) == 2 * 4  # firms, in the last period
    for price, group in last.groupby("firms.leader.products.first.price"):
        changed = load("durable", *SMALL).set(**{"firms.leader.products.first.price": price})
        firm = simulate(changed).tables["firm"].query("period == 11")
        assert group.customers.tolist() == firm.customers.tolist()
        assert group.profit_cents.tolist() == firm.profit_cents.tolist()


@pytest.mark.slow
@pytest.mark.compat
def test_a_model_steps_like_any_mesa_model(market):
    model = MarketModel(market, seed=2)
    while model.running:
        model.step()
    collected = model.datacollector.get_model_vars_dataframe()
    told = simulate(market, 2).tables["category"]
    assert collected.units.tolist() == told.units.tolist()
    assert collected.phase.tolist() == told.phase.tolist()
    assert model.steps == 12
    assert {firm.name for firm in model.agents} == set(market.firms)
