"""`rivalry game`: payoffs, equilibria and best replies from the command line."""

import pandas as pd
import pytest

from tests.command_line import LINE, fine, refused, rivalry

SMALL = ("-s", "customers=100", "-s", "years=0.5", "-n", "2", "-j", "1")
GAME = """\
scenario: durable
players:
  leader: {plain: {}, dear: {firms: {leader: {products: {first: {price: 500}}}}}}
  challenger: {plain: {}, dear: {firms: {challenger: {products: {first: {price: 500}}}}}}
replications: 3
"""


def test_all_strategies_of_a_scenario_play_against_all(tmp_path):
    told = fine("game", "payoff", "entry_barrier", *SMALL, "-o", tmp_path / "page.html")
    assert "2 paired replications" in told.stdout
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!")
    again = fine("game", "payoff", "entry_barrier", *SMALL, "-o", tmp_path / "numbers.csv")
    assert again.stdout == told.stdout
    numbers = pd.read_csv(tmp_path / "numbers.csv")
    assert {"incumbent_plays", "entrant_plays", "equilibrium"} <= {*numbers}


def test_a_game_file_says_who_plays_what(tmp_path):
    (tmp_path / "game.yaml").write_text(GAME, encoding="utf-8")
    words = ("game", "payoff", tmp_path / "game.yaml", *SMALL[:4], "-j", 1)
    assert "3 paired replications" in fine(*words).stdout
    assert "2 paired replications" in fine(*words, "-n", 2).stdout
    fine(*words, "-n", 2, "-o", tmp_path / "game.csv")
    assert len(pd.read_csv(tmp_path / "game.csv")) == 4


@pytest.mark.parametrize("turns", [(), ("--iterate",)])
def test_a_best_reply_is_found(tmp_path, turns):
    (tmp_path / "game.yaml").write_text(GAME, encoding="utf-8")
    words = ("game", "best-reply", tmp_path / "game.yaml", *SMALL, *turns, "-o", tmp_path / "reply.csv")
    told = fine(*words)
    assert "leader" in told.stdout.splitlines()[0]
    assert len(pd.read_csv(tmp_path / "reply.csv")) >= 2


def test_an_answer_without_charts_is_no_page(tmp_path):
    (tmp_path / "game.yaml").write_text(GAME, encoding="utf-8")
    result = rivalry("game", "best-reply", tmp_path / "game.yaml", *SMALL, "-o", tmp_path / "reply.html")
    assert result.exit_code == 2
    assert "end it in .csv" in result.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("new_or_old_customers", "--of", "profit"), "--of:1:1: of: unknown outcome 'profit' - nearest is"),
        (("new_or_old_customers", "--player", "nobody"), "players.nobody: is no firm - use one of: shifter"),
        (("new_or_old_custmers",), "nearest is 'new_or_old_customers'"),
    ],
)
def test_a_mistake_is_one_line(words, told):
    line = refused("game", "payoff", *words).rstrip("\n")
    assert LINE.fullmatch(line), line
    assert told in line


def test_a_scenario_whose_arms_are_no_strategies_is_told():
    told = refused("game", "payoff", "durable", *SMALL)
    assert "players.leader: has no strategy" in told


def test_a_game_that_never_ends_well_is_told_with_its_reason(monkeypatch):
    def broken(*_arguments, **_options):
        raise ArithmeticError("the books do not balance")

    monkeypatch.setattr("sim.experiments.experiment.simulate", broken)
    told = refused("game", "payoff", "entry_barrier", *SMALL, code=4)
    assert told == "every run broke off - ArithmeticError: the books do not balance\n"
