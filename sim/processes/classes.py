"""What an offer is worth by the rules of each class of customers."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sim.agents.firms import Firm, ProductLine
from sim.market import STAGES, Market
from sim.maths import saturation
from sim.mechanisms.crm.relationship_stages import is_customer
from sim.mechanisms.customers.customer_classes import Criteria, margin_utility
from sim.processes.supplying import help_with_problems, utility_of_shops

Floats = npt.NDArray[np.float64]


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


def present(market: Market, firm: Firm) -> npt.NDArray[np.int64]:
    """Present customers of a firm by segment, by last period's books, or as the market begins; int64[S]."""
    if market.tally is not None:
        counted: npt.NDArray[np.int64] = market.tally.segment_customers[firm.index]
        return counted
    columns = market.customers.columns
    is_present = np.array([is_customer(stage) for stage in range(STAGES)])[columns.stage[firm.index]]
    return np.bincount(columns.segment[is_present], minlength=len(market.scenario.segments))


def _for_the_trade(market: Market, criteria: Criteria, line: ProductLine) -> float:
    """Margin as far as the resale price makes it; the purchase price counts as every price does."""
    mark_up = market.scenario.mechanisms.customers.customer_classes.mark_up
    reference = market.scenario.mechanisms.customers.brand_choice.in_effect.reference_price
    return margin_utility(resale_price(line, mark_up), reference, criteria.margin)
