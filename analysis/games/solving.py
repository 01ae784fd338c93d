"""Solution concepts of games in normal form: best replies, dominance, pure and mixed equilibria.

Source: Nash (1951), "Non-cooperative games"; von Stengel (2007), "Equilibrium computation for two-player
games in strategic and extensive form", for degenerate games; Sandholm, Gilpin & Conitzer (2005),
"Mixed-integer programming methods for finding Nash equilibria", for large ones.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.spatial import QhullError

from sim.refusal import MissingExtra
from sim.units import Floats

LARGEST_ENUMERATED: Final = 7
MOST_SECONDS: Final = 60.0
TOLERANCE: Final = 1e-9
"""Share of a player's range of payoffs below which a gain is rounding."""


Mixtures: TypeAlias = tuple[Floats, Floats]
"""Probabilities of both players' strategies."""


def gains(utility: Floats, players: int) -> Floats:
    """What each player would gain by moving alone to the best reply.

    Parameters
    ----------
    utility : float64[..., players, strategies of the 1st, strategies of the 2nd, ...]

    Returns
    -------
    Array of the same shape, never negative; a profile is an equilibrium where all players' gains are 0.
    """
    found = [
        each.max(axis=i - players, keepdims=True) - each
        for i, each in enumerate(np.moveaxis(utility, -players - 1, 0))
    ]
    return np.stack(found, axis=-players - 1)


@dataclass(frozen=True)
class Dominated:
    """A strategy taken out because a mixture of others of its player always gives more.

    Attributes
    ----------
    player, strategy : indices in the whole game
    by : weights of the mixture, by index of strategy
    margin : how much more it gives at the least
    """

    player: int
    strategy: int
    by: dict[int, float]
    margin: float


def eliminate(utility: Floats) -> tuple[list[list[int]], list[Dominated]]:
    """Take out strictly dominated strategies until none is left; the order does not change what is left.

    Parameters
    ----------
    utility : float64[players, strategies of the 1st, ...]

    Returns
    -------
    Indices of the strategies left by player, and what was taken out, in order.
    """
    left = [list(range(count)) for count in utility.shape[1:]]
    gone: list[Dominated] = []
    while (found := _first_dominated(utility, left)) is not None:
        left[found.player].remove(found.strategy)
        gone.append(found)
    return left, gone


def _first_dominated(utility: Floats, left: Sequence[Sequence[int]]) -> Dominated | None:
    for player, own in enumerate(left):
        table = np.moveaxis(utility[player][np.ix_(*left)], player, 0).reshape(len(own), -1)
        for row in range(len(own)):
            by, margin = _dominating(table, row)
            if margin > TOLERANCE * (float(np.ptp(table)) or 1.0):
                weights = {own[i]: float(weight) for i, weight in by.items()}
                return Dominated(player, own[row], weights, margin)
    return None


def _dominating(table: Floats, row: int) -> tuple[dict[int, float], float]:
    """Mixture of the other rows that beats a row by most everywhere, and by how much at the least."""
    others = [i for i in range(len(table)) if i != row]
    if not others:
        return {}, 0.0
    scale = float(np.ptp(table)) or 1.0
    edge = (table[others] - table[row]) / scale
    # Maximise m such that m <= the mixture's edge in every column.
    answer = linprog(
        np.append(np.zeros(len(others)), -1.0),
        A_ub=np.column_stack([-edge.T, np.ones(edge.shape[1])]),
        b_ub=np.zeros(edge.shape[1]),
        A_eq=[[1.0] * len(others) + [0.0]],
        b_eq=[1.0],
        bounds=[(0, 1)] * len(others) + [(None, None)],
    )
    # There is always an answer: the worst edge of any other row will do.
    found = np.asarray(answer.x, np.float64).tolist()
    weights = {i: weight for i, weight in zip(others, found, strict=False) if weight > TOLERANCE}
    return weights, found[-1] * scale


def pure_equilibria(utility: Floats) -> list[tuple[int, ...]]:
    """Profiles from which no player gains by moving alone; `utility` is float64[players, strategies, ...]."""
    stable = (gains(utility, len(utility)) == 0).all(axis=0)
    return [tuple(map(int, profile)) for profile in np.argwhere(stable)]


@dataclass(frozen=True)
class Solution:
    """Equilibria of a game of two.

    Attributes
    ----------
    profiles : one mixture (float64[strategies]) per player in each; pure ones have all weight in one place
    degenerate : whether some mixture has more best replies than strategies in it, so that equilibria may form
        a continuum, of which the extreme ones are given (in a large game, only pure strategies are looked at)
    method : how they were found
    complete : whether these are all (of a degenerate game: all extreme ones)
    """

    profiles: list[Mixtures]
    degenerate: bool
    method: str
    complete: bool


def solve(utility: Floats) -> Solution:
    """Every equilibrium of a game of two, pure and mixed.

    After elimination, vertices of the best-reply polytopes, which serves degenerate games too; where these
    are too flat, support enumeration, which in floating point may miss some. Of a game too large for either,
    all pure equilibria and the one of largest joint payoff.

    Parameters
    ----------
    utility : float64[2, strategies of the 1st, strategies of the 2nd]

    Raises
    ------
    MissingExtra
        If nashpy is not installed.
    """
    left, _ = eliminate(utility)
    inner = np.stack([_scaled(each[np.ix_(*left)]) for each in utility])
    found, method, complete = _enumerated(inner)
    rows, columns = ((own, size) for own, size in zip(left, utility.shape[1:], strict=True))
    profiles = [(_spread(a, *rows), _spread(b, *columns)) for a, b in _verified(found, inner)]
    return Solution(profiles, _is_degenerate(inner), method, complete)


def _nashpy() -> Any:  # noqa: ANN401 - a library without types
    try:
        import nashpy  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        raise MissingExtra.of("mixed equilibria", "nashpy", "explore") from None
    return nashpy


def _enumerated(inner: Floats) -> tuple[list[Mixtures], str, bool]:
    if min(inner.shape[1:]) == 1:
        return _pure_mixtures(inner), "best replies", True
    if max(inner.shape[1:]) > LARGEST_ENUMERATED:
        return [*_pure_mixtures(inner), *_by_integers(inner)], "integer programme", False
    game = _nashpy().Game(*inner)
    try:
        return [*_pure_mixtures(inner), *game.vertex_enumeration()], "vertex enumeration", True
    except QhullError:  # the polytope is too flat for it
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # says what `degenerate` says
            found = [*game.support_enumeration()]
        return [*_pure_mixtures(inner), *found], "support enumeration", False


def _by_integers(inner: Floats) -> list[Mixtures]:
    """The equilibrium of largest joint (scaled) payoff; none if the solver gives up.

    A strategy is either played or worse than the best by what it costs: its switch is 0 or 1.
    """
    rows, columns = inner.shape[1:]
    count = rows + columns
    # Unknowns: mixtures of both, switches of both, payoffs of both; payoffs lie between 1 and 2.
    worth = np.block([[np.zeros((rows, rows)), inner[0]], [inner[1].T, np.zeros((columns, columns))]])
    owner = np.repeat(np.eye(2), [rows, columns], axis=0)
    one, none = np.eye(count), np.zeros((count, count))
    limits = [
        LinearConstraint(np.hstack([owner.T, np.zeros((2, count + 2))]), 1, 1),
        LinearConstraint(np.hstack([one, one, np.zeros((count, 2))]), 0, 1),
        LinearConstraint(np.hstack([-worth, none, owner]), 0, np.inf),
        LinearConstraint(np.hstack([-worth, -one, owner]), -np.inf, 0),
    ]
    answer = milp(
        np.append(np.zeros(2 * count), [-1.0, -1.0]),
        integrality=np.repeat([0, 1, 0], [count, count, 2]),
        bounds=Bounds(np.zeros(2 * count + 2), np.repeat([1.0, 2.0], [2 * count, 2])),
        constraints=limits,
        options={"time_limit": MOST_SECONDS},
    )
    if answer.x is None:
        return []
    mixtures = np.where(answer.x[:count] > TOLERANCE, answer.x[:count], 0.0)
    row, column = mixtures[:rows], mixtures[rows:]
    return [(row / row.sum(), column / column.sum())]


def _pure_mixtures(inner: Floats) -> list[Mixtures]:
    rows, columns = (np.eye(size) for size in inner.shape[1:])
    return [(rows[i], columns[j]) for i, j in pure_equilibria(inner)]


def _verified(found: Iterable[Any], inner: Floats) -> list[Mixtures]:
    """The different ones among the profiles that are equilibria indeed, pure ones first."""
    kept: list[Mixtures] = []
    for row, column in found:
        mixture = (np.asarray(row, np.float64), np.asarray(column, np.float64))
        if mixture[0].shape != inner.shape[1:2] or mixture[1].shape != inner.shape[2:]:
            continue
        known = any(all(np.allclose(a, b, atol=1e-7) for a, b in zip(mixture, k, strict=True)) for k in kept)
        if not known and (mixed_gains(inner, mixture) <= 1e-7).all():
            kept.append(mixture)
    return sorted(kept, key=lambda pair: (sum(int((mix > 1e-7).sum()) for mix in pair), (-pair[0]).tolist()))


def mixed_gains(utility: Floats, mixture: Mixtures) -> Floats:
    """What each of two players would gain by leaving a pair of mixtures alone: float64[..., 2].

    `utility` is float64[..., 2, strategies of the 1st, strategies of the 2nd].
    """
    row, column = mixture
    own = utility[..., 0, :, :] @ column
    other = np.moveaxis(utility[..., 1, :, :], -2, -1) @ row
    return np.stack([own.max(axis=-1) - own @ row, other.max(axis=-1) - other @ column], axis=-1)


def _scaled(payoff: Floats) -> Floats:
    """Payoffs moved into 1 to 2, which changes no equilibrium and keeps polytopes bounded."""
    span = float(np.ptp(payoff))
    return np.asarray(1.0 + (payoff - payoff.min()) / span if span else np.ones_like(payoff))


def _spread(mixture: Floats, left: Sequence[int], size: int) -> Floats:
    whole = np.zeros(size)
    whole[list(left)] = np.abs(mixture)  # a vertex may say -0
    return whole


def _is_degenerate(inner: Floats) -> bool:
    """Whether a mixture of k strategies has more than k best replies: a vertex with too many labels."""
    several = [(each == each.max(axis=i, keepdims=True)).sum(axis=i) > 1 for i, each in enumerate(inner)]
    if any(bool(tied.any()) for tied in several):
        return True
    if min(inner.shape[1:]) == 1 or max(inner.shape[1:]) > LARGEST_ENUMERATED:
        return False
    from nashpy.polytope import build_halfspaces, non_trivial_vertices  # noqa: PLC0415 - an extra

    try:
        return any(
            len(labels) > table.shape[1]
            for table in (inner[0], inner[1].T)
            for _, labels in non_trivial_vertices(build_halfspaces(table))
        )
    except QhullError:
        return True
