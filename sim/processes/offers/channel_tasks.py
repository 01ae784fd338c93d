"""What firms' channels do for each task becomes tables that compiled loops read."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.agents.customers import NOT_REACHED
from sim.agents.firms import Firm, ProductLine
from sim.compiling import by_address
from sim.mechanisms.channels.channel_migration import unhelped
from sim.mechanisms.channels.channel_types import SELF_SERVICE, ChannelType, Task, channel_service
from sim.mechanisms.channels.task_channels import task_utility
from sim.processes.offers.advice import (
    ADVICE,
    TASKS,
    Offer,
    Service,
    advice_had,
    again,
    journeys,
    return_cents,
    returned,
    swayed,
)
from sim.processes.offers.service import attended
from sim.randomness import Decision
from sim.state.customer_counts import heads
from sim.state.market import Market
from sim.state.offers import TaskTables
from sim.units import Floats

Products = tuple[Firm, str, ProductLine]
IN_CONTACTS = (Task.COMMUNICATION, Task.AFTER_SALE, Task.ACCOUNT_CARE)


@cache
def no_tables() -> TaskTables:
    """Tables where tasks have no channels of their own; nobody reads them."""
    plane, line, whole = np.zeros((0, 0)), np.zeros(0), np.zeros(0, dtype=np.int64)
    keys, cube = np.zeros(0, dtype=np.uint64), np.zeros((0, 0, 0))
    return by_address(
        TaskTables(
            advice=line,
            advice_key=keys,
            advises=np.zeros((0, 0), dtype=np.uint8),
            swayed=plane,
            journey=plane,
            returned=plane,
            return_cents=plane,
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
    )


def task_tables(market: Market, sold: Sequence[Products], posted: Mapping[str, Any]) -> TaskTables:
    """Tables of what all firms' channels do for each task, for the products of the offers that are posted."""
    if not market.scenario.mechanisms.channels.task_channels.is_on:
        return no_tables()
    places = zip(sold, posted["offer_channel"].tolist(), posted["service"].tolist(), strict=True)
    offers = [Offer(firm, channel, usual, line.spec.unit_cost) for (firm, _, line), channel, usual in places]
    service = _service(market)
    had = advice_had(market, offers, service)
    contact = np.where(service.does, _utilities(market, service.quality), NOT_REACHED)
    fitting = [_best(service, offer.firm.index, Task.INSTALLATION) for offer in offers]
    return TaskTables(
        advice=contact[:, :, ADVICE].max(axis=0),
        advice_key=_keys(market, Decision.ADVICE),
        advises=service.does[:, :, ADVICE].astype(np.uint8),
        swayed=swayed(market, offers, service, had),
        journey=journeys(market, offers, service, fitting),
        returned=returned(market, had),
        return_cents=return_cents(market, offers),
        fitting=np.array(fitting, dtype=np.int64),
        unhelped=_unhelped(market),
        contact=contact,
        contact_key=_keys(market, Decision.CONTACT_CHANNEL),
        quality=service.quality,
        task_limits=_task_limits(market),
        assisted=np.array([_assisted(market, service, firm) for firm in market.firms], dtype=np.int64),
        again=np.array([again(market, firm) for firm in market.firms]),
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
    """Logits of each channel of each firm for each task, float64[F, C, T]."""
    law = market.scenario.mechanisms.channels.task_channels
    logits = np.empty_like(quality)
    for c, channel in enumerate(market.scenario.channels.values()):
        of_one = [
            task_utility(mark, law.quality, channel.profile.hours, law.urgency)
            for mark in quality[:, c].reshape(-1).tolist()
        ]
        logits[:, c] = np.reshape(of_one, logits[:, c].shape)
    return logits


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


def _unhelped(market: Market) -> Floats:
    """Share of each channel's strangeness that firms' help leaves, float64[F, C]; 0 where people serve."""
    law, dt = market.scenario.mechanisms.channels.channel_migration, market.scenario.period_years
    left = np.zeros((len(market.firms), len(market.scenario.channels)))
    for firm in market.firms:
        _, customers, _ = heads(market, firm.index)
        for c, (name, channel) in enumerate(market.scenario.channels.items()):
            if channel.type in SELF_SERVICE:
                left[firm.index, c] = unhelped(firm.help[name] / dt / customers, law.help_scale)
    return left
