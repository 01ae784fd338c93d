import pytest

from analysis.evaluation import Experiment
from analysis.games.best_reply import best_reply, iterated_best_reply
from sim.randomness import normal
from tests.analysis.stand_in import StandIn, four_firms

RETENTION = "firms.{}.strategies.budgets.retention"


def keeping(firm, *levels):
    """Strategies of a firm that differ in how much it spends on keeping customers."""
    return {
        f"keep_{level}": {"firms": {firm: {"strategies": {"budgets": {"retention": level}}}}}
        for level in levels
    }


def pursuit(gain):
    """A market in which profit follows a function of own and rival's retention budget, by firm."""

    def formula(scenario, seed):
        own, rival = (scenario.firms[firm].strategies.budgets.retention for firm in ("shifter", "rival"))
        luck = 0.1 * normal(seed, 1)
        return {
            "shifter": {"profit_cents": gain(own, rival, first=True) + luck, "satisfaction": 50.0},
            "rival": {"profit_cents": gain(rival, own, first=False) + luck, "satisfaction": 50.0},
        }

    return StandIn(formula)


def matching(own, rival, first):
    """The first wants to match, the second to differ."""
    return float((own == rival) == first)


def cournot(own, rival, first):
    """Quantities on a line of demand of 12 at no cost: each best reply is (12 - the other's) / 2."""
    del first
    return own * (12 - own - rival)


@pytest.fixture(scope="module")
def scenario():
    return four_firms(RETENTION.format("rival") + "=0")


def setting(gain, replications=5):
    return Experiment(replications=replications, evaluate=pursuit(gain))


def test_the_best_reply_is_the_best_against_what_the_rival_does(scenario):
    players = {"shifter": keeping("shifter", 1, 3, 4, 6), "rival": keeping("rival", 0, 6)}
    alone = best_reply(scenario, "shifter", players, {"rival": "keep_0"}, setting(cournot))
    crowded = best_reply(scenario, "shifter", players, {"rival": "keep_6"}, setting(cournot))
    assert (alone.best, crowded.best) == ("keep_6", "keep_3")
    table = crowded.table().set_index("strategy")
    assert table.p_best.to_dict() == pytest.approx({"keep_1": 0, "keep_3": 1, "keep_4": 0, "keep_6": 0})
    assert table.behind_best["keep_4"] == pytest.approx(-1)
    # All strategies met the same luck, so the difference has no spread.
    assert table.behind_high["keep_4"] == pytest.approx(-1)
    assert "“keep 3”" in crowded.finding()


def test_firms_that_reply_in_turn_settle_at_the_cournot_equilibrium(scenario):
    players = {firm: keeping(firm, *range(13)) for firm in ("shifter", "rival")}
    path = iterated_best_reply(scenario, players, {"rival": "keep_0"}, setting(cournot))
    assert path.ending == "settled"
    # 12 / 3 each, on the grid of whole numbers.
    assert path.profiles[-1] == ("keep_4", "keep_4")
    assert path.cycle == []
    assert all(move.gain.difference.estimate > 0 for move in path.moves if move.moved)
    assert "No firm moves from “keep 4” by shifter and “keep 4” by rival" in path.finding()
    assert len(path.table()) == 2 * (len(path.profiles) - 1)


def test_firms_that_chase_each_other_are_found_to_go_in_a_circle(scenario):
    players = {firm: keeping(firm, 0, 5) for firm in ("shifter", "rival")}
    path = iterated_best_reply(scenario, players, {"rival": "keep_5"}, setting(matching))
    assert path.ending == "cycle"
    assert len(path.cycle) == 2
    assert "go round in a circle of 2 rounds" in path.finding()


def test_what_has_been_tried_is_not_tried_again(scenario):
    players = {firm: keeping(firm, 0, 5) for firm in ("shifter", "rival")}
    experiment = setting(matching)
    iterated_best_reply(scenario, players, None, experiment)
    # Each firm has two rival strategies to reply to.
    assert len(experiment.evaluate.asked) <= 4


def test_a_tie_moves_nobody(scenario):
    players = {firm: keeping(firm, 0, 5) for firm in ("shifter", "rival")}
    path = iterated_best_reply(
        scenario, players, {"shifter": "keep_5"}, setting(lambda *_, first: 1.0 * first)
    )
    assert path.profiles == [("keep_5", "keep_0")] * 2
    assert path.ending == "settled"


def test_too_few_rounds_are_told(scenario):
    players = {firm: keeping(firm, *range(13)) for firm in ("shifter", "rival")}
    path = iterated_best_reply(scenario, players, None, setting(cournot), most_rounds=1)
    assert path.ending == "unfinished"
    assert "After 1 rounds firms still move" in path.finding()
