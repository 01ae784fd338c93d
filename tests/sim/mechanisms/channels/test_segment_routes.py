"""Segment routes: tailoring term by term, gains that shrink as groups grow finer, brands that confuse."""

from itertools import pairwise

import numpy as np
import pytest

from sim import Scenario, load
from sim.agents.firms import Firm
from sim.mechanisms.channels.segment_routes import SegmentRoutes, confused_utility, shown, tailored_utility
from sim.model import MarketModel
from sim.processes.offers.segments import class_utility, other_brands, route_utility
from sim.state.market import Market
from sim.strategies.base import Offers, RoutePlan

LAW = SegmentRoutes()
CELLS = 16
PLACES = [(2 * k + 1) / CELLS - 1.0 for k in range(CELLS)]
"""Where segments lie that are evenly spread from -1 to 1."""
CHANNELS = frozenset({"shop", "web", "phone"})


def evenly_spread(*overrides: str) -> Scenario:
    """A durable whose customers are sixteen segments of one size."""
    segments = {f"s{k}": f"{{share: {1 / CELLS}, ideal: [{x}, 0.0]}}" for k, x in enumerate(PLACES)}
    text = ", ".join(f"{name}: {segment}" for name, segment in segments.items())
    return load("durable").set(
        "customers=50",
        "segments.everybody=null",
        f"segments={{{text}}}",
        "mechanisms.channels.segment_routes={}",
        *overrides,
    )


def market(*overrides: str) -> Market:
    return MarketModel(evenly_spread(*overrides), seed=5).market


def routes(count: int, channels: frozenset[str] = CHANNELS) -> dict[str, RoutePlan]:
    """Routes for neighbouring segments, all of one size."""
    groups = np.array_split(np.arange(CELLS), count)
    return {
        f"r{n}": RoutePlan(frozenset(f"s{k}" for k in group.tolist()), channels)
        for n, group in enumerate(groups)
    }


def utilities(there: Market, plans: dict[str, RoutePlan], channel: str = "shop") -> np.ndarray:
    """Logits of the first firm's offer through a channel, by segment."""
    firm: Firm = there.firms[0]
    firm.offers = Offers(routes=plans)
    return route_utility(there, [(firm, "first", firm.products["first"])], [(0, channel)])[:, 0]


def test_a_route_shows_a_product_part_of_the_way_to_its_group():
    assert shown(1.0, 3.0, 0.0) == 1.0
    assert shown(1.0, 3.0, 0.5) == 2.0
    assert shown(1.0, 3.0, 1.0) == 3.0


def test_tailoring_gains_what_it_takes_off_the_squared_distance():
    assert tailored_utility(2.0, 0.0, 1.0, 1.5) == pytest.approx(1.5 * (4.0 - 1.0), rel=1e-15)


def test_who_differs_from_the_group_loses_by_its_route():
    assert tailored_utility(-1.0, 0.0, 1.0, 1.0) == pytest.approx(-3.0, rel=1e-15)


def test_half_the_way_gains_three_quarters_of_the_squared_distance_of_the_centre():
    centre = 0.8
    gain = tailored_utility(centre, 0.0, shown(0.0, centre, 0.5), 1.0)
    assert gain == pytest.approx(0.75 * centre**2, rel=1e-12)


@pytest.mark.parametrize("brands", [1, 2, 4, 16])
def test_of_brands_of_one_size_all_but_one_in_so_many_people_know_another(brands: int):
    other = other_brands(market(), routes(brands))
    assert other == pytest.approx(1.0 - 1.0 / brands, abs=1e-12)
    assert confused_utility(other, 0.3) == pytest.approx(-0.3 * (1.0 - 1.0 / brands), abs=1e-12)


def test_who_has_no_route_knows_the_first_brand():
    half = {name: plan for name, plan in routes(4).items() if name in {"r0", "r1"}}
    assert other_brands(market(), half) == pytest.approx(1.0 - 2 / 16 - 1 / 4, abs=1e-12)


def test_gains_are_the_spread_between_groups_so_each_halving_gains_a_quarter_of_the_last():
    """Of people spread evenly from -1 to 1, n groups of one size explain (1 - 1/n^2) / 3 of variance."""
    there = market()
    lost = [LAW.confusion * (1.0 - 1.0 / n) for n in (1, 2, 4, 8)]
    gains = [utilities(there, routes(n)).mean() + loss for n, loss in zip((1, 2, 4, 8), lost, strict=True)]
    assert gains == pytest.approx([0.75 * (1.0 - 1.0 / n**2) / 3.0 for n in (1, 2, 4, 8)], abs=1e-12)
    steps = [finer - coarser for coarser, finer in pairwise(gains)]
    assert [later / earlier for earlier, later in pairwise(steps)] == pytest.approx([0.25, 0.25], rel=1e-9)


def test_where_all_want_the_same_finer_routes_gain_nothing_and_confuse():
    alike = [f"segments.s{k}.ideal=[0.0, 0.0]" for k in range(CELLS)]
    found = utilities(market(*alike), routes(4))
    assert found == pytest.approx(np.full(CELLS, -LAW.confusion * 0.75), abs=1e-12)


def test_a_route_is_strange_to_who_is_none_of_its_people_and_other_channels_are_as_they_were():
    web = {"r0": RoutePlan(frozenset({"s0"}), frozenset({"web"}))}
    there = market()
    confused = -LAW.confusion * other_brands(there, web)
    assert utilities(there, web, "web")[1:] == pytest.approx(confused - LAW.strangeness, rel=1e-12)
    assert utilities(there, web, "shop") == pytest.approx(np.full(CELLS, confused), rel=1e-12)
    assert utilities(there, web, "web")[0] > confused


def test_routes_follow_needs_as_they_move():
    there = market("mechanisms.cycles.needs_drift.drift=0.5")
    there.period = 24
    everybody = utilities(there, routes(1))
    assert everybody.mean() == pytest.approx(0.75 * (0.5 * 2.0) ** 2, rel=1e-9)


def test_without_routes_nobody_gains_or_loses():
    assert (utilities(market(), {}) == 0.0).all()


def test_half_a_law_counts_half_and_none_not_at_all():
    whole, half, none = (
        utilities(market(f"mechanisms.channels.segment_routes.strength={strength}"), routes(4))
        for strength in (1.0, 0.5, 0.0)
    )
    assert half == pytest.approx(0.5 * whole, rel=1e-12)
    assert (none == 0.0).all()


def test_what_classes_add_is_not_touched():
    there = market()
    firm = there.firms[0]
    firm.offers = Offers(routes=routes(4))
    assert (class_utility(there, [(firm, "first", firm.products["first"])], [(0, "shop")]) == 0.0).all()
