"""What hand-overs between departments, and staff who leave, do to the money for winning customers."""

from sim.agents.firms import Firm
from sim.mechanisms.crm.hand_overs import courted_twice, customers_passed_on, leads_left, unrecognised
from sim.state.market import Market


def leads_followed(market: Market, firm: Firm) -> float:
    """Share of a firm's leads that reach a sale."""
    law = market.scenario.mechanisms.crm.hand_overs
    return leads_left(firm.spec.hand_over, law.strength)


def newcomers_known(market: Market, firm: Firm) -> float:
    """Share of a firm's new customers whom service knows."""
    law = market.scenario.mechanisms.crm.hand_overs
    return customers_passed_on(firm.spec.hand_over, law.strength)


def heads_courted(market: Market, firm: Firm, strangers: int, customers: int) -> float:
    """Heads among whom a firm's courting is divided: strangers, and customers taken for strangers.

    Writes: the firm's `courted_twice`.
    """
    law = market.scenario.mechanisms.crm.hand_overs
    share = law.strength * unrecognised(firm.spec.turnover, firm.integration, law.relearning)
    twice = courted_twice(customers, strangers, share)
    firm.courted_twice = firm.offers.acquisition * twice
    return strangers / (1.0 - twice)
