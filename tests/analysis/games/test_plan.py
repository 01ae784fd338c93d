import pytest

from analysis.games.payoff import cells
from analysis.games.plan import GamePlan
from sim import BadInput
from sim.files import build, read_tree
from tests.analysis.stand_in import four_firms

TEXT = """
players:
  shifter: all_arms
  rival: [half_and_half, adaptive]
  other: {as_it_is: null, cheap: {firms: {other: {fixed_cost: 1}}}}
replications: 4
"""


@pytest.fixture
def read(tmp_path):
    def reader(text):
        (tmp_path / "game.yaml").write_text(text)
        return build(GamePlan, read_tree(tmp_path / "game.yaml"))

    return reader


def test_strategies_are_written_out_or_taken_from_the_arms(read):
    plan, scenario = read(TEXT), four_firms()
    players = plan.resolved(scenario)
    assert [len(strategies) for strategies in players.values()] == [5, 2, 2]
    cell = cells(scenario, players)["retention_80", "half_and_half", "cheap"]
    spent = {firm: cell.firms[firm].strategies.budgets.retention for firm in ("shifter", "rival", "other")}
    assert spent == {"shifter": 48_000, "rival": 30_000, "other": 24_000}
    assert cell.firms["other"].fixed_cost == 1
    assert plan.experiment().replications == 4


def test_an_unknown_arm_names_the_nearest(read):
    with pytest.raises(BadInput, match=r"players\.rival: cannot play arm 'adaptiv' - nearest is 'adaptive'"):
        read(TEXT.replace("adaptive]", "adaptiv]")).resolved(four_firms())


def test_an_unknown_outcome_is_refused_with_its_place(read):
    with pytest.raises(BadInput, match=r"game\.yaml:7:10: outcome: unknown outcome 'profit' - nearest"):
        read(TEXT + "outcome: profit\n")
