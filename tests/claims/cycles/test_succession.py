"""A3, improvement or innovation: rescue of an obsolete product is wasted; a timely successor keeps the base.

"Base" = those who were the incumbent's customers in the month in which it had most before decline.
"Lost share" = that peak share (half-year mean) less the share without any rescue. Months count
from the month in which the incumbent first saw its own sales decline.
"""

from typing import NamedTuple

import numpy as np
import pytest

from sim import MarketModel, Scenario, load
from tests.evidence import surely
from tests.runs import found_in
from tests.support import FEW, seeds

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


def course(scenario: Scenario, seed: int) -> Course:
    model = MarketModel(scenario, seed=seed)
    incumbent, share, owners, launch = model.firms[0], [], [], None
    while model.running:
        model.step()
        units = model.history[-1].tally.units.sum(axis=(1, 2))
        share.append(units[0] / max(units.sum(), 1))
        owners.append(model.market.customers.columns.supplier == 0)
        if launch is None and incumbent.products["touch"].on_sale:
            launch = model.market.period - 1
    return Course(np.array(share), np.packbits(owners, axis=1), incumbent.decline_since, launch)


def courses(arm: str, replications: int, *overrides: str) -> list[Course]:
    scenario = load("smartphone_succession", *overrides).arm(arm)
    return found_in(course, [(scenario, seed) for seed in seeds(replications)])


def peak_of(alone: Course) -> tuple[int, float]:
    """Month with most customers, and best half-year share, before decline was seen."""
    before = alone.owners[: alone.decline]
    month = int(np.unpackbits(before, axis=1).sum(axis=1).argmax())
    return month, float(np.convolve(alone.share[: alone.decline], np.ones(6) / 6, "valid").max())


def regained(arm: str, replications: int) -> list[float]:
    """Share of lost share that a rescue regained in the two years after decline was seen."""
    pairs = zip(courses("no_rescue", replications), courses(arm, replications), strict=True)
    return [_regained(alone, rescued) for alone, rescued in pairs]


def _regained(alone: Course, rescued: Course) -> float:
    months = slice(alone.decline, alone.decline + HORIZON)
    lost = peak_of(alone)[1] - alone.share[months].mean()
    return float((rescued.share[months].mean() - alone.share[months].mean()) / lost)


def kept(arm: str, replications: int, *overrides: str) -> list[float]:
    """Share of the base that was with the incumbent two years after its successor's launch."""
    alone, usual = courses("no_rescue", replications), courses(arm, replications)
    led = courses(arm, replications, *overrides)
    return [_kept(*three) for three in zip(alone, usual, led, strict=True)]


def _kept(alone: Course, usual: Course, led: Course) -> float:
    # Where research brings nothing there is no launch: the date is then that of the same arm with it.
    launch = usual.launch if led.launch is None else led.launch
    base, then = (
        np.unpackbits(led.owners[month]).astype(bool) for month in (peak_of(alone)[0], launch + HORIZON)
    )
    return float((base & then).sum() / base.sum())


@pytest.mark.parametrize("arm", RESCUES)
def test_rescue_of_an_obsolete_product_regains_little_of_the_lost_share(arm):
    assert surely(lambda n: regained(arm, n)) <= 0.30


def test_a_successor_before_decline_keeps_most_of_the_base():
    assert surely(lambda n: kept("early_generation", n)) >= 0.60


def test_the_late_successor_comes_a_year_after_the_incumbent_saw_its_sales_decline():
    late = courses("late_generation", FEW)
    assert all(one.launch is not None and one.decline is not None for one in late)
    assert all(12 <= one.launch - one.decline <= 13 for one in late)


def test_the_same_successor_a_year_into_decline_does_not():
    assert surely(lambda n: kept("late_generation", n)) <= 0.40


def test_without_innovation_early_research_no_longer_keeps_most_of_the_base():
    off = "mechanisms.cycles.innovation.strength=0"
    assert surely(lambda n: kept("early_generation", n, off)) < 0.60


def test_while_needs_stand_still_the_old_product_keeps_its_base_without_a_successor():
    still = ("mechanisms.cycles.needs_drift.strength=0", "firms.incumbent.products.touch.ready=0")

    def held(n: int) -> list[float]:
        """Share two years after the successor would have come, relative to the first year's."""
        pairs = zip(courses("early_generation", n), courses("no_rescue", n, *still), strict=True)
        return [
            one.share[led.launch + HORIZON - 6 : led.launch + HORIZON].mean() / one.share[:12].mean()
            for led, one in pairs
        ]

    assert surely(held) >= 0.60
