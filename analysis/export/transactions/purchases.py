"""Purchases of one period as a seller's system would keep them: who, when, what for, and what it brought."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.randomness import Decision, uniforms
from sim.result.events import Rows
from sim.state.counts import EVENT_COLUMNS, PURCHASE
from sim.state.market import Market
from sim.units import Floats, Ints

_AT = {name: index for index, name in enumerate(EVENT_COLUMNS)}
_OCCASION_BITS = 40


class Purchases(NamedTuple):
    """Purchases, one entry each; firms and channels by index. All int64[purchases] but the last two."""

    customer: Ints
    firm: Ints
    channel: Ints
    units: Ints
    cents: Ints
    """What the customer paid."""
    contribution: Ints
    """What of it is left after production, commission (to a whole cent) and cost of the sale, in cents."""
    years: Floats
    """float64: moment of the purchase, from the start of the run."""


def purchases_of(market: Market, events: Rows) -> Purchases:
    """Purchases of the period that a market has just lived through, by customer and moment.

    Parameters
    ----------
    market
        The market at the end of the period, before its time moves on.
    events
        What `sim.model.live` returned for it.
    """
    rows = events[events[:, 0] == PURCHASE]
    rows = rows[np.lexsort((rows[:, _AT["occasion"]], rows[:, _AT["customer"]]))]
    customer, occasion, firm, generation, channel, units, cents = (
        rows[:, _AT[name]]
        for name in ("customer", "occasion", "firm", "generation", "channel", "units", "amount_cents")
    )
    handling, commission = _channel_costs(market)
    made = _unit_costs(market)[firm, generation]
    paid_away = np.floor(commission[channel] * cents + 0.5).astype(np.int64)
    contribution = cents - (made + handling[channel]) * units - paid_away
    years = (market.period + _moments(market, customer, occasion)) * market.scenario.period_years
    return Purchases(customer, firm, channel, units, cents, contribution, years)


def _moments(market: Market, customer: Ints, occasion: Ints) -> Floats:
    """Share of the period gone at each purchase, float64 in [0, 1); a customer's occasions come in order."""
    who = customer.astype(np.uint64) + (occasion.astype(np.uint64) << np.uint64(_OCCASION_BITS))
    drawn = uniforms(market.luck.key(Decision.PURCHASE_DATE, market.period + 1), who)
    return np.asarray(drawn[np.lexsort((drawn, customer))])


def _unit_costs(market: Market) -> npt.NDArray[np.int64]:
    """What a unit costs to make, int64[firms, generations] in cents; 0 where a firm has no such product."""
    return np.array(
        [
            [
                round(100 * firm.products[name].spec.unit_cost) if name in firm.products else 0
                for name in market.scenario.generations
            ]
            for firm in market.firms
        ],
        dtype=np.int64,
    )


def _channel_costs(market: Market) -> tuple[Ints, Floats]:
    """Cost per unit sold (int64 cents) and commission (share of the amount) of every channel."""
    profiles = [channel.profile for channel in market.scenario.channels.values()]
    handling = np.array([round(100 * profile.cost_per_sale) for profile in profiles], dtype=np.int64)
    return handling, np.array([profile.commission for profile in profiles], dtype=np.float64)


def joined(parts: list[Purchases]) -> Purchases:
    """Purchases of several periods, one after the other."""
    return Purchases._make(np.concatenate(column) for column in zip(*parts, strict=True))
