"""What firms' channels do for each task becomes tables that compiled loops read."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.agents.customers import NOT_REACHED
from sim.agents.firms import Firm
from sim.market import Market
from sim.maths import log
from sim.mechanisms.channels.channel_integration import contradicted, kept_on_the_way, told_again
from sim.mechanisms.channels.channel_migration import unhelped
from sim.mechanisms.channels.channel_types import SELF_SERVICE, ChannelType, Task, channel_service
from sim.mechanisms.channels.task_channels import advice_carried, bound_utility, risk_utility, task_utility
from sim.mechanisms.crm.relationship_stages import LOST, WELCOME
from sim.posted import TaskTables
from sim.processes.serving import attended
from sim.randomness import Decision

Floats = npt.NDArray[np.float64]
TASKS = tuple(Task)
IN_CONTACTS = (Task.COMMUNICATION, Task.AFTER_SALE, Task.ACCOUNT_CARE)


class Offer(NamedTuple):
    """One offer: whose, through which channel (an index), with which average service."""

    firm: Firm
    channel: int
    service: float


class Service(NamedTuple):
    """How well firms' channels do tasks: quality float64[F, C, T], and what they do, bool[F, C, T]."""

    quality: Floats
    does: npt.NDArray[np.bool_]


@cache
def no_tables() -> TaskTables:
    """Tables where tasks have no channels of their own; nobody reads them."""
    plane, line, whole = np.zeros((0, 0)), np.zeros(0), np.zeros(0, dtype=np.int64)
    keys, cube = np.zeros(0, dtype=np.uint64), np.zeros((0, 0, 0))
    return TaskTables(
        advice=line,
        advice_key=keys,
        advises=np.zeros((0, 0), dtype=np.uint8),
        swayed=plane,
        journey=plane,
        fitting=whole,
        unhelped=plane,
        contact=cube,
        contact_key=keys,
        quality=cube,
        task_limits=line,
        assisted=whole,
        again=line,
        ability=line,
        cents=line,
    )


def task_tables(market: Market, sellers: Sequence[Firm], posted: Mapping[str, Any]) -> TaskTables:
    """Tables of what all firms' channels do for each task, for the sellers of the offers that are posted."""
    if not market.scenario.mechanisms.channels.task_channels.is_on:
        return no_tables()
    places = zip(sellers, posted["offer_channel"].tolist(), posted["service"].tolist(), strict=True)
    offers = [Offer(*place) for place in places]
    service = _service(market)
    advising = service.quality[:, :, TASKS.index(Task.ADVICE)]
    advises = service.does[:, :, TASKS.index(Task.ADVICE)]
    contact = np.where(service.does, _utilities(market, service.quality), NOT_REACHED)
    fitting = [_best(service, offer.firm.index, Task.INSTALLATION) for offer in offers]
    return TaskTables(
        advice=np.where(advises, _utilities(market, advising), NOT_REACHED).max(axis=0),
        advice_key=_keys(market, Decision.ADVICE),
        advises=advises.astype(np.uint8),
        swayed=_swayed(market, offers, advising, advises),
        journey=_journeys(market, offers, service, fitting),
        fitting=np.array(fitting, dtype=np.int64),
        unhelped=_unhelped(market),
        contact=contact,
        contact_key=_keys(market, Decision.CONTACT_CHANNEL),
        quality=service.quality,
        task_limits=_task_limits(market),
        assisted=np.array([_assisted(market, service, firm) for firm in market.firms], dtype=np.int64),
        again=np.array([_again(market, firm) for firm in market.firms]),
        ability=_abilities(market),
        cents=_cents(market),
    )


def _cents(market: Market) -> Floats:
    """Cents of an ordinary contact through each channel, float64[C]."""
    law, channels = market.scenario.mechanisms.channels.task_channels, market.scenario.channels.values()
    return np.array([100.0 * law.strength * channel.profile.contact_cost for channel in channels])


def _keys(market: Market, decision: Decision) -> npt.NDArray[np.uint64]:
    """uint64[C]: this period's key of a decision for each channel."""
    channels = range(len(market.scenario.channels))
    return np.array([market.luck.key(decision, market.period + 1, c + 1) for c in channels], dtype=np.uint64)


def _service(market: Market) -> Service:
    channels = market.scenario.channels
    shape = len(market.firms), len(channels), len(TASKS)
    quality, does = np.zeros(shape), np.zeros(shape, dtype=np.bool_)
    for firm in market.firms:
        lasting, gained = attended(market, firm, 1.0), firm.programme.service
        for c, (name, channel) in enumerate(channels.items()):
            marks = channel.profile.quality
            does[firm.index, c] = [firm.is_active and firm.does(name, task) for task in TASKS]
            for t, task in enumerate(TASKS):
                quality[firm.index, c, t] = lasting * channel_service(marks[task], firm.effort[name]) + gained
    return Service(quality.clip(0.0, 1.0), does)


def _utilities(market: Market, quality: Floats) -> Floats:
    """Logits of channels for a task or for each; the second axis is that of channels."""
    law = market.scenario.mechanisms.channels.task_channels
    logits = np.empty_like(quality)
    for c, channel in enumerate(market.scenario.channels.values()):
        of_one = [
            task_utility(mark, law.quality, channel.profile.hours, law.urgency)
            for mark in quality[:, c].reshape(-1).tolist()
        ]
        logits[:, c] = np.reshape(of_one, logits[:, c].shape)
    return logits


def _swayed(
    market: Market, offers: Sequence[Offer], advising: Floats, advises: npt.NDArray[np.bool_]
) -> Floats:
    """Logits of each offer by where one was advised, float64[A, C + 2]."""
    law, channels = market.scenario.mechanisms.channels.task_channels, len(market.scenario.channels)
    best = np.where(advises, advising, 0.0).max(axis=0)
    swayed = np.zeros((len(offers), channels + 2))
    swayed[:, channels] = risk_utility(0.0, law.risk)
    for a, (firm, sold_in, _) in enumerate(offers):
        kept, joined = _kept(market, firm), _integration(market, firm)
        for c in range(channels):
            is_same, is_own = c == sold_in, bool(advises[firm.index, c])
            own = advice_carried(float(advising[firm.index, c]), is_same, kept)
            got = own if is_own else law.general * float(best[c])
            bound = bound_utility(is_same, law.lock_in, law.synergy * joined) if is_own else 0.0
            swayed[a, c] = risk_utility(got, law.risk) + bound
    return law.strength * swayed


def _journeys(market: Market, offers: Sequence[Offer], service: Service, fitting: Sequence[int]) -> Floats:
    """Quality of service of each offer by where one was advised, float64[A, C + 2]."""
    law, weights = (
        market.scenario.mechanisms.channels.task_channels,
        market.scenario.mechanisms.channels.channel_types.task_weights,
    )
    advice, sale, fit = (TASKS.index(task) for task in (Task.ADVICE, Task.SALE, Task.INSTALLATION))
    w_advice, w_sale, w_fit = (weights.get(TASKS[task], 0.0) for task in (advice, sale, fit))
    channels = len(market.scenario.channels)
    journeys = np.zeros((len(offers), channels + 2))
    for a, (firm, sold_in, usual) in enumerate(offers):
        own = service.quality[firm.index]
        fitted = float(own[fitting[a], fit]) if fitting[a] >= 0 else 0.0
        done, weight = w_sale * float(own[sold_in, sale]) + w_fit * fitted, max(w_sale + w_fit, 1e-9)
        journeys[a, channels:] = done / weight
        for c in range(channels):
            advises = bool(service.does[firm.index, c, advice])
            given = float(own[c, advice]) if advises else 0.0
            together = (done + w_advice * given) / (weight + w_advice) if advises else done / weight
            apart = _apart(market, firm) if advises and c != sold_in else 0.0
            journeys[a, c] = together - apart
        journeys[a] = usual + law.strength * (journeys[a] - usual)
    return journeys


def _best(service: Service, firm: int, task: Task) -> int:
    """Channel of a firm that does a task best, -1 if none does it."""
    t = TASKS.index(task)
    able = np.flatnonzero(service.does[firm, :, t])
    return int(able[service.quality[firm, able, t].argmax()]) if len(able) else -1


def _assisted(market: Market, service: Service, firm: Firm) -> int:
    """Channel that takes up contacts failed elsewhere: the telephone if there is one, else the ablest."""
    after = TASKS.index(Task.AFTER_SALE)
    able = np.flatnonzero(service.does[firm.index, :, after]).tolist()
    channels = list(market.scenario.channels.values())
    calls = [c for c in able if channels[c].type is ChannelType.TELEPHONE]
    if calls or not able:
        return calls[0] if calls else -1
    return int(max(able, key=lambda c: channels[c].profile.ability))


def _abilities(market: Market) -> Floats:
    """Share of contacts that each channel can resolve, float64[C]."""
    failed = market.scenario.mechanisms.channels.failed_contacts
    own = np.array([channel.profile.ability for channel in market.scenario.channels.values()])
    abilities: Floats = 1.0 - failed.strength * (1.0 - own)
    return abilities


def _task_limits(market: Market) -> Floats:
    """Cumulative shares of the tasks that contacts between purchases are about, float64[3]."""
    weights = market.scenario.mechanisms.channels.channel_types.task_weights
    own = np.array([weights.get(task, 0.0) for task in IN_CONTACTS])
    shares = own / own.sum() if own.sum() > 0.0 else np.full(len(own), 1.0 / len(own))
    limits: Floats = shares.cumsum()
    return limits


def _integration(market: Market, firm: Firm) -> float:
    law = market.scenario.mechanisms.channels.channel_integration
    return 1.0 - law.strength * (1.0 - firm.integration)


def _kept(market: Market, firm: Firm) -> float:
    law = market.scenario.mechanisms.channels.channel_integration
    return kept_on_the_way(law.conflict, _integration(market, firm))


def _again(market: Market, firm: Firm) -> float:
    """Experience lost where a second channel is told all again, and says something else."""
    law = market.scenario.mechanisms.channels.channel_integration
    said = law.strength * contradicted(law.contradiction, firm.consistency)
    return told_again(law.repeating, _integration(market, firm)) + said


def _apart(market: Market, firm: Firm) -> float:
    """Experience lost where one is advised in one channel and buys in another."""
    law = market.scenario.mechanisms.channels.channel_integration
    prices = [
        (firm.spec.channels[name].price if name in firm.spec.channels else 1.0) * (1.0 - firm.incentive[name])
        for name, is_open in firm.open_channels.items()
        if is_open
    ]
    gap = log(max(prices) / min(prices)) if prices else 0.0
    return _again(market, firm) + law.strength * law.unequal_prices * gap


def _unhelped(market: Market) -> Floats:
    """Share of each channel's strangeness that firms' help leaves, float64[F, C]; 0 where people serve."""
    law, dt = market.scenario.mechanisms.channels.channel_migration, market.scenario.period_years
    left = np.zeros((len(market.firms), len(market.scenario.channels)))
    for firm in market.firms:
        customers = 1 if market.tally is None else int(market.tally.stages[firm.index][WELCOME:LOST].sum())
        for c, (name, channel) in enumerate(market.scenario.channels.items()):
            if channel.type in SELF_SERVICE:
                left[firm.index, c] = unhelped(firm.help[name] / dt / max(customers, 1), law.help_scale)
    return left
