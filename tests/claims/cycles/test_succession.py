"""A3, improvement or innovation: rescue of an obsolete product is wasted; a timely successor keeps the base.

"Base" = those who were the incumbent's customers in the month in which it had most before decline.
"Lost share" = that peak share (half-year mean) less the share without any rescue. Months count
from the month in which the incumbent first saw its own sales decline.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import pytest

from analysis.statistics.intervals import Interval, mean_interval
from sim import MarketModel, load
from tests.support import FEW, SEEDS

ALL, SOME = (range(1000, 1000 + count) for count in (SEEDS, FEW))
HORIZON = 24
RESCUES = ("rescue_by_price", "rescue_by_promotion", "rescue_by_channel")

pytestmark = pytest.mark.slow


class Course(NamedTuple):
    """What one run showed of the incumbent, month by month."""

    share: np.ndarray
    owners: np.ndarray
    """bool[months, customers]: who used the incumbent's product."""
    decline: int | None
    launch: int | None


@cache
def course(arm: str, seed: int, *overrides: str) -> Course:
    model = MarketModel(load("smartphone_succession", *overrides).arm(arm), seed=seed)
    incumbent, share, owners, launch = model.firms[0], [], [], None
    while model.running:
        model.step()
        units = model.history[-1].tally.units.sum(axis=(1, 2))
        share.append(units[0] / max(units.sum(), 1))
        owners.append(model.market.customers.columns.supplier == 0)
        if launch is None and incumbent.products["touch"].on_sale:
            launch = model.market.period - 1
    return Course(np.array(share), np.packbits(owners, axis=1), incumbent.decline_since, launch)


def peak_of(alone: Course) -> tuple[int, float]:
    """Month with most customers, and best half-year share, before decline was seen."""
    before = alone.owners[: alone.decline]
    month = int(np.unpackbits(before, axis=1).sum(axis=1).argmax())
    return month, float(np.convolve(alone.share[: alone.decline], np.ones(6) / 6, "valid").max())


def regained(arm: str, seed: int, *overrides: str) -> float:
    """Share of lost share that a rescue regained in the two years after decline was seen."""
    alone = course("no_rescue", seed, *overrides)
    rescued = course(arm, seed, *overrides)
    months = slice(alone.decline, alone.decline + HORIZON)
    lost = peak_of(alone)[1] - alone.share[months].mean()
    return (rescued.share[months].mean() - alone.share[months].mean()) / lost


def kept(arm: str, seed: int, *overrides: str, after: int = HORIZON) -> float:
    """Share of the base that was with the incumbent `after` months after its successor's launch."""
    month = peak_of(course("no_rescue", seed))[0]
    led = course(arm, seed, *overrides)
    # Where research brings nothing there is no launch: the date is then that of the same arm with it.
    launch = led.launch if led.launch is not None else course(arm, seed).launch
    base = np.unpackbits(led.owners[month]).astype(bool)
    then = np.unpackbits(led.owners[launch + after]).astype(bool)
    return float((base & then).sum() / base.sum())


def over_seeds(measure, arm: str, *overrides: str) -> Interval:
    seeds = SOME if overrides or arm in RESCUES else ALL
    return mean_interval([measure(arm, seed, *overrides) for seed in seeds])


@pytest.mark.parametrize("arm", RESCUES)
def test_rescue_of_an_obsolete_product_regains_little_of_the_lost_share(arm):
    assert over_seeds(regained, arm).high <= 0.30


def test_a_successor_before_decline_keeps_most_of_the_base():
    assert over_seeds(kept, "early_generation").low >= 0.60


def test_the_late_successor_comes_a_year_after_the_incumbent_saw_its_sales_decline():
    late = [course("late_generation", seed) for seed in ALL]
    assert all(one.launch is not None and one.decline is not None for one in late)
    assert all(12 <= one.launch - one.decline <= 13 for one in late)


def test_the_same_successor_a_year_into_decline_does_not():
    assert over_seeds(kept, "late_generation").high <= 0.40


def test_without_innovation_early_research_no_longer_keeps_most_of_the_base():
    assert over_seeds(kept, "early_generation", "mechanisms.cycles.innovation.strength=0").high < 0.60


def test_while_needs_stand_still_the_old_product_keeps_its_base_without_a_successor():
    still = ("mechanisms.cycles.needs_drift.strength=0", "firms.incumbent.products.touch.ready=0")
    months = [course("early_generation", seed).launch + HORIZON for seed in SOME]
    shares = [
        course("no_rescue", seed, *still).share[month - 6 : month].mean()
        for seed, month in zip(SOME, months, strict=True)
    ]
    peaks = [course("no_rescue", seed, *still).share[:12].mean() for seed in SOME]
    assert mean_interval(np.divide(shares, peaks)).low >= 0.60
