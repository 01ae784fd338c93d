"""Takeoff and slowdown with look-ahead, and how well the online phases agree with them.

Sources: Golder & Tellis (1997), "Will it ever fly? Modeling the takeoff of really new consumer durables";
Golder & Tellis (2004), "Growing, growing, gone: cascades, diffusion, and turning points in the product life
cycle".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from sim.phases import CATEGORY_TRANSITIONS, TRANSITIONS, Phase, Transitions, classify

NOISE_SD = 1.645
"""Standard deviations of counting noise that a year's rise must reach to be a takeoff (one-sided 5 %)."""


def yearly(sales: Sequence[int], periods_per_year: int) -> list[int]:
    """Sum sales over whole years since launch; an unfinished last year is left out.

    Parameters
    ----------
    sales : sequence of int[periods]
        Units sold in each period since launch.
    periods_per_year : int
        Periods in a year.

    Returns
    -------
    list of int[years]
        Units sold in each year.
    """
    whole = len(sales) - len(sales) % periods_per_year
    return [int(sum(sales[start : start + periods_per_year])) for start in range(0, whole, periods_per_year)]


def takeoff_threshold(base: float) -> float:
    """Least yearly growth that is a takeoff: the smaller the base, the more growth it takes.

    Golder & Tellis (1997) draw one curve of growth against base sales for all categories. That it falls is
    theirs; form and constants are ours, because their base is in units of the United States market: growth of
    115 % at a base of a hundredth of the scale, 37 % at a tenth, 20 % at a third, 12 % at the whole.

    Parameters
    ----------
    base : float
        Sales of the year before, as a share of the scale; less than a hundredth counts as a hundredth.

    Returns
    -------
    float
        Growth as a share of the base.
    """
    return 0.2 / sqrt(3 * max(base, 0.01))


def takeoff(
    yearly_sales: Sequence[float], scale: float | None = None, noise_sd: float = NOISE_SD
) -> int | None:
    """First year whose growth relative to base sales crosses the threshold.

    Parameters
    ----------
    yearly_sales : sequence of float[years]
        Units sold in each year since launch.
    scale : float, optional
        Yearly units that base sales are measured by; the highest yearly sales of the series unless given.
    noise_sd : float
        Standard deviations of counting noise that the rise must reach; 0 for published series in thousands.

    Returns
    -------
    int or None
        Index of the takeoff year, 0 being the launch; None if sales never take off.
    """
    whole = max(yearly_sales, default=0.0) if scale is None else scale
    if whole <= 0:
        return None
    for year in range(1, len(yearly_sales)):
        before, now = yearly_sales[year - 1], yearly_sales[year]
        base = max(before, 0.01 * whole)
        rise = now - before
        grown = now >= base * (1 + takeoff_threshold(base / whole))
        if grown and rise * rise >= noise_sd**2 * (now + before):
            return year
    return None


def slowdown(yearly_sales: Sequence[float], after: int | None = None, *, falling: bool = False) -> int | None:
    """First of two consecutive years after takeoff with sales below their highest so far.

    Parameters
    ----------
    yearly_sales : sequence of float[years]
        Units sold in each year since launch.
    after : int, optional
        Takeoff year; found by `takeoff` unless given.
    falling : bool
        Whether both years must also fall on the year before, which a plateau does only by chance.

    Returns
    -------
    int or None
        Index of the slowdown year; None without takeoff or while sales keep up.
    """
    start = takeoff(yearly_sales) if after is None else after
    if start is None:
        return None
    highest = max(yearly_sales[: start + 1])
    for year in range(start + 1, len(yearly_sales) - 1):
        before, now, following = yearly_sales[year - 1], yearly_sales[year], yearly_sales[year + 1]
        if max(now, following) < highest and (not falling or following < now < before):
            return year
        highest = max(highest, now)
    return None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The online phases of one category against the offline years."""

    takeoff: int | None
    """Year by `takeoff`."""
    recognised_takeoff: int | None
    """Year in which a phase after introduction was first published."""
    slowdown: int | None
    """Year by `slowdown`."""
    recognised_slowdown: int | None
    """Year in which maturity or decline was first published."""
    illegal: int
    """Periods whose raw classification no legal move leads to."""
    flips: int
    """Times that a phase was left and published again within a year."""
    periods: int
    """Periods classified."""


@dataclass(frozen=True, slots=True)
class Score:
    """How often the online phases agree with the offline years."""

    categories: int
    takeoffs: int
    """Categories that take off."""
    takeoff_hits: float
    """Share of them whose takeoff is recognised at most a year early or late."""
    slowdowns: int
    """Categories that slow down."""
    slowdown_hits: float
    """Share of them whose slowdown is recognised at most a year early or late."""
    illegal_share: float
    """Share of periods with an illegal raw classification."""
    flips: float
    """Mean number a category."""


def illegal_raw(phases: Sequence[tuple[Phase, Phase]], transitions: Transitions) -> int:
    """Count the periods whose raw classification no legal move leads to.

    It must follow both from the phase published last and from the last raw one, or equal it.

    Parameters
    ----------
    phases : sequence of (Phase, Phase)[periods]
        Raw and published phase of each period.
    transitions : mapping
        Legal moves.

    Returns
    -------
    int
        Periods that violate either condition.
    """
    return sum(
        any(raw is not origin and raw not in transitions[origin] for origin in previous)
        for previous, (raw, _) in pairwise(phases)
    )


def judge(
    sales: Sequence[int],
    phases: Sequence[tuple[Phase, Phase]],
    periods_per_year: int,
    *,
    revival: bool = True,
) -> Verdict:
    """Compare one category's online phases with the offline years.

    Parameters
    ----------
    sales : sequence of int[periods]
        Units sold in each period since launch.
    phases : sequence of (Phase, Phase)[periods]
        Raw and published phase of each period.
    periods_per_year : int
        Periods in a year.
    revival : bool
        Whether growth may return.

    Returns
    -------
    Verdict
        Years by both, illegal raw classifications and flips.
    """
    years = yearly(sales, periods_per_year)
    start = takeoff(years)
    published = [phase for _, phase in phases]
    left = (phase is not Phase.INTRODUCTION for phase in published)
    slowed = (phase in (Phase.MATURITY, Phase.DECLINE) for phase in published)
    return Verdict(
        takeoff=start,
        recognised_takeoff=_first_year(left, periods_per_year),
        slowdown=None if start is None else slowdown(years, start),
        recognised_slowdown=_first_year(slowed, periods_per_year),
        illegal=illegal_raw(phases, CATEGORY_TRANSITIONS if revival else TRANSITIONS),
        flips=_flips(published, periods_per_year),
        periods=len(published),
    )


def score(categories: Iterable[Sequence[int]], periods_per_year: int, *, revival: bool = True) -> Score:
    """Classify categories online and count agreement with the offline years.

    Parameters
    ----------
    categories : iterable of sequences of int[periods]
        Units sold in each period since launch, by category.
    periods_per_year : int
        Periods in a year.
    revival : bool
        Whether growth may return.

    Returns
    -------
    Score
        Hit rates; nan where no category has the event.
    """
    return summarise(
        [
            judge(
                sales, classify(sales, periods_per_year, revival=revival), periods_per_year, revival=revival
            )
            for sales in categories
        ]
    )


def summarise(verdicts: Sequence[Verdict]) -> Score:
    """Score of verdicts already reached."""
    starts = [_hit(one.takeoff, one.recognised_takeoff) for one in verdicts if one.takeoff is not None]
    stops = [_hit(one.slowdown, one.recognised_slowdown) for one in verdicts if one.slowdown is not None]
    return Score(
        categories=len(verdicts),
        takeoffs=len(starts),
        takeoff_hits=_share(sum(starts), len(starts)),
        slowdowns=len(stops),
        slowdown_hits=_share(sum(stops), len(stops)),
        illegal_share=_share(sum(one.illegal for one in verdicts), sum(one.periods for one in verdicts)),
        flips=_share(sum(one.flips for one in verdicts), len(verdicts)),
    )


def _first_year(events: Iterable[bool], periods_per_year: int) -> int | None:
    return next((period // periods_per_year for period, happened in enumerate(events) if happened), None)


def _flips(published: Sequence[Phase], periods_per_year: int) -> int:
    moves = [period for period in range(1, len(published)) if published[period] is not published[period - 1]]
    return sum(
        published[back] is published[away - 1] and back - away <= periods_per_year
        for away, back in pairwise(moves)
    )


def _hit(offline: int | None, online: int | None) -> bool:
    return offline is not None and online is not None and abs(offline - online) <= 1


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
