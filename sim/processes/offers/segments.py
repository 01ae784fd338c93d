"""What an offer is worth by the rules of each class of customers."""

from collections.abc import Mapping, Sequence

import numpy as np

from sim.agents.firms import Firm, ProductLine
from sim.maths import saturation
from sim.mechanisms.channels.segment_routes import confused_utility, shown, tailored_utility
from sim.mechanisms.customers.customer_classes import Criteria, margin_utility
from sim.mechanisms.cycles.needs_drift import ideal_today
from sim.processes.trade.trade_terms import help_with_problems, utility_of_shops
from sim.state.customer_counts import present
from sim.state.market import Market
from sim.strategies.base import RoutePlan
from sim.units import Floats


def class_utility(
    market: Market, products: Sequence[tuple[Firm, str, ProductLine]], places: Sequence[tuple[int, str]]
) -> Floats:
    """Logits of each offer by the rules of each segment's class, float64[segments, offers].

    Parameters
    ----------
    market
        The market, with last period's stock turn and help.
    products
        Products on sale: firm, generation, line.
    places
        Offers: index of the product, channel.
    """
    law, segments = market.scenario.mechanisms.customers.customer_classes, market.scenario.segments
    if not law.is_on:
        return np.zeros((len(segments), len(places)))
    by_product = np.zeros((len(segments), len(products)))
    solved, shops = help_with_problems(market), utility_of_shops(market)
    for p, (firm, _, line) in enumerate(products):
        treated = treatment(market, firm)
        for s, segment in enumerate(segments.values()):
            criteria = law.of(segment.customer_class)
            by_product[s, p] = law.strength * (
                _for_the_trade(market, criteria, line)
                + criteria.stock_turn * market.resellers.turn[firm.index, s]
                + criteria.problems_solved * solved[firm.index, s]
                + criteria.organisation * line.spec.quality
                + criteria.person * treated
                + shops[firm.index, s]
            )
    # Row after row, as everywhere: loops are compiled for one layout.
    offered: Floats = np.ascontiguousarray(by_product[:, [index for index, _ in places]])
    return offered


def resale_price(line: ProductLine, mark_up: float) -> float:
    """What trade customers sell a product on for, whatever discount they are given."""
    said = line.spec.resale_price
    return line.spec.price * (1.0 + mark_up) if said is None else said


def treatment(market: Market, firm: Firm) -> float:
    """How well a firm treats its customers in person, 0..1, by its care per customer."""
    scale, dt = (
        market.scenario.mechanisms.customers.customer_classes.treatment_scale,
        market.scenario.period_years,
    )
    return saturation(firm.offers.retention / dt / max(present(market, firm).sum(), 1), scale)


def _for_the_trade(market: Market, criteria: Criteria, line: ProductLine) -> float:
    """Margin as far as the resale price makes it; the purchase price counts as every price does."""
    mark_up = market.scenario.mechanisms.customers.customer_classes.mark_up
    reference = market.scenario.mechanisms.customers.brand_choice.in_effect.reference_price
    return margin_utility(resale_price(line, mark_up), reference, criteria.margin)


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
    known: Floats = wanted[:, : wanted.shape[1] - market.rates.latent_needs.latent]
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
