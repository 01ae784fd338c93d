import itertools

import numpy as np
import pytest

from analysis.games.equilibria import equilibria, verdict
from analysis.games.payoff import Payoffs
from sim.refusal import EveryRunFailed
from tests.analysis.games.test_solving import DEGENERATE, PENNIES, PRISONERS, SEXES

NAMES = ("first", "second", "third")


def game(payoff, noise=0.0, replications=12):
    means = np.array(payoff, np.float64) * 1e6
    luck = np.random.default_rng(3).normal(size=(replications, *means.shape))
    names = tuple(NAMES[:size] for size in means.shape[1:])
    return Payoffs(("incumbent", "rival"), names, "profit_cents", np.round(means + noise * luck))


def test_the_prisoners_only_equilibrium_is_certain_without_noise():
    found = equilibria(game(PRISONERS))
    table = found.table().set_index(["incumbent_plays", "rival_plays"])
    assert table.equilibrium.tolist() == [False, False, False, True]
    assert table.share_equilibrium.tolist() == pytest.approx([0, 0, 0, 1])
    # Leaving both silent brings 5 instead of 3; leaving the one who is alone silent, 1 instead of 0.
    assert table.regret.tolist() == [2e6, 1e6, 1e6, 0]
    assert table.loc[("first", "second"), "regret_incumbent"] == 1e6
    assert table.loc[("first", "second"), "regret_rival"] == 0
    assert "The only stable profile is “second” by incumbent and “second” by rival" in found.finding()
    assert "Never worth playing on average: “first” by incumbent, “first” by rival." in found.notes()


def test_an_equilibrium_that_noise_made_is_called_doubtful():
    found = equilibria(game(PRISONERS, noise=8e6))
    shares = found.table().share_equilibrium
    assert len(found.pure) >= 1
    assert shares.max() < 0.95
    assert "more replications could overturn it" in found.finding()
    assert found.table().regret_high.min() > 0


def test_the_share_of_resamples_is_exact_for_few_replications():
    # One player who gets 3, -1, -1 more by the second strategy: a count of 27 draws settles it.
    gain = np.array([3.0, -1.0, -1.0])
    values = np.stack([np.zeros(3), gain], axis=1)[:, None, :, None]
    values = np.concatenate([values, np.zeros_like(values)], axis=1)
    found = equilibria(Payoffs(("a", "b"), (("stay", "move"), ("only",)), "profit_cents", values))
    draws = [sum(draw) for draw in itertools.product(gain, repeat=3)]
    assert found.share((1, 0)) == pytest.approx(np.mean([total >= 0 for total in draws]))
    assert found.share((0, 0)) == pytest.approx(np.mean([total <= 0 for total in draws]))


def test_without_a_pure_equilibrium_the_mixed_one_is_told():
    found = equilibria(game(PENNIES))
    assert found.pure == []
    words = "incumbent plays “first” 50%, “second” 50% and rival plays “first” 50%, “second” 50%"
    assert words in found.finding()


def test_several_equilibria_are_all_named_with_their_shares():
    finding = equilibria(game(SEXES, noise=1e5)).finding()
    assert finding.startswith("2 profiles are stable")
    assert finding.count("of resamples") == 2


def test_a_degenerate_game_warns_of_a_continuum():
    assert "The game is degenerate" in verdict(equilibria(game(DEGENERATE)))


def test_one_replication_gives_equilibria_and_no_claim_about_luck():
    found = equilibria(game(PRISONERS, replications=1))
    assert found.pure == [(1, 1)]
    assert found.table().share_equilibrium.isna().all()
    assert "One replication: no uncertainty can be stated." in found.notes()
    assert "resamples" not in found.finding()


def test_three_players_have_pure_equilibria_only():
    values = np.zeros((4, 3, 2, 2, 2))
    values[:, :, 1, 1, 1] = 5.0
    found = equilibria(Payoffs(("a", "b", "c"), (("x", "y"),) * 3, "profit_cents", values))
    assert (1, 1, 1) in found.pure
    assert found.solution is None
    assert "Mixed equilibria are computed for two players only." in found.notes()


def test_a_game_without_a_complete_replication_cannot_be_solved():
    values = np.full((2, 2, 1, 1), np.nan)
    with pytest.raises(EveryRunFailed, match="no replication finished"):
        equilibria(Payoffs(("a", "b"), (("x",), ("y",)), "profit_cents", values))
