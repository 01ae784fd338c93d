"""What budgets do to people, by firm and relationship stage."""

from typing import Any, NamedTuple

import numpy as np

from sim.agents.firms import Firm
from sim.compiling import by_address, kernel
from sim.mechanisms.crm.loyalty_programme import attention, points_pressure
from sim.mechanisms.crm.relationship_stages import ATTRACTION, INTENSIVE_CARE, LOST, WELCOME
from sim.mechanisms.crm.retention import response
from sim.mechanisms.customers.awareness import advertising_reach
from sim.processes.firms.hand_overs import heads_courted, leads_followed, newcomers_known
from sim.state.counts import STAGES
from sim.state.customer_counts import heads
from sim.state.market import Market


class Efforts(NamedTuple):
    """What each firm does for people, and how much of it arrives. float64[F] unless said otherwise."""

    active: Any
    """uint8[F]: 1 while the firm is in the market."""
    advertising: Any
    """Money per head and year; so are the next three: per stranger, present customer, lost customer."""
    courting: Any
    care: Any
    win_back: Any
    followed: Any
    """Share of leads that reach a sale."""
    known: Any
    """Share of new customers whom service knows."""
    effectiveness: Any
    """What a CRM programme has made of the effect of care and of winning back."""


class Effects(NamedTuple):
    """What it comes to, float64[F, 6] by relationship stage."""

    pull: Any
    """Logits."""
    touch: Any
    """Share of missing awareness added."""
    bond: Any
    """Share of missing attitudinal loyalty added."""


class Response(NamedTuple):
    """How people respond, by the laws of retention and awareness."""

    retention: float
    acquisition_pull: float
    acquisition_touch: float
    acquisition_scale: float
    bonding: float
    retention_scale: float
    win_back_pull: float
    win_back_scale: float
    awareness: float
    advertising_scale: float
    exposures: float
    period_years: float


class Work(NamedTuple):
    """What firms do, how people respond, what comes of it: one table, made once a run."""

    made: Efforts
    law: Response
    come_to: Effects


def efforts(market: Market) -> Effects:
    """What budgets do to people in a period. Writes: firms' courted_twice, market.work."""
    if market.work is None:
        market.work = by_address(_no_work(market))
    work: Work = market.work
    work.made.active[:] = 0
    for firm in market.firms:
        if firm.is_active:
            _write_down(market, firm, work.made)
    respond(work)
    if market.scenario.mechanisms.crm.loyalty_programme.is_on:
        _reward(market, work.come_to)
    return work.come_to


def _no_work(market: Market) -> Work:
    firms = len(market.firms)
    made = Efforts(np.zeros(firms, dtype=np.uint8), *(np.zeros(firms) for _ in Efforts._fields[1:]))
    come_to = Effects(*(np.zeros((firms, STAGES)) for _ in Effects._fields))
    return Work(made, _response(market), come_to)


def _write_down(market: Market, firm: Firm, made: Efforts) -> None:
    """What a firm spends per head and year, and how it is organised. Writes: made."""
    f, offers, dt = firm.index, firm.offers, market.scenario.period_years
    strangers, customers, lost = heads(market, f)
    made.active[f] = 1
    made.advertising[f] = offers.advertising / dt / max(len(market.customers), 1)
    made.courting[f] = offers.acquisition / dt / heads_courted(market, firm, strangers, customers)
    made.care[f] = offers.retention / dt / customers
    made.win_back[f] = offers.win_back / dt / lost
    made.followed[f] = leads_followed(market, firm)
    made.known[f] = newcomers_known(market, firm)
    made.effectiveness[f] = firm.programme.effectiveness


def _response(market: Market) -> Response:
    law, aware = market.scenario.mechanisms.crm.retention, market.scenario.mechanisms.customers.awareness
    return Response(
        retention=law.strength,
        acquisition_pull=law.acquisition_pull,
        acquisition_touch=law.acquisition_touch,
        acquisition_scale=law.acquisition_scale,
        bonding=law.bonding,
        retention_scale=law.retention_scale,
        win_back_pull=law.win_back_pull,
        win_back_scale=law.win_back_scale,
        awareness=aware.strength,
        advertising_scale=aware.advertising_scale,
        exposures=aware.exposures,
        period_years=market.scenario.period_years,
    )


@kernel
def respond(work: Work) -> None:
    """How people respond to what firms do. Writes: work.come_to."""
    made, law, dt = work.made, work.law, work.law.period_years
    pull, touch, bond = work.come_to.pull, work.come_to.touch, work.come_to.bond
    for f in range(made.active.shape[0]):
        for stage in range(pull.shape[1]):
            pull[f, stage], touch[f, stage], bond[f, stage] = 0.0, 0.0, 0.0
        if made.active[f] == 0:
            continue
        reached = advertising_reach(made.advertising[f], law.advertising_scale, law.exposures)
        reach = min(law.awareness * reached * dt, 1.0)
        touching = response(made.courting[f], law.acquisition_scale, law.acquisition_touch)
        courted = law.retention * touching * dt
        for stage in range(touch.shape[1]):
            touch[f, stage] = reach
        touch[f, ATTRACTION] = 1.0 - (1.0 - reach) * (1.0 - min(courted, 1.0))
        drawn = response(made.courting[f], law.acquisition_scale, law.acquisition_pull)
        pull[f, ATTRACTION] = law.retention * made.followed[f] * drawn
        helped = law.retention * made.effectiveness[f]
        pull[f, LOST] = helped * response(made.win_back[f], law.win_back_scale, law.win_back_pull)
        bonding = helped * response(made.care[f], law.retention_scale, law.bonding) * dt
        for stage in range(WELCOME, INTENSIVE_CARE + 1):
            bond[f, stage] = min(bonding, 1.0)
        bond[f, WELCOME] *= made.known[f]


def _reward(market: Market, come_to: Effects) -> None:
    """What loyalty programmes do to customers, all of whom are members. Writes: come_to."""
    law, dt = market.scenario.mechanisms.crm.loyalty_programme, market.scenario.period_years
    rewarding = [firm for firm in market.firms if firm.is_active and firm.offers.reward > 0.0]
    for firm in rewarding:
        pull, bond = (of[firm.index, WELCOME:LOST] for of in (come_to.pull, come_to.bond))
        share = law.strength * attention(len(rewarding) - 1)
        pull += share * points_pressure(firm.offers.reward, law.scale, law.pressure)
        attached = law.strength * points_pressure(firm.offers.reward, law.scale, law.attachment) * dt
        bond += (1.0 - bond) * min(attached, 1.0)
