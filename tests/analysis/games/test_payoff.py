import numpy as np
import pytest

from analysis.evaluation import Experiment
from analysis.games.equilibria import equilibria
from analysis.games.payoff import (
    all_against_all,
    bundles_of_arms,
    cells,
    payoffs,
    strategies_of_arms,
)
from sim import BadInput, load
from tests.analysis.stand_in import StandIn, four_firms


def spending(firm, acquisition, retention):
    budgets = {"acquisition": acquisition, "retention": retention}
    return {"firms": {firm: {"strategies": {"budgets": budgets}}}}


PLAYERS = {
    "shifter": {"win": spending("shifter", 60_000, 0), "keep": spending("shifter", 0, 60_000)},
    "rival": {"as_it_is": None, "keep": spending("rival", 0, 60_000), "nothing": spending("rival", 0, 0)},
}


def contest(scenario, seed):
    """Profit falls with the rival's acquisition; retention costs."""
    own, rival = (scenario.firms[firm].strategies.budgets for firm in ("shifter", "rival"))
    figures = {}
    for firm, mine, other in (("shifter", own, rival), ("rival", rival, own)):
        profit = 100 * seed + 2 * mine.acquisition - other.acquisition - mine.retention
        figures[firm] = {"profit_cents": profit, "satisfaction": 50.0 + mine.retention / 1e4}
    return figures


@pytest.fixture(scope="module")
def scenario():
    return four_firms()


def test_every_strategy_of_one_meets_every_strategy_of_the_other(scenario):
    found = cells(scenario, PLAYERS)
    assert [*found] == [(a, b) for a in ("win", "keep") for b in ("as_it_is", "keep", "nothing")]
    budgets = {
        profile: tuple(cell.firms[firm].strategies.budgets.retention for firm in ("shifter", "rival"))
        for profile, cell in found.items()
    }
    assert budgets["win", "as_it_is"] == (0.0, 24_000.0)
    assert budgets["keep", "keep"] == (60_000.0, 60_000.0)
    assert budgets["keep", "nothing"] == (60_000.0, 0.0)


def test_payoffs_are_each_players_own_outcome_in_each_replication(scenario):
    market = StandIn(contest)
    found = payoffs(scenario, PLAYERS, Experiment(replications=3, seed=4, evaluate=market))
    assert market.asked[0][1:] == (3, 4)
    assert found.values.shape == (3, 2, 2, 3)
    # win against as it is: 2 * 60,000 - 24,000, and 2 * 24,000 - 60,000 - 24,000.
    assert found.values[:, 0, 0, 0].tolist() == [96_400, 96_500, 96_600]
    assert found.values[:, 1, 0, 0].tolist() == [-35_600, -35_500, -35_400]
    table = found.table().set_index(["shifter_plays", "rival_plays", "player"])
    row = table.loc[("win", "as_it_is", "shifter")]
    assert (row["mean"], row.standard_error, row.replications) == (96_500, pytest.approx(100 / 3**0.5), 3)


def test_a_broken_run_takes_its_replication_out_of_every_cell(scenario):
    def fails(name, _scenario, seed):
        return name.startswith("keep") and seed == 5

    market = StandIn(contest, fails=fails)
    found = payoffs(scenario, PLAYERS, Experiment(replications=3, seed=4, evaluate=market))
    assert len(found.complete) == 2
    assert found.missing() == "1 of 3 replications broke off and are left out everywhere."
    assert found.missing() in equilibria(found).notes()


def test_where_less_is_better_the_game_is_turned_round(scenario):
    setting = Experiment(outcome="lost", replications=2, evaluate=StandIn(contest))
    found = payoffs(scenario, PLAYERS, setting)
    assert (found.utility == -found.complete).all()


def test_arms_that_change_one_firm_only_are_its_strategies():
    scenario = four_firms("arms.world={years: 3}", "arms.other={firms: {rival: {fixed_cost: 5}}}")
    assert [*strategies_of_arms(scenario, "shifter")] == [
        "all_acquisition",
        "acquisition_90",
        "half_and_half",
        "retention_80",
        "adaptive",
    ]


def test_the_same_bundles_can_be_given_to_every_firm():
    scenario = four_firms("arms.cheap={firms: {shifter: {fixed_cost: 5}}}")
    bundles = bundles_of_arms(scenario, "shifter")
    assert "cheap" not in bundles
    found = cells(scenario, all_against_all(["shifter", "third"], bundles))
    both = found["adaptive", "adaptive"].firms
    assert both["shifter"].strategies.budgets == both["third"].strategies.budgets
    assert both["third"].strategies.budgets.kind == "adaptive"
    assert len(found) == 25


@pytest.mark.parametrize(
    ("players", "message"),
    [
        ({"shiter": {"a": None}}, r"plan:1:1: players\.shiter: is no firm - nearest is 'shifter'"),
        ({"shifter": {}}, r"players\.shifter: has no strategy"),
        (
            {"shifter": {"a": {"years": 3}}},
            r"players\.shifter\.a: touches 'years' - change only what is below",
        ),
        ({"shifter": {"a": spending("rival", 1, 1)}}, r"players\.shifter\.a: touches 'firms\.rival'"),
        ({"shifter": {"a": spending("shifter", -1, 1)}}, r"acquisition: .*got -1"),
        (
            {firm: {f"s{i}": None for i in range(11)} for firm in ("shifter", "rival", "other", "third")},
            "14,641",
        ),
    ],
)
def test_players_that_do_not_fit_are_refused_in_one_line(scenario, players, message):
    with pytest.raises(BadInput, match=message):
        cells(scenario, players)


def test_an_unknown_outcome_is_refused():
    with pytest.raises(ValueError, match="nearest is 'profit_cents'"):
        Experiment(outcome="profit")


@pytest.mark.slow
def test_two_identical_firms_in_a_real_market_are_played_against_each_other():
    scenario = load("new_or_old_customers", "customers=500", "years=1")
    players = all_against_all(["rival", "other"], {"spend": {}, "save": {"budgets": {"acquisition": 0}}})
    found = payoffs(scenario, players, Experiment(replications=3))
    assert found.values.shape == (3, 2, 2, 2)
    assert not np.isnan(found.values).any()
    # In one year among 500 customers the budget never comes back, whatever the other does.
    solved = equilibria(found)
    assert solved.pure == [(1, 1)]
    assert solved.share((1, 1)) == 1.0
    assert "“save” by rival and “save” by other" in solved.finding()
