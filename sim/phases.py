"""Phases of the product life cycle, recognised online from sales alone.

A recogniser is fed one period's units at a time and never looks ahead. It compares the last twelve months'
sales with the twelve before, with the level since launch and with their record, and asks whether the
difference is beyond the noise of counting (a count of n is uncertain by about the root of n). A raw
classification is published once it has persisted, if the table of transitions allows it. Rule and measured
errors: docs/phases.md.

Sources: Golder & Tellis (1997), "Will it ever fly?" (takeoff); Golder & Tellis (2004), "Growing, growing,
gone" (slowdown); Polli & Cook (1969), "Validity of the product life cycle" (phases from changes in sales);
Robbins (1970), "Statistical methods related to the law of the iterated logarithm" (looking many times).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log
from types import MappingProxyType


class Phase(StrEnum):
    """Phase of a product or a category."""

    INTRODUCTION = "introduction"
    GROWTH = "growth"
    MATURITY = "maturity"
    DECLINE = "decline"


Transitions = Mapping[Phase, frozenset[Phase]]

TRANSITIONS: Transitions = MappingProxyType(
    {
        Phase.INTRODUCTION: frozenset({Phase.GROWTH}),
        Phase.GROWTH: frozenset({Phase.MATURITY}),
        Phase.MATURITY: frozenset({Phase.DECLINE}),
        Phase.DECLINE: frozenset(),
    }
)
"""Legal moves of a product: forward, one phase at a time."""

CATEGORY_TRANSITIONS: Transitions = MappingProxyType(
    {
        **TRANSITIONS,
        Phase.MATURITY: frozenset({Phase.DECLINE, Phase.GROWTH}),
        Phase.DECLINE: frozenset({Phase.GROWTH}),
    }
)
"""Legal moves of a category, which replacement or a new generation can make grow again."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What counts as takeoff, slowdown, decline and revival.

    Sales are sums over twelve months; `_sd` counts standard deviations of counting noise. Values without a
    source were tuned on simulated categories (docs/phases.md).
    """

    takeoff_growth: float = 0.20
    """Least growth on the year before (the low end of the threshold of Golder & Tellis 1997)."""
    takeoff_rise: float = 1.3
    """Least multiple of mean yearly sales since launch."""
    takeoff_units: int = 8
    """Least units a year."""
    takeoff_sd: float = 2.0
    """Least rise above mean yearly sales since launch, after two years; later more (Robbins 1970)."""
    slowdown_drop: float = 0.05
    """Share below the record that ends growth at once (15 % is the average: Golder & Tellis 2004)."""
    slowdown_sd: float = 2.5
    """Fall below the record that ends growth at once."""
    second_year_months: float = 9.0
    """Months into the second year in a row below the best one that end growth (12 with hindsight)."""
    plateau_months: float = 30.0
    """Months in which sales rose by no more than `plateau_growth` that end growth."""
    plateau_growth: float = 0.005
    """See `plateau_months`."""
    decline_drop: float = 0.30
    """Share below the record, while falling, that is decline (twice the average slowdown)."""
    certain_sd: float = 3.5
    """Least fall into decline and least rise out of maturity or decline, likewise."""
    renewal_rise: float = 0.15
    """Growth on the year before, and excess over the level at which growth ended, that end maturity."""
    revival_rise: float = 0.25
    """Rise over the lowest level that ends decline."""
    persistence_months: float = 2.0
    """Months for which a raw classification must last before it is published."""


class Recogniser:
    """Phase of one product or category, from its sales so far.

    Parameters
    ----------
    periods_per_year : int
        52 for weeks, 12 for months, 4 for quarters, 1 for years.
    thresholds : Thresholds
        What counts as takeoff, slowdown, decline and revival.
    revival : bool
        Whether growth may return, as in a category; a product only moves on.
    start : Phase
        Phase at the first period; maturity for a market that exists already.

    Attributes
    ----------
    raw : Phase
        Classification of the last period before smoothing.
    phase : Phase
        Phase published for the last period.
    """

    __slots__ = (
        "_before", "_best_year", "_ended_at", "_latest", "_legal", "_limit", "_lowest", "_mark", "_mark_age",
        "_passed", "_persistence", "_plateau", "_record", "_ring", "_run", "_second_year", "_slot", "_target",
        "_total", "_year", "_years_below", "phase", "raw",
    )  # fmt: skip

    def __init__(
        self,
        periods_per_year: int,
        thresholds: Thresholds = Thresholds(),
        *,
        revival: bool = False,
        start: Phase = Phase.INTRODUCTION,
    ) -> None:
        if periods_per_year < 1:
            raise ValueError(f"periods per year: 1 or more (got {periods_per_year})")
        self._limit = thresholds
        self._legal = CATEGORY_TRANSITIONS if revival else TRANSITIONS
        self._year = periods_per_year
        self._persistence, self._second_year, self._plateau = (
            max(1, round(getattr(thresholds, name) * periods_per_year / 12))
            for name in ("persistence_months", "second_year_months", "plateau_months")
        )
        self.raw = self.phase = start
        self._ring = [0] * (2 * periods_per_year)
        self._slot = self._passed = self._run = 0
        self._target: Phase | None = None
        self._latest = self._before = self._total = 0
        self._record = self._mark = self._mark_age = self._lowest = self._ended_at = 0
        self._best_year = self._years_below = 0

    def observe(self, units: int) -> Phase:
        """Take in the units (0 or more) sold in one period, and return the phase published for it."""
        self._add(units)
        raw = self.raw = self._classify()
        if raw is self.phase:
            self._run = 0
        else:
            self._persist(raw)
        return self.phase

    def _add(self, units: int) -> None:
        """Move both twelve-month sums on by one period, and what is remembered of them."""
        ring, slot, year = self._ring, self._slot, self._year
        leaving = ring[slot - year]
        self._before += leaving - ring[slot]
        ring[slot] = units
        self._slot = slot + 1 if slot + 1 < 2 * year else 0
        self._passed += 1
        self._total += units
        latest = self._latest = self._latest + units - leaving
        self._mark_age += 1
        if self._passed % year == 0:
            self._years_below = self._years_below + 1 if latest < self._best_year else 0
            self._best_year = max(self._best_year, latest)
        if latest > self._record:
            self._record = latest
            if latest > self._mark * (1 + self._limit.plateau_growth):
                self._mark, self._mark_age = latest, 0
        self._lowest = min(self._lowest, latest)

    def _classify(self) -> Phase:
        """Raw classification of the last period in the light of the phase published before it."""
        phase = self.phase
        if self._passed < 2 * self._year:  # growth on the year before cannot be told yet
            self._ended_at = self._record
            return phase
        if phase is Phase.INTRODUCTION:
            return Phase.GROWTH if self._takes_off() else phase
        if phase is Phase.DECLINE:
            return self._classify_after_decline()
        if self._declines():
            return Phase.DECLINE
        if phase is Phase.GROWTH:
            return Phase.MATURITY if self._slows_down() else phase
        return Phase.GROWTH if self._renews() else phase

    def _classify_after_decline(self) -> Phase:
        """Decline is a product's last phase; a category's ends with growth, or back near its record."""
        if not self._legal[Phase.DECLINE]:
            return Phase.DECLINE
        if self._revives():
            return Phase.GROWTH
        near = self._latest >= (1 - self._limit.decline_drop) * self._record
        return Phase.MATURITY if near else Phase.DECLINE

    def _takes_off(self) -> bool:
        """Whether sales have clearly left the level that they had since launch."""
        limit, latest = self._limit, self._latest
        years = self._passed / self._year
        level = (self._total - latest) / (years - 1)
        rise = latest - level
        if (
            latest < limit.takeoff_units
            or latest < (1 + limit.takeoff_growth) * self._before
            or latest < limit.takeoff_rise * level
        ):
            return False
        return rise * rise >= self._bar(limit.takeoff_sd) * (latest + level / (years - 1))

    def _slows_down(self) -> bool:
        """Whether sales fell below their record, stay below for a second year, or have not risen for long."""
        limit, latest, record = self._limit, self._latest, self._record
        second = self._passed % self._year >= self._second_year and latest < self._best_year
        if self._mark_age >= self._plateau or self._years_below + second >= 2:
            return True
        fall = record - latest
        return fall > limit.slowdown_drop * record and fall * fall > limit.slowdown_sd**2 * (record + latest)

    def _declines(self) -> bool:
        """Whether sales are far below their record and falling."""
        latest, record = self._latest, self._record
        far = latest < (1 - self._limit.decline_drop) * record
        return far and latest < self._before and self._clear(record, latest)

    def _renews(self) -> bool:
        """Whether a mature market clearly outgrows the level at which its growth ended."""
        latest, grown = self._latest, 1 + self._limit.renewal_rise
        above = latest >= grown * self._before and latest >= grown * self._ended_at
        return above and self._clear(latest, self._before)

    def _revives(self) -> bool:
        """Whether sales have clearly risen from the lowest level since decline began."""
        latest, lowest = self._latest, self._lowest
        above = latest >= (1 + self._limit.revival_rise) * lowest and latest > self._before
        return above and self._clear(latest, lowest)

    def _clear(self, high: int, low: int) -> bool:
        """Whether two sums differ by more than the noise of counting."""
        return (high - low) ** 2 >= self._bar(self._limit.certain_sd) * (high + low)

    def _bar(self, deviations: float) -> float:
        """Squared deviations asked for: chance differences get likelier with every look taken."""
        return deviations**2 + 2 * log(self._passed / (2 * self._year))

    def _persist(self, raw: Phase) -> None:
        """Publish a legal move that has lasted; from growth, the way to decline leads through maturity."""
        target = raw if raw in self._legal[self.phase] else None
        if target is None and raw is Phase.DECLINE:
            target = Phase.MATURITY
        self._run = self._run + 1 if target is self._target else 1
        self._target = target
        if target is not None and self._run >= self._persistence:
            self._publish(target)

    def _publish(self, phase: Phase) -> None:
        """Move on, and remember the levels that the new phase is judged by."""
        self.phase, self._run = phase, 0
        if phase is Phase.GROWTH:
            self._record = self._mark = self._latest
            self._mark_age = self._years_below = self._best_year = 0
        self._ended_at = self._record
        self._lowest = self._latest


def classify(
    sales: Sequence[int],
    periods_per_year: int,
    *,
    revival: bool = False,
    thresholds: Thresholds = Thresholds(),
) -> list[tuple[Phase, Phase]]:
    """Classify a whole series period by period, without look-ahead.

    Parameters
    ----------
    sales : sequence of int[periods]
        Units sold in each period since launch.
    periods_per_year : int
        Periods in a year.
    revival : bool
        Whether growth may return, as in a category.
    thresholds : Thresholds
        What counts as takeoff, slowdown, decline and revival.

    Returns
    -------
    list of (Phase, Phase)[periods]
        Raw and published phase of each period.
    """
    recogniser = Recogniser(periods_per_year, thresholds, revival=revival)
    found = []
    for units in sales:
        published = recogniser.observe(units)
        found.append((recogniser.raw, published))
    return found
