"""Journeys: buyers take advice in one channel and buy in the same or another; contacts go where each suits.

A customer who fails in one channel may try again in another of the same firm.
"""

from typing import Final

import numpy as np

from sim.agents.customers import NOBODY, NOT_REACHED
from sim.compiling import part
from sim.mechanisms.channels.channel_migration import MOST_USES
from sim.mechanisms.channels.channel_types import Task
from sim.mechanisms.channels.failed_contacts import difficulty, handling
from sim.mechanisms.customers.brand_choice import arrival
from sim.processes.customers.line_up import abreast, gather
from sim.randomness import Decision, Word, exponential, uniform
from sim.state.market import Scene

ADVICE, ADVISER, TASK = int(Decision.ADVICE), int(Decision.ADVISER), int(Decision.TASK)
DIFFICULTY, SPILL, RETURN = int(Decision.DIFFICULTY), int(Decision.SPILL), int(Decision.RETURN)
_TASKS: Final = tuple(Task)
ADVISING: Final = _TASKS.index(Task.ADVICE)
SELLING: Final = _TASKS.index(Task.SALE)
INSTALLING: Final = _TASKS.index(Task.INSTALLATION)
COMMUNICATING: Final = _TASKS.index(Task.COMMUNICATION)
AFTER_SALE: Final = _TASKS.index(Task.AFTER_SALE)
ACCOUNT_CARE: Final = _TASKS.index(Task.ACCOUNT_CARE)
NEVER_COMES: Final = 1e300
MIDDLING: Final = 0.5
"""Difficulty of a contact where no contact is hard or easy."""

CHANNELS_NOTED: Final = ("contribution", "habit", "visited", "practice")
"""Columns that going through channels, or a contact in one, may write."""


@part
def seek_advice(scene: Scene, count: int) -> None:
    """Where each in line takes advice, if any is needed. Writes: paper."""
    paper, rates, tables = scene.paper, scene.rates, scene.posted.tasks
    channels, advised, time = paper.liking.shape[0], paper.advised, paper.time
    weight, needed = rates.brand_choice.channel, rates.task_channels.advised
    _get_ready(scene, count)
    key = scene.posted.keys[ADVICE]
    for b in range(count):
        is_needed = uniform(key, paper.who[b]) < needed
        advised[b] = channels if is_needed else channels + 1
        time[b] = NEVER_COMES
    for channel in range(channels):
        if tables.advice[channel] > NOT_REACHED:
            liking, strange, common = paper.liking[channel], paper.strange[channel], tables.advice[channel]
            for b in range(abreast(count)):
                drawn = exponential(tables.advice_key[channel], paper.who[b])
                arrived = arrival(common + weight * (liking[b] - strange[b]), drawn)
                wins = (liking[b] > NOT_REACHED) & (arrived < time[b]) & (advised[b] <= channels)
                time[b] = arrived if wins else time[b]
                advised[b] = channel if wins & (advised[b] <= channels) else advised[b]


@part
def _get_ready(scene: Scene, count: int) -> None:
    """Add to each one's liking what habit adds, and look up how strange channels are. Writes: paper."""
    columns, paper = scene.columns, scene.paper
    habit, migration = scene.rates.task_channels.habit, scene.rates.channel_migration
    gather(columns.habit, paper.person, count, paper.habit)
    for channel in range(paper.liking.shape[0]):
        liking, strange = paper.liking[channel], paper.strange[channel]
        for b in range(count):
            liking[b] = liking[b] + (habit if paper.habit[b] == channel else 0.0)
        for b in range(count):
            uses = columns.practice[channel, paper.person[b]] if migration.is_on else MOST_USES
            strange[b] = migration.strange[uses]


@part
def weigh_journey(scene: Scene, offer: int, count: int) -> None:
    """Add what an offer gains or loses by where one was advised and by how strange its channel is.

    Writes: paper.arrived.
    """
    paper, posted, weight = scene.paper, scene.posted, scene.rates.brand_choice.channel
    channel, firm = posted.offer_channel[offer], posted.product_firm[posted.offer_product[offer]]
    swayed, left = posted.tasks.swayed[offer], weight * posted.tasks.unhelped[firm, channel]
    strange = paper.strange[channel]
    for b in range(count):
        paper.arrived[b] = paper.arrived[b] + swayed[paper.advised[b]] - left * strange[b]


@part
def take_advice(scene: Scene, b: int, seller: int) -> None:
    """Count the advice that one in line took; it costs whoever gave it. Writes: tally, columns."""
    paper, tables = scene.paper, scene.posted.tasks
    i, channel = paper.person[b], paper.advised[b]
    if channel >= paper.liking.shape[0]:
        return
    host = _adviser(scene, i, paper.who[b], channel, seller)
    cents = _contact(scene, i, (host, channel, ADVISING), tables.cents[channel])
    if host != seller:
        scene.tally.showroomed[host] += 1
        scene.tally.showroom_cents[host] += cents
    else:
        scene.columns.contribution[host, i] -= cents


@part
def _adviser(scene: Scene, i: Word, who: Word, channel: int, seller: int) -> int:
    """Whose shop it was: the seller's if it advises there, or the supplier's, or one by lot."""
    advises = scene.posted.tasks.advises
    supplier = scene.columns.supplier[i]
    if seller >= 0 and advises[seller, channel] == 1:
        return seller
    if supplier >= 0 and advises[supplier, channel] == 1:
        return int(supplier)
    there = 0
    for firm in range(advises.shape[0]):
        there += advises[firm, channel]
    drawn, host = int(uniform(scene.posted.keys[ADVISER], who) * there), 0
    for firm in range(advises.shape[0]):
        if advises[firm, channel] == 1:
            host = firm if drawn == 0 else host
            drawn -= 1
    return host


@part
def complete_journey(scene: Scene, b: int, offer: int) -> None:
    """Count the advice before a purchase, the purchase, and its installation. Writes: tally, columns."""
    paper, posted, tables = scene.paper, scene.posted, scene.posted.tasks
    i, channel, fitting = paper.person[b], posted.offer_channel[offer], tables.fitting[offer]
    firm = posted.product_firm[posted.offer_product[offer]]
    take_advice(scene, b, firm)
    scene.tally.journeys[firm, paper.advised[b], channel] += 1
    _contact(scene, i, (firm, channel, SELLING), 0.0)
    if fitting >= 0:
        cents = _contact(scene, i, (firm, fitting, INSTALLING), tables.cents[fitting])
        scene.columns.contribution[firm, i] -= cents
    if scene.rates.returns.is_on:
        _may_return(scene, b, offer)
    scene.columns.habit[i] = channel


@part
def _may_return(scene: Scene, b: int, offer: int) -> None:
    """Let an order come back, and be exchanged, where it was bought. Writes: tally, columns."""
    paper, posted, tables = scene.paper, scene.posted, scene.posted.tasks
    i, channel = paper.person[b], posted.offer_channel[offer]
    firm = posted.product_firm[posted.offer_product[offer]]
    chance = tables.returned[offer, paper.advised[b]]
    if uniform(posted.keys[RETURN], paper.who[b]) < chance:
        cost = tables.return_cents[offer, 0] + tables.return_cents[offer, 1] * int(
            scene.columns.order_size[i]
        )
        scene.tally.returned[firm, channel] += 1
        scene.columns.contribution[firm, i] -= _contact(scene, i, (firm, channel, AFTER_SALE), cost)


@part
def journey_quality(scene: Scene, b: int, offer: int) -> float:
    """Quality of service of a purchase, advice and installation included."""
    return float(scene.posted.tasks.journey[offer, scene.paper.advised[b]])


@part
def meet(scene: Scene, i: Word, moment: Word, firm: int) -> float:
    """Have a contact about some task through some channel, and another if it fails; returns its quality.

    Writes: tally, columns.habit, .visited, .practice, .contribution.
    """
    tables, law = scene.posted.tasks, scene.rates.failed_contacts
    task = _task(scene, moment)
    channel = _channel(scene, i, moment, firm, task)
    if channel < 0:
        return -law.giving_up
    hard = difficulty(uniform(scene.posted.keys[DIFFICULTY], moment), scene.rates.task_channels.complexity)
    hard = hard if law.is_on else MIDDLING
    cost = handling(hard, law.harder)
    quality = tables.quality[firm, channel, task]
    if scene.columns.habit[i] != NOBODY and scene.columns.habit[i] != channel:
        quality -= tables.again[firm]
    cents = _contact(scene, i, (firm, channel, task), cost * tables.cents[channel])
    if law.is_on and hard >= tables.ability[channel]:
        other = tables.assisted[firm]
        is_lost = other < 0 or other == channel
        if is_lost or uniform(scene.posted.keys[SPILL], moment) >= law.spill:
            scene.tally.unresolved[firm, channel] += 1
            quality -= law.giving_up
        else:
            scene.tally.spilled[firm, channel] += 1
            cents += _contact(scene, i, (firm, other, task), cost * tables.cents[other])
            quality = tables.quality[firm, other, task] - tables.again[firm]
            channel = other
    scene.columns.habit[i] = channel
    scene.columns.contribution[firm, i] -= cents
    return float(quality)


@part
def _task(scene: Scene, moment: Word) -> int:
    """What a contact is about."""
    limits, drawn = scene.posted.tasks.task_limits, uniform(scene.posted.keys[TASK], moment)
    if drawn < limits[0]:
        return COMMUNICATING
    return AFTER_SALE if drawn < limits[1] else ACCOUNT_CARE


@part
def _channel(scene: Scene, i: Word, moment: Word, firm: int, task: int) -> int:
    """Channel in which somebody meets a firm about a task, -1 if there is none."""
    columns, rates, tables = scene.columns, scene.rates, scene.posted.tasks
    habit, migration, weight = rates.task_channels.habit, rates.channel_migration, rates.brand_choice.channel
    best, chosen = NEVER_COMES, NOBODY
    for channel in range(columns.channel_taste.shape[0]):
        liking = float(columns.channel_taste[channel, i])
        if liking > NOT_REACHED and tables.contact[firm, channel, task] > NOT_REACHED:
            liking += habit if columns.habit[i] == channel else 0.0
            if migration.is_on:
                uses = columns.practice[channel, i]
                liking -= tables.unhelped[firm, channel] * migration.strange[uses]
            drawn = exponential(tables.contact_key[channel], moment)
            arrived = arrival(tables.contact[firm, channel, task] + weight * liking, drawn)
            chosen = channel if arrived < best else chosen
            best = min(arrived, best)
    return chosen


@part
def _contact(scene: Scene, i: Word, where: tuple[int, int, int], cents: float) -> int:
    """Count a contact of somebody with (firm, channel, task); returns its cost in cents.

    Writes: tally, columns.visited, .practice.
    """
    firm, channel, task = where
    columns, tally, whole = scene.columns, scene.tally, int(cents + 0.5)
    tally.task_contacts[firm, channel, task] += 1
    tally.task_cents[firm, channel, task] += whole
    columns.visited[i] |= np.uint16(1) << np.uint16(channel)
    if scene.rates.channel_migration.is_on:
        columns.practice[channel, i] = min(int(columns.practice[channel, i]) + 1, MOST_USES)
    return whole
