"""The best reply of a firm to what its rivals do, and where firms end that keep replying to each other.

Source: Cournot (1838), "Recherches sur les principes mathématiques de la théorie des richesses".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import pandas as pd

from analysis.evaluation import Experiment
from analysis.games.payoff import Payoffs, Players, Profile, payoffs, played, said
from analysis.measures.summary import BY_COLUMN, Kpi
from analysis.statistics.intervals import PairedDifference, mean_interval, paired_difference
from analysis.statistics.resampling import resamples, shares_of_best
from analysis.style import likely, spoken
from sim.refusal import EveryRunFailed

if TYPE_CHECKING:
    from sim import Scenario
    from sim.units import Floats

MOST_ROUNDS: Final = 20


@dataclass(frozen=True)
class Reply:
    """What one firm's strategies bring it against given rivals.

    Attributes
    ----------
    firm : who replies
    game : its payoffs; it is the only player
    seed : of the resamples
    """

    firm: str
    game: Payoffs
    seed: int = 0

    @property
    def best(self) -> str:
        """The strategy of best mean; the first of equals."""
        return self.game.strategies[0][int(self.game.utility[:, 0].mean(axis=0).argmax())]

    def table(self) -> pd.DataFrame:
        """One row per strategy: mean with 95% interval, difference from the best with interval, P(best)."""
        values = self.game.complete[:, 0]
        chances = self._chances()
        best = values[:, self.game.strategies[0].index(self.best)]
        rows = []
        for i, name in enumerate(self.game.strategies[0]):
            level, gap = mean_interval(values[:, i]), paired_difference(best, values[:, i]).difference
            ends = (level.low, level.high, gap.estimate, gap.low, gap.high)
            rows.append((name, level.estimate, *ends, float(chances[i])))
        columns = ["strategy", "mean", "low", "high", "behind_best", "behind_low", "behind_high", "p_best"]
        return pd.DataFrame(rows, columns=columns)

    def _chances(self) -> Floats:
        utility = self.game.utility[:, 0]
        if len(utility) < 2:
            return np.full(utility.shape[1], np.nan)
        luck = resamples(len(utility), self.seed)
        return luck.share(shares_of_best(luck.means(utility)))

    def finding(self) -> str:
        """Say in one sentence which strategy is the best reply, and how sure that is."""
        rows = self.table().set_index("strategy")
        chance = float(rows["p_best"][self.best])
        level = self.game.kpi.show(float(rows["mean"][self.best]))
        known = f"P(best) {likely(chance)}; " if np.isfinite(chance) else ""
        return (
            f"Against these rivals {spoken(self.firm)} does best with “{spoken(self.best)}”: {level} "
            f"{self.game.kpi.label} ({known}{len(self.game.complete)} paired replications)."
        )


def best_reply(
    scenario: Scenario, firm: str, players: Players, rivals: Mapping[str, str], experiment: Experiment
) -> Reply:
    """Try all strategies of a firm against rivals who play the strategies named in `rivals`.

    Raises
    ------
    BadInput
        As `analysis.games.payoff.cells`.
    EveryRunFailed
        If no replication finished with every strategy.
    """
    game = payoffs(played(scenario, rivals, players), {firm: players[firm]}, experiment)
    if not len(game.complete):
        raise EveryRunFailed(f"no replication finished with every strategy of {firm}")
    return Reply(firm, game, experiment.seed)


@dataclass(frozen=True)
class Move:
    """One firm's turn: what it played, what it plays now, and what the change brings it."""

    round: int
    firm: str
    before: str
    after: str
    gain: PairedDifference

    @property
    def moved(self) -> bool:
        """Whether the firm changed anything."""
        return self.before != self.after


@dataclass(frozen=True)
class ReplyPath:
    """Firms replying in turn.

    Attributes
    ----------
    players : firms, in the order of their turns
    moves : every turn taken
    profiles : profile at the start and after each round
    ending : settled (a round without a move), cycle (a profile came back), or unfinished
    kpi : what they are after
    """

    players: tuple[str, ...]
    moves: list[Move]
    profiles: list[Profile]
    ending: Literal["settled", "cycle", "unfinished"]
    kpi: Kpi

    @property
    def cycle(self) -> list[Profile]:
        """Profiles that come back for ever; empty unless that is the ending."""
        return self.profiles[self.profiles.index(self.profiles[-1]) : -1] if self.ending == "cycle" else []

    def table(self) -> pd.DataFrame:
        """One row per turn: round, firm, before, after, gain with 95% interval, P(better)."""
        rows = []
        for move in self.moves:
            gain = move.gain.difference
            figures = (gain.estimate, gain.low, gain.high, move.gain.probability_better)
            rows.append((move.round, move.firm, move.before, move.after, *figures))
        columns = ["round", "firm", "before", "after", "gain", "gain_low", "gain_high", "p_better"]
        return pd.DataFrame(rows, columns=columns)

    def finding(self) -> str:
        """Say in one sentence where replying ends, and how sure the least sure move is."""
        sure = [move.gain.probability_better for move in self.moves if move.moved]
        known = [chance for chance in sure if chance is not None]
        doubt = f"; the least sure move is better with P {likely(min(known))}" if known else ""
        if self.ending == "settled":
            end = f"No firm moves from {said(self.players, self.profiles[-1])}"
            return f"{end} (reached after {len(self.profiles) - 2} rounds of replies{doubt})."
        if self.ending == "cycle":
            turns = "; then ".join(said(self.players, profile) for profile in self.cycle[:4])
            return f"Replies go round in a circle of {len(self.cycle)} rounds: {turns}{doubt}."
        return f"After {len(self.profiles) - 1} rounds firms still move{doubt}."


Replier = Callable[[str, Profile], tuple[str, PairedDifference]]
"""A firm and the profile it faces -> what it plays now, and what the change brings it."""


def iterate(start: Mapping[str, str], reply: Replier, kpi: Kpi, most_rounds: int = MOST_ROUNDS) -> ReplyPath:
    """Let firms reply in turn until nobody moves in a round, a profile comes back, or rounds run out."""
    firms, profile = tuple(start), tuple(start.values())
    profiles, moves = [profile], list[Move]()
    for number in range(1, most_rounds + 1):
        for i, firm in enumerate(firms):
            after, gain = reply(firm, profile)
            moves.append(Move(number, firm, profile[i], after, gain))
            profile = (*profile[:i], after, *profile[i + 1 :])
        came_back = profile in profiles
        profiles.append(profile)
        if came_back:
            settled = profile == profiles[-2]
            return ReplyPath(firms, moves, profiles, "settled" if settled else "cycle", kpi)
    return ReplyPath(firms, moves, profiles, "unfinished", kpi)


def iterated_best_reply(
    scenario: Scenario,
    players: Players,
    start: Mapping[str, str] | None = None,
    experiment: Experiment | None = None,
    most_rounds: int = MOST_ROUNDS,
) -> ReplyPath:
    """Firms reply in turn, each with the best of its listed strategies; a tie moves nobody.

    Parameters
    ----------
    start : strategy of each firm to begin with; the first of each if left out
    """
    setting = experiment or Experiment()
    known: dict[tuple[str, Profile], Reply] = {}

    def reply(firm: str, profile: Profile) -> tuple[str, PairedDifference]:
        rivals = {name: plays for name, plays in zip(players, profile, strict=True) if name != firm}
        key = (firm, tuple(rivals.values()))
        if key not in known:
            known[key] = best_reply(scenario, firm, players, rivals, setting)
        return _reply_from(known[key], profile[[*players].index(firm)])

    first = {firm: next(iter(strategies)) for firm, strategies in players.items()}
    return iterate({**first, **(start or {})}, reply, BY_COLUMN[setting.outcome], most_rounds)


def _reply_from(found: Reply, now: str) -> tuple[str, PairedDifference]:
    names, values = found.game.strategies[0], found.game.complete[:, 0]
    means = found.game.utility[:, 0].mean(axis=0)
    after = found.best if means[names.index(found.best)] > means[names.index(now)] else now
    before, later = values[:, names.index(now)], values[:, names.index(after)]
    return after, paired_difference(before, later, lower_is_better=not found.game.kpi.more_is_better)
