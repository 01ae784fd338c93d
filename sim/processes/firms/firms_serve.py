"""Firms pay for agents and for service, and customers' calls queue for the agents."""

import numpy as np
import numpy.typing as npt

from sim.agents.calls import NO_CALLS, Calls
from sim.agents.firms import Firm
from sim.mechanisms.channels.channel_types import ChannelType
from sim.mechanisms.crm.call_centre import handling_time, queue_while_busy, waiting_chance
from sim.mechanisms.crm.relationship_stages import is_customer
from sim.processes.firms.tier_treatments import treatments_of
from sim.state.counts import IGNORED
from sim.state.customer_counts import customers_of
from sim.state.ledger import Account, cents
from sim.state.market import Market
from sim.strategies.base import CallCentrePlan, ServicePlan
from sim.strategies.plans import MOST_TIERS
from sim.units import Floats

NOBODY_LEAVES = 1e-9
"""Share of calls that leave a queue in a period where practically none does; waits are then without end."""


def firms_serve(market: Market) -> None:
    """Agents and service are paid for; last period's contacts and complaints call the agents.

    Writes: firms, ledger.
    """
    for firm in market.firms:
        if firm.is_active:
            _pay_for_service(market, firm)
            _answer_calls(market, firm)


def _pay_for_service(market: Market, firm: Firm) -> None:
    """Money on the dimensions of service, for the customers of the last books."""
    if market.scenario.mechanisms.customers.service_dimensions.is_on and market.tally is not None:
        money = (
            customers_of(market, firm.index)
            * (firm.offers.service or ServicePlan()).total
            * market.scenario.period_years
        )
        market.ledger.pay(firm.index, Account.SERVICE, cents(money))


def _answer_calls(market: Market, firm: Firm) -> None:
    """Pay agents and machines, and let calls queue for the agents. Writes: firm.calls."""
    plan, tally = firm.offers.call_centre, market.tally
    if not market.scenario.mechanisms.crm.call_centre.is_on or plan is None:
        firm.calls = NO_CALLS
        return
    contacts = _calls(market, firm)
    by_machine = plan.self_service * contacts
    money = plan.agents * plan.agent_cost + by_machine * plan.machine_cost
    market.ledger.pay(firm.index, Account.SERVICE, cents(money))
    complaints = int(tally.complaints[firm.index, IGNORED:].sum()) if tally is not None else 0
    calls = (contacts - by_machine + complaints) * _spread(market, firm)
    firm.calls = queued(market, firm, plan, calls)


def _calls(market: Market, firm: Firm) -> int:
    """Contacts by telephone in the last books; all contacts where tasks have no channels of their own."""
    if market.tally is None:
        return 0
    if not market.rates.task_channels.is_on:
        return int(market.tally.contacts[firm.index].sum())
    types = [channel.type for channel in market.scenario.channels.values()]
    calls = [c for c, kind in enumerate(types) if kind is ChannelType.TELEPHONE]
    return int(market.tally.task_contacts[firm.index, calls].sum())


def _spread(market: Market, firm: Firm) -> Floats:
    """Share of a firm's customers in each tier, float64[MOST_TIERS]; one is as likely to call as another."""
    columns, spread = market.customers.columns, np.zeros(MOST_TIERS)
    customers = int(np.count_nonzero(served := is_customer(columns.stage[firm.index])))
    if market.rates.relationship_strategy.is_on and customers:
        spread += np.bincount(columns.tier[firm.index][served], minlength=MOST_TIERS) / customers
    else:
        spread[0] = 1.0
    return spread


def queued(market: Market, firm: Firm, plan: CallCentrePlan, calls: Floats) -> Calls:
    """How calls queue for a firm's agents in a period, after those left from the last one.

    Parameters
    ----------
    calls : float64[MOST_TIERS]
        Calls of the period, by tier of the caller.
    """
    law, dt = market.scenario.mechanisms.crm.call_centre, market.scenario.period_years
    handling = handling_time(law.handling, law.harder, plan.self_service)
    seats = max(1, round(plan.agents * law.agent_hours / law.open_hours * law.sample))
    length = 60.0 * law.open_hours * dt / handling
    offered = (calls + firm.calls.left) * law.sample / length
    hang_up = handling / law.patience if law.patience is not None else 0.0
    waits = _waits(offered, _ranks(firm, plan), seats, hang_up + 1.0 / length)
    return Calls(
        load=float(calls.sum()) * law.sample / length / seats,
        left=offered * waits / law.sample,
        minutes=handling * waits / np.maximum(1.0 - waits / length, NOBODY_LEAVES),
        given_up=hang_up * waits,
        unanswered=(hang_up + 1.0 / length) * waits,
    )


def _ranks(firm: Firm, plan: CallCentrePlan) -> npt.NDArray[np.int64]:
    """Priority of each tier, int64[MOST_TIERS]; the same for all if callers are not recognised."""
    if not plan.recognition:
        return np.zeros(MOST_TIERS, dtype=np.int64)
    return np.array([treatment.priority for treatment in treatments_of(firm)], dtype=np.int64)


def _waits(offered: Floats, ranks: npt.NDArray[np.int64], seats: int, impatience: float) -> Floats:
    """Mean time that a call waits by its tier, in handling times, float64[MOST_TIERS].

    Each rank and those before it make a queue of their own.
    """
    chance = waiting_chance(seats, float(offered.sum()), impatience)
    waits, before, ahead = np.zeros(MOST_TIERS), 0.0, 0.0
    for rank in sorted(set(ranks.tolist()), reverse=True):
        own = ranks == rank
        calls = float(offered[own].sum())
        ahead += calls
        together = chance * queue_while_busy(seats, ahead, impatience)
        waits[own] = (together - before) / calls if calls > 0.0 else 0.0
        before = together
    return waits
