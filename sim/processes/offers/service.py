"""What contacts are like: the dimensions of service, machines, and the time lost waiting."""

import numpy as np

from sim.agents.firms import Firm
from sim.maths import clip
from sim.mechanisms.channels.channel_types import felt_service
from sim.mechanisms.crm.call_centre import lost_by_waiting
from sim.mechanisms.customers.service_dimensions import failure_chance, success_chance
from sim.state.market import Market
from sim.strategies.base import ServicePlan
from sim.strategies.plans import MOST_TIERS
from sim.units import Floats


def lost_to_waiting(market: Market, firm: Firm) -> Floats:
    """Experience that waiting takes from a contact by tier, on average over calls, float64[MOST_TIERS]."""
    law, plan, calls = market.scenario.mechanisms.crm.call_centre, firm.offers.call_centre, firm.calls
    if not law.is_on or plan is None:
        return np.zeros(MOST_TIERS)
    waited = [lost_by_waiting(float(minutes), law.annoying, law.annoyance) for minutes in calls.minutes]
    lost = (1.0 - calls.given_up) * np.array(waited) + calls.given_up * law.hanging_up
    by_agents: Floats = law.strength * (1.0 - plan.self_service) * lost
    return by_agents


def answered_share(market: Market, firm: Firm) -> Floats:
    """Share of complaints that come through by tier, float64[MOST_TIERS]."""
    answered: Floats = 1.0 - market.scenario.mechanisms.crm.call_centre.strength * firm.calls.unanswered
    return answered


def failing(market: Market, firm: Firm, defects: float) -> float:
    """Chance that a purchase or contact fails, because of the product or of a dimension of service."""
    law = market.scenario.mechanisms.customers.service_dimensions
    return 1.0 - (1.0 - defects) * (1.0 - law.strength * (1.0 - _success(market, firm)))


def attended(market: Market, firm: Firm, service: float) -> float:
    """Quality of service, less what failing dimensions spoil of it."""
    law = market.scenario.mechanisms.customers.service_dimensions
    return service * (1.0 - law.strength * law.spoiling * (1.0 - _success(market, firm)))


def met_with(market: Market, firm: Firm, product: float) -> float:
    """Quality of a contact about a product: a machine's, or an agent's less what failing dimensions spoil."""
    law, plan = market.scenario.mechanisms.crm.call_centre, firm.offers.call_centre
    quality = attended(
        market, firm, felt_service(product, product, market.rates.channel_types.service_weight)
    )
    if plan is None:
        return quality
    return quality + law.strength * plan.self_service * (plan.machine_quality - quality)


def served(firm: Firm, quality: float) -> float:
    """Quality of service as a CRM programme makes it, better or, while processes change, worse."""
    return clip(quality + firm.programme.service, 0.0, 1.0)


def _success(market: Market, firm: Firm) -> float:
    """Chance that no dimension of a firm's service fails in a contact."""
    law, plan = market.scenario.mechanisms.customers.service_dimensions, firm.offers.service or ServicePlan()
    if not law.is_on:
        return 1.0
    human, business, hidden = (
        failure_chance(money, law.scale, unaided, law.least)
        for money, unaided in (
            (plan.human, law.human),
            (plan.business, law.business),
            (plan.hidden, law.hidden),
        )
    )
    return success_chance(human, business, hidden)
