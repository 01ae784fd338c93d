"""Games whose equilibria every textbook gives."""

import itertools

import numpy as np
import pytest

from analysis.games import solving
from analysis.games.solving import eliminate, gains, mixed_gains, pure_equilibria, solve
from sim.refusal import MissingExtra

PRISONERS = ([[3, 0], [5, 1]], [[3, 5], [0, 1]])
SEXES = ([[3, 0], [0, 2]], [[2, 0], [0, 3]])
PENNIES = ([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
ROCK_PAPER_SCISSORS = ([[0, -1, 1], [1, 0, -1], [-1, 1, 0]], [[0, 1, -1], [-1, 0, 1], [1, -1, 0]])
# Maynard Smith & Price (1973) with a prize of 4 and a cost of 6: hawks are 4 / 6 of an even population.
HAWK_DOVE = ([[-1, 4], [0, 2]], [[-1, 0], [4, 2]])
# von Stengel (2007), example of a degenerate game: the second player is indifferent against the first row.
DEGENERATE = ([[3, 3], [2, 5], [0, 6]], [[3, 3], [2, 6], [3, 1]])
CENTS = 123_456_700.0


def utility(game):
    return np.array(game, np.float64) * CENTS - 5e8


def mixtures(game):
    return [(a.round(6).tolist(), b.round(6).tolist()) for a, b in solve(utility(game)).profiles]


@pytest.mark.parametrize(
    ("game", "pure", "mixed"),
    [
        (PRISONERS, [(1, 1)], []),
        (SEXES, [(0, 0), (1, 1)], [([0.6, 0.4], [0.4, 0.6])]),
        (PENNIES, [], [([0.5, 0.5], [0.5, 0.5])]),
        (ROCK_PAPER_SCISSORS, [], [([1 / 3] * 3, [1 / 3] * 3)]),
        (HAWK_DOVE, [(0, 1), (1, 0)], [([2 / 3, 1 / 3], [2 / 3, 1 / 3])]),
    ],
    ids=["prisoners' dilemma", "battle of the sexes", "matching pennies", "rock paper scissors", "hawk dove"],
)
def test_known_games_have_their_known_equilibria_and_no_others(game, pure, mixed):
    assert pure_equilibria(utility(game)) == pure
    found = solve(utility(game))
    assert found.complete
    assert not found.degenerate
    sizes = np.array(game).shape[1:]
    corners = [tuple(np.eye(size)[i] for i, size in zip(profile, sizes, strict=True)) for profile in pure]
    assert len(found.profiles) == len(pure) + len(mixed)
    for (a, b), (row, column) in zip(found.profiles, [*corners, *mixed], strict=True):
        assert a == pytest.approx(row)
        assert b == pytest.approx(column)


def test_a_degenerate_game_is_told_and_all_its_extreme_equilibria_are_found():
    found = solve(utility(DEGENERATE))
    assert found.degenerate
    assert mixtures(DEGENERATE) == [
        ([1.0, 0.0, 0.0], [1.0, 0.0]),
        ([1.0, 0.0, 0.0], [0.666667, 0.333333]),
        ([0.0, 0.333333, 0.666667], [0.333333, 0.666667]),
    ]


def test_a_game_in_which_nothing_matters_is_degenerate_and_everything_is_stable():
    nothing = np.full((2, 2, 3), 7e8)
    assert len(pure_equilibria(nothing)) == 6
    found = solve(nothing)
    assert found.degenerate
    assert len(found.profiles) == 6


def test_a_player_without_a_choice_is_played_around():
    game = np.array([[[1.0, 2.0, 3.0]], [[5.0, 9.0, 9.0]]])
    found = solve(game)
    assert [b.tolist() for _, b in found.profiles] == [[0, 1, 0], [0, 0, 1]]
    assert found.degenerate


def test_nobody_gains_by_leaving_any_equilibrium_that_is_found():
    random = np.random.default_rng(7)
    for rows, columns in itertools.product((2, 3, 4), (3, 4)):
        game = random.normal(size=(2, rows, columns))
        found = solve(game)
        # A game that is not degenerate has an odd number of equilibria (Wilson 1971).
        assert len(found.profiles) % 2 == 1
        for mixture in found.profiles:
            assert mixed_gains(game, mixture).max() == pytest.approx(0, abs=1e-6)
            assert [each.sum() for each in mixture] == pytest.approx([1, 1])


@pytest.mark.parametrize("game", [SEXES, PENNIES, ROCK_PAPER_SCISSORS, HAWK_DOVE])
def test_a_large_game_is_solved_by_integers_for_the_equilibrium_of_largest_joint_payoff(monkeypatch, game):
    whole = solve(utility(game))
    monkeypatch.setattr(solving, "LARGEST_ENUMERATED", 1)
    found = solve(utility(game))
    assert not found.complete
    assert found.method == "integer programme"
    listed = [np.concatenate(pair) for pair in whole.profiles]
    for pair in found.profiles:
        assert min(np.abs(np.concatenate(pair) - each).max() for each in listed) < 1e-6


def test_dominated_strategies_go_one_after_the_other_until_the_prisoners_confess():
    left, gone = eliminate(utility(PRISONERS))
    assert left == [[1], [1]]
    assert [(each.player, each.strategy, [*each.by]) for each in gone] == [(0, 0, [1]), (1, 0, [1])]
    # Against a confessing rival confessing brings 1 instead of 0.
    assert gone[0].margin == pytest.approx(CENTS)


def test_a_mixture_can_dominate_what_no_pure_strategy_does():
    own = np.array([[4.0, 0.0], [0.0, 4.0], [1.0, 1.0]])
    left, gone = eliminate(np.stack([own, np.zeros((3, 2))]))
    assert left == [[0, 1], [0, 1]]
    assert gone[0].by == pytest.approx({0: 0.5, 1: 0.5})
    assert gone[0].margin == pytest.approx(1.0)


def test_elimination_in_rounds_needs_the_earlier_ones():
    # Gibbons (1992), figure 1.1.1: right goes, then bottom, then left.
    first = np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 2.0]])
    second = np.array([[0.0, 2.0, 1.0], [3.0, 1.0, 0.0]])
    left, gone = eliminate(np.stack([first, second]))
    assert left == [[0], [1]]
    assert [(each.player, each.strategy) for each in gone] == [(1, 2), (0, 1), (1, 0)]


def test_three_players_who_must_agree_have_two_stable_profiles():
    agree = np.zeros((2, 2, 2))
    agree[0, 0, 0] = agree[1, 1, 1] = 1.0
    game = np.stack([agree] * 3)
    # With all different from two others, one alone changes nothing either.
    assert {(0, 0, 0), (1, 1, 1)} <= set(pure_equilibria(game))
    assert gains(game, 3)[:, 1, 0, 0].tolist() == [1.0, 0.0, 0.0]


def test_without_nashpy_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "nashpy", None)
    with pytest.raises(MissingExtra, match=r"pip install 'rivalry\[explore\]'"):
        solve(utility(PENNIES))
