"""Channels by segment: what is opened, for whom, and what it costs to the cent."""

import numpy as np
import pytest
from pydantic import ValidationError

from sim import BadInput, Result, Scenario, load, simulate
from sim.strategies.channels.by_segment import BySegment, Route
from tests.sim.strategies.channels.views import seen

ROUTES = {
    "homes": Route(segments=frozenset({"everybody"}), channels=frozenset({"shop", "web"})),
    "trade": Route(segments=frozenset({"shops"}), channels=frozenset({"web"})),
}
TWO = (
    "segments={everybody: {share: 0.5}, shops: {share: 0.5}}",
    "firms.leader.strategies.channels={kind: by_segment, cost: 1000}",
    "firms.leader.strategies.channels.routes={homes: {segments: [everybody], channels: [shop, web]}}",
    "firms.leader.strategies.channels.routes={trade: {segments: [shops], channels: [web]}}",
)


def small(*overrides: str) -> Scenario:
    return load(
        "durable", "customers=2000", "years=1", "mechanisms.cycles.adoption.innovation=0.4", *overrides
    )


def infrastructure(result: Result) -> dict[str, int]:
    """Cents that each channel of the leader cost in the year."""
    rows = result.tables["channel"].query("firm == 'leader'")
    return {
        str(name): int(cents) for name, cents in rows.groupby("channel").infrastructure_cents.sum().items()
    }


def test_without_routes_nothing_is_done():
    offers = BySegment().decide(seen())
    assert offers.channels == {}
    assert offers.routes == {}


def test_channels_of_routes_are_opened_and_others_stay_as_they_are():
    offers = BySegment(routes=ROUTES).decide(seen(shop=True, web=False, phone=True))
    assert {name: plan.open for name, plan in offers.channels.items()} == {"shop": True, "web": True}
    assert all(plan.tasks is None for plan in offers.channels.values())


def test_each_route_has_its_people_and_a_period_s_share_of_its_cost():
    offers = BySegment(routes=ROUTES, cost=1200).decide(seen())
    assert offers.routes["trade"].segments == {"shops"}
    assert offers.routes["trade"].channels == {"web"}
    assert [route.cost for route in offers.routes.values()] == [100.0, 100.0]


def test_a_route_costs_the_same_whatever_it_does_and_its_channels_share_it():
    """In all 1,000 a year for each of two routes; the shop bears half of one, the web the rest."""
    without, routed = (infrastructure(simulate(small(*changes), 5)) for changes in ((), TWO))
    more = {name: routed[name] - without[name] for name in without}
    # Two roundings of half a cent at most in each of twelve months.
    assert more == pytest.approx({"shop": 50_000, "web": 150_000, "phone": 0}, abs=12)


def test_while_the_law_is_off_routes_cost_and_move_nobody():
    one, other = (simulate(small(*changes), 5).tables["firm"] for changes in (TWO[:1], TWO))
    assert one.units.equals(other.units)
    cents = [int(firm.query("firm == 'leader'").profit_cents.sum()) for firm in (one, other)]
    assert cents[0] - cents[1] == pytest.approx(200_000, abs=12)


def test_while_the_law_is_on_routes_move_people():
    on = "mechanisms.channels.segment_routes={}"
    one, other = (simulate(small(*changes, on), 5).tables["firm"] for changes in (TWO[:1], TWO))
    assert not np.array_equal(one.units, other.units)


def test_a_segment_has_one_route():
    with pytest.raises(ValidationError, match="everybody is in more than one route"):
        BySegment(routes={**ROUTES, "again": ROUTES["homes"]})


@pytest.mark.parametrize(
    ("route", "complaint"),
    [
        ("{segments: [nobody], channels: [shop]}", "unknown segment nobody - known are everybody"),
        ("{segments: [everybody], channels: [kiosk]}", "unknown channel kiosk - known are shop, web, phone"),
        ("{segments: [], channels: [shop]}", "segments"),
        ("{segments: [everybody], channels: []}", "channels"),
    ],
    ids=["segment", "channel", "no segment", "no channel"],
)
def test_a_route_from_nowhere_or_to_nobody_is_refused_with_its_place(route: str, complaint: str):
    with pytest.raises(BadInput) as refused:
        small(f"firms.leader.strategies.channels={{kind: by_segment, routes: {{one: {route}}}}}")
    told = str(refused.value)
    assert complaint in told
    assert "--set" in told or ":" in told.split(complaint, maxsplit=1)[0]
