"""What an offer is worth to each segment by the routes and brands that its firm made for groups."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from sim.agents.firms import Firm, ProductLine
from sim.market import Market
from sim.mechanisms.channels.segment_routes import confused_utility, shown, tailored_utility
from sim.mechanisms.cycles.needs_drift import ideal_today
from sim.strategies.base import RoutePlan

Floats = npt.NDArray[np.float64]


def route_utility(
    market: Market, products: Sequence[tuple[Firm, str, ProductLine]], places: Sequence[tuple[int, str]]
) -> Floats:
    """Logits of each offer by the routes of its firm, float64[segments, offers].

    Parameters
    ----------
    market
        The market.
    products
        Products on sale: firm, generation, line.
    places
        Offers: index of the product, channel.
    """
    law, segments = market.scenario.mechanisms.channels.segment_routes, list(market.scenario.segments)
    utility = np.zeros((len(segments), len(places)))
    if not law.is_on:
        return utility
    wanted = wanted_today(market)
    for a, (index, channel) in enumerate(places):
        firm, _, line = products[index]
        routes = [route for route in firm.offers.routes.values() if channel in route.channels]
        centres = {name: _centre(market, wanted, route) for route in routes for name in route.segments}
        lost = confused_utility(other_brands(market, firm.offers.routes), law.confusion)
        for s, name in enumerate(segments):
            if name in centres:
                utility[s, a] = lost + _tailored(market, wanted[s], line, centres[name])
            else:
                utility[s, a] = lost - (law.strangeness if routes else 0.0)
    return law.strength * utility


def wanted_today(market: Market) -> Floats:
    """Mean ideal point of each segment at present on needs that people know, float64[segments, needs]."""
    needs = market.scenario.mechanisms.cycles.needs_drift
    wanted = np.array([segment.ideal for segment in market.scenario.segments.values()])
    wanted[:, 0] = [
        ideal_today(first, needs.strength * needs.drift, market.years) for first in wanted[:, 0].tolist()
    ]
    known: Floats = wanted[:, : wanted.shape[1] - market.rates.crm.latent]
    return known


def other_brands(market: Market, routes: Mapping[str, RoutePlan]) -> float:
    """Chance that two people know a firm under different brands; who has no route knows its first one."""
    if not routes:
        return 0.0
    known = [sum(_shares(market, route)) for route in routes.values()]
    return 1.0 - sum(share * share for share in (*known, 1.0 - sum(known)))


def _shares(market: Market, route: RoutePlan) -> list[float]:
    """Shares of the population of the segments of a route, in the order of the market's."""
    return [segment.share for name, segment in market.scenario.segments.items() if name in route.segments]


def _centre(market: Market, wanted: Floats, route: RoutePlan) -> Floats:
    """What the people of a route want on average, float64[needs]."""
    mine = np.array([name in route.segments for name in market.scenario.segments])
    weights = np.array(_shares(market, route))
    centre: Floats = weights @ wanted[mine] / max(weights.sum(), 1e-12)
    return centre


def _tailored(market: Market, wanted: Floats, line: ProductLine, centre: Floats) -> float:
    """Logits that a segment gains by a route that is made for its group."""
    law = market.scenario.mechanisms.channels.segment_routes
    return sum(
        tailored_utility(ideal, place, shown(place, middle, law.tailoring), law.fit)
        for ideal, place, middle in zip(wanted.tolist(), line.position, centre.tolist(), strict=False)
    )
