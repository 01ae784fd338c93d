"""Money joins a firm's channels, so that each comes to know what the others were told."""

from sim.agents.firms import Firm
from sim.market import Market
from sim.mechanisms.channels.channel_integration import joined
from sim.mechanisms.crm.crm_programme import gained
from sim.processes.heads import heads


def join_channels(market: Market, firm: Firm) -> None:
    """Join part of what is not yet joined. Writes: firm.joined."""
    law, dt = market.scenario.mechanisms.channels.channel_integration, market.scenario.period_years
    if not law.is_on or firm.offers.joining <= 0.0 or market.tally is None:
        return
    _, customers, _ = heads(market, firm.index)
    money = firm.offers.joining / dt / customers
    firm.joined = gained(firm.joined, joined(money, law.money_scale, law.building, dt))
