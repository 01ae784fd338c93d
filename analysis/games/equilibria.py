"""Which profiles of strategies are stable, and how sure that is with the replications there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from analysis.games.payoff import Payoffs, said
from analysis.games.solving import (
    Dominated,
    Solution,
    eliminate,
    gains,
    pure_equilibria,
    solve,
)
from analysis.statistics.resampling import Resamples, resamples
from analysis.style import headline_case, likely, percent, spoken
from sim.refusal import EveryRunFailed
from sim.units import Floats

SURE: Final = 0.95
PLAYED: Final = 1e-7


@dataclass(frozen=True)
class Equilibria:
    """Equilibria of the game of mean payoffs, with what sampling leaves open.

    Attributes
    ----------
    payoffs : the game
    pure : profiles, as indices of strategies, from which nobody gains by moving alone
    solution : pure and mixed equilibria; None for other than two players
    eliminated : strictly dominated strategies, in the order in which they were taken out
    luck : resamples of the replications
    """

    payoffs: Payoffs
    pure: list[tuple[int, ...]]
    solution: Solution | None
    eliminated: list[Dominated]
    luck: Resamples

    @cached_property
    def _gains(self) -> Floats:
        """What each player gains by moving alone: float64[resamples, players, strategies ...]."""
        return gains(self.luck.means(self.payoffs.utility), len(self.payoffs.players))

    @property
    def several_replications(self) -> bool:
        """Whether there is anything to resample."""
        return bool(self.luck.counts.shape[1] > 1)

    def share(self, profile: Sequence[int]) -> float:
        """Share of resamples in which a profile is an equilibrium; NaN for a single replication."""
        stable = (self._gains == 0).all(axis=1)[(slice(None), *profile)]
        return float(self.luck.share(stable)) if self.several_replications else np.nan

    def table(self) -> pd.DataFrame:
        """One row per profile: whether it is an equilibrium, in what share of resamples, and its regret.

        Regret is the most that any player gains by moving alone, in the unit of the outcome, with a 95%
        interval; then the same by player. Being a maximum of estimates, it errs to the high side.
        """
        now = gains(self.payoffs.utility.mean(axis=0), len(self.payoffs.players))
        rows = []
        for profile in np.ndindex(*now.shape[1:]):
            at = (slice(None), *profile)
            resampled = self._gains[(slice(None), *at)]
            chosen = {f"{firm}_plays": name for firm, name in zip(*self._named(profile), strict=True)}
            row = {**chosen, "equilibrium": profile in self.pure, "share_equilibrium": self.share(profile)}
            row |= self._regret("regret", float(now[at].max()), resampled.max(axis=1))
            for i, firm in enumerate(self.payoffs.players):
                row |= self._regret(f"regret_{firm}", float(now[at][i]), resampled[:, i])
            rows.append(row)
        return pd.DataFrame(rows)

    def finding(self) -> str:
        """Say in one sentence what is stable, and how sure that is."""
        count = self.luck.counts.shape[1]
        runs = f"{count} paired replications" if count > 1 else "one replication: luck unknown"
        if not self.pure:
            return f"No profile of pure strategies is stable{self._mixed_words()} ({runs})."
        shares = [self.share(profile) for profile in self.pure]
        profiles = [said(*self._named(profile)) for profile in self.pure]
        sure = f"; an equilibrium in {likely(shares[0])} of resamples" if count > 1 else ""
        if len(profiles) == 1:
            doubt = ", so more replications could overturn it" if shares[0] < SURE else ""
            return f"The only stable profile is {profiles[0]} ({runs}{sure}{doubt})."
        told = [
            f"{words} ({likely(share)} of resamples)" if count > 1 else words
            for words, share in zip(profiles[:3], shares, strict=False)
        ]
        more = f"; and {len(profiles) - 3} more" if len(profiles) > 3 else ""
        return f"{len(profiles)} profiles are stable: {'; '.join(told)}{more} ({runs})."

    def notes(self) -> list[str]:
        """What a reader must know beyond the finding, a sentence each."""
        return [*filter(None, (self.payoffs.missing(), *self._about_the_game(), self._about_luck()))]

    def _about_the_game(self) -> list[str]:
        words = []
        if self.solution and self.solution.degenerate:
            words.append(
                "The game is degenerate (there are ties among best replies): between the equilibria listed "
                "there may be a continuum of others."
            )
        if self.solution and not self.solution.complete:
            words.append(f"Mixed equilibria were found by {self.solution.method}: there may be others.")
        if not self.solution:
            words.append("Mixed equilibria are computed for two players only.")
        names, firms = self.payoffs.strategies, self.payoffs.players
        beaten = [(names[each.player][each.strategy], firms[each.player]) for each in self.eliminated]
        lost = [f"“{spoken(name)}” by {spoken(firm)}" for name, firm in beaten]
        return words + [f"Never worth playing on average: {', '.join(lost)}."] * bool(lost)

    def _about_luck(self) -> str:
        if not self.several_replications:
            return "One replication: no uncertainty can be stated."
        kind = "all" if self.luck.exact else f"{len(self.luck.chances):,}"
        count = self.luck.counts.shape[1]
        few = "; with so few, shares look surer than they are" if count < 10 else ""
        return f"Shares and intervals are over {kind} bootstrap resamples of {count} replications{few}."

    def _mixed_words(self) -> str:
        if not self.solution or not self.solution.profiles:
            return ""
        parts = []
        for i, firm in enumerate(self.payoffs.players):
            pairs = zip(self.payoffs.strategies[i], self.solution.profiles[0][i], strict=True)
            mixed = [f"“{spoken(name)}” {percent(float(p))}" for name, p in pairs if p > PLAYED]
            parts.append(f"{spoken(firm)} plays {', '.join(mixed)}")
        others = len(self.solution.profiles) - 1
        return f"; in {'the' if not others else 'one'} mixed equilibrium {' and '.join(parts)}"

    def _regret(self, name: str, estimate: float, resampled: Floats) -> dict[str, float]:
        low, high = self.luck.interval(resampled) if self.several_replications else (np.nan, np.nan)
        return {name: estimate, f"{name}_low": float(low), f"{name}_high": float(high)}

    def _named(self, profile: Sequence[int]) -> tuple[Sequence[str], list[str]]:
        names = [self.payoffs.strategies[i][chosen] for i, chosen in enumerate(profile)]
        return self.payoffs.players, names


def equilibria(payoffs: Payoffs, seed: int = 0) -> Equilibria:
    """Equilibria of the game of mean payoffs over the replications that every profile has.

    Parameters
    ----------
    payoffs : game of any number of players; mixed equilibria are for two
    seed : of the resamples

    Raises
    ------
    EveryRunFailed
        If no replication finished in every profile.
    MissingExtra
        If nashpy is not installed.
    """
    if not len(payoffs.complete):
        raise EveryRunFailed("no replication finished in every profile, so there is no game to solve")
    means = payoffs.utility.mean(axis=0)
    solution = solve(means) if len(payoffs.players) == 2 else None
    return Equilibria(
        payoffs=payoffs,
        pure=pure_equilibria(means),
        solution=solution,
        eliminated=eliminate(means)[1],
        luck=resamples(len(payoffs.complete), seed),
    )


def verdict(found: Equilibria) -> str:
    """The finding, and all notes after it, as one paragraph."""
    return " ".join([headline_case(found.finding()), *found.notes()])
