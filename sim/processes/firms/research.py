"""Firms find out what customers want, and bring their products there."""

from sim.agents.firms import Firm, ProductLine
from sim.maths import saturation
from sim.mechanisms.crm.need_sensing import effort, found, outdated
from sim.mechanisms.cycles.innovation import aimed, developed
from sim.mechanisms.cycles.needs_drift import ideal_today
from sim.state.market import Market


def put_on_sale(market: Market, firm: Firm, generation: str) -> None:
    """Launch a product as near to the needs that the firm knows as it can be brought. Writes: firms."""
    line = firm.products[generation]
    if not line.was_sold:
        line.position = [_goal(market, firm, generation, need) for need in range(len(line.position))]
        line.launched = market.years
    firm.launch(generation)


def sense(market: Market, firm: Firm) -> None:
    """Find out what is wanted by asking, and by being there. Writes: firms."""
    law, dt = market.scenario.mechanisms.crm.need_sensing, market.scenario.period_years
    asked = saturation(firm.offers.need_sensing / dt, law.scale)
    met = saturation(firm.offers.field_research, law.field_scale)
    rate = law.strength * law.sensing
    firm.known = found(outdated(firm.known, law.known, law.staleness, dt), rate * effort(asked, met), dt)
    firm.discovered = found(
        firm.discovered, law.strength * law.unaided + rate * effort(law.asking * asked, met), dt
    )


def at_work(market: Market, firm: Firm) -> float:
    """Share of research people who are left to improve and develop; the others are with customers."""
    return 1.0 - market.scenario.mechanisms.crm.need_sensing.strength * firm.offers.field_research


def improve_latent(market: Market, firm: Firm, generation: str, line: ProductLine) -> None:
    """Move a product towards latent needs as far as the firm knows them. Writes: firms."""
    law, dt = market.scenario.mechanisms.cycles.innovation.in_effect, market.scenario.period_years
    rate = min(1.0, law.strength * law.improvement_rate * dt)
    spending = firm.offers.improvement * at_work(market, firm)
    for need in _latent(market, len(line.position)):
        goal = _goal(market, firm, generation, need)
        line.position[need] = developed(line.position[need], goal, rate, spending, law.improvement_scale * dt)


def _goal(market: Market, firm: Firm, generation: str, need: int) -> float:
    """Where a firm would bring a product of a generation on one need, by what it knows now."""
    mechanisms = market.scenario.mechanisms
    frontier = market.scenario.generations[generation].frontier
    sensing, innovation = mechanisms.crm.need_sensing, mechanisms.cycles.innovation
    is_latent = need in _latent(market, len(frontier))
    known = firm.discovered if is_latent else sensing.strength * firm.known
    return aimed(frontier[need], wanted_today(market, need), known, innovation.strength * innovation.reach)


def wanted_today(market: Market, need: int) -> float:
    """What people on average want of one need today."""
    law, segments = market.scenario.mechanisms.cycles.needs_drift, market.scenario.segments.values()
    at_start = sum(segment.share * segment.ideal[need] for segment in segments)
    return ideal_today(at_start, law.strength * law.drift, market.years) if need == 0 else at_start


def _latent(market: Market, needs: int) -> range:
    """Needs that are latent: the last ones."""
    law = market.scenario.mechanisms.customers.latent_needs
    return range(needs - law.latent if law.is_on else needs, needs)
