"""Customers resist where they are driven from a channel: it is closed, or costs extra."""

import numpy as np

from sim.mechanisms.channels.channel_migration import resented
from sim.mechanisms.crm.relationship_stages import is_customer
from sim.state.market import Market


def customers_resist(market: Market) -> None:
    """Who used a channel that is closed or surcharged likes the firm less. Writes: satisfaction, loyalty."""
    law, columns = market.scenario.mechanisms.channels.channel_migration, market.customers.columns
    if not law.is_on or not len(columns.habit):
        return
    for firm in (firm for firm in market.firms if firm.is_active):
        for name, is_closed in firm.driven.items():
            used = columns.habit == market.customers.channels.index(name)
            driven = np.flatnonzero(used & is_customer(columns.stage[firm.index]))
            levels = (columns.satisfaction, columns.loyalty) if is_closed else (columns.satisfaction,)
            lost = law.strength * (law.forced if is_closed else law.charged)
            for level in levels:
                level[firm.index, driven] = resented(level[firm.index, driven], lost)
