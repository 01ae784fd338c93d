"""Complaints are taken up as far as there is capacity, and those traced to their cause better the product."""

from sim.agents.firms import Firm, ProductLine
from sim.mechanisms.crm.objection_management import capacity, failures_left, taken_up
from sim.state.counts import IGNORED, RECOVERED
from sim.state.market import Market


def share_taken_up(market: Market, firm: Firm) -> float:
    """Share of a firm's complaints that it can take up, by how many there were last period."""
    law, dt = market.scenario.mechanisms.crm.objection_management, market.scenario.period_years
    if not law.is_on:
        return 1.0
    most = capacity(law.desk * dt, firm.offers.objection_management, law.handling)
    return 1.0 - law.strength * (1.0 - taken_up(most, _voiced(market, firm)))


def trace(market: Market, firm: Firm) -> None:
    """Trace complaints to their cause as far as there is money, in all that is on sale. Writes: firms."""
    law, lines = market.scenario.mechanisms.crm.objection_management, firm.on_sale().values()
    for line in lines:
        traced = min(_voiced(market, firm), firm.offers.objection_management / law.handling)
        line.traced += traced / len(lines)


def defect_chance(market: Market, line: ProductLine) -> float:
    """Chance that a product fails, after what was learnt from complaints."""
    law = market.scenario.mechanisms.crm.objection_management
    left = failures_left(line.traced, law.experience, law.learning)
    return line.spec.defects * (1.0 - law.strength * (1.0 - left))


def _voiced(market: Market, firm: Firm) -> float:
    """Complaints that a firm's customers voiced last period."""
    if market.tally is None:
        return 0.0
    return float(market.tally.complaints[firm.index, [IGNORED, RECOVERED]].sum())
