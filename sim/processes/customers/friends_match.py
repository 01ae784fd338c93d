"""Friends send people to firms that suit them: whoever was sent likes the firm the better for good."""

import numpy as np

from sim.state.market import Market


def friends_match(market: Market) -> None:
    """Whoever first bought this period because a friend praised the firm suits it better. Writes: taste."""
    law, columns, tally = (
        market.scenario.mechanisms.customers.referral,
        market.customers.columns,
        market.tally,
    )
    assert tally is not None
    if not law.is_on:
        return
    for firm in np.flatnonzero(tally.referred.sum(axis=1)).tolist():
        sent = np.flatnonzero((columns.first[firm] == market.period) & (columns.referrer[firm] >= 0))
        columns.taste[firm, sent] += np.float32(law.strength * law.matching)
