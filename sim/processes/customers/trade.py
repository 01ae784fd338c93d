"""Orders are served, paid for and lived through; people judge what they got."""

from typing import Final

import numpy as np

from sim.agents.customers import NOBODY
from sim.compiling import loop, part
from sim.mechanisms.crm.relationship_stages import LOST
from sim.mechanisms.customers.awareness import raised
from sim.mechanisms.customers.dropout import dropout_chance
from sim.processes.customers.choose import (
    WAIT,
    choose_offers,
    line_up_again,
    line_up_buyers,
    moment,
    personal_percent,
)
from sim.processes.customers.judge import JUDGED, live_through, note, purchase_quality
from sim.processes.customers.line_up import log_event
from sim.processes.customers.take_advice import CHANNELS_NOTED, complete_journey, take_advice
from sim.randomness import Decision, log_gamma_deviate, mix, uniform
from sim.state.counts import (
    DROPPED_OUT,
    DROPPING_OUT,
    FIRST,
    KEPT,
    LEAVING,
    LEFT,
    NEW,
    OCCASIONS,
    PURCHASE,
    TURNED_AWAY,
    WAITED,
    WAITING,
    WON_BACK,
)
from sim.state.market import Scene

RATIONING, DROPOUT, PAYMENT = int(Decision.RATIONING), int(Decision.DROPOUT), int(Decision.PAYMENT)

WRITES: Final = (
    "supplier",
    "generation",
    "since",
    "first",
    "last",
    "purchases",
    "money",
    "awareness",
    "potential",
    "occasions",
    "defaults",
    "referrer",
    *JUDGED,
    *CHANNELS_NOTED,
)
"""Columns that it may write."""


@loop
def trade(scene: Scene, start: int, stop: int) -> None:
    """Everybody with an occasion chooses and buys; those with several do so in rounds. For at most one tile.

    Writes: WRITES, tally, paper.
    """
    occasion = 0
    count = line_up_buyers(scene, start, stop)
    while count > 0:
        choose_offers(scene, np.int64(count))
        live_through(scene, np.int64(_serve(scene, occasion, count)))
        occasion += 1
        count = line_up_again(scene, occasion, count)


@part
def _serve(scene: Scene, occasion: int, count: int) -> int:
    """Give those in line what they chose; returns how many have something to live through."""
    paper, posted, served = scene.paper, scene.posted, 0
    scene.tally.market[OCCASIONS] += count
    for b in range(count):
        i, offer = paper.person[b], paper.choice[b]
        if offer == WAIT:
            _wait(scene, i, occasion)
            if scene.rates.task_channels.is_on:
                take_advice(scene, b, NOBODY)
        elif _is_served(scene, i, occasion, offer):
            has_bought = scene.columns.generation[i] >= 0
            _buy(scene, i, occasion, offer)
            if scene.rates.task_channels.is_on:
                complete_journey(scene, b, offer)
            note(scene, served, i, posted.offer_product[offer], purchase_quality(scene, b, offer))
            paper.moment[served] = paper.who[b]
            served += 1
            if has_bought & (scene.rates.dropout.strength > 0.0):
                _may_drop_out(scene, i, occasion)
    return served


@part
def _wait(scene: Scene, i: int, occasion: int) -> None:
    columns, tally = scene.columns, scene.tally
    tally.market[WAITED] += 1
    leaves = scene.rates.renewal.term > 0 and columns.supplier[i] >= 0
    log_event(tally, LEAVING if leaves else WAITING, i, occasion, columns.supplier[i])
    if leaves:
        columns.supplier[i] = NOBODY
        tally.market[LEFT] += 1


@part
def _is_served(scene: Scene, i: int, occasion: int, offer: int) -> bool:
    posted, tally, size = scene.posted, scene.tally, scene.columns.order_size[i]
    if posted.served[offer] >= 1.0:
        return True
    if uniform(posted.keys[RATIONING], moment(i, occasion)) < posted.served[offer]:
        return True
    firm = posted.product_firm[posted.offer_product[offer]]
    tally.turned_away[firm, posted.offer_channel[offer]] += size
    if log_event(tally, TURNED_AWAY, i, occasion, firm):
        tally.events[tally.logged[0] - 1, 5] = posted.offer_channel[offer]
        tally.events[tally.logged[0] - 1, 6] = size
    return False


@part
def _log_sale(scene: Scene, i: int, occasion: int, offer: int, cents: int) -> None:
    columns, posted, tally = scene.columns, scene.posted, scene.tally
    product, size = posted.offer_product[offer], int(columns.order_size[i])
    if log_event(tally, PURCHASE, i, occasion, posted.product_firm[product]):
        row = tally.logged[0] - 1
        tally.events[row, 4] = posted.product_generation[product]
        tally.events[row, 5] = posted.offer_channel[offer]
        tally.events[row, 6] = size
        tally.events[row, 7] = cents
        tally.events[row, 8] = posted.list_cents[offer] * size
        tally.events[row, 9] = columns.supplier[i]


@part
def _buy(scene: Scene, i: int, occasion: int, offer: int) -> None:
    columns, posted = scene.columns, scene.posted
    product = posted.offer_product[offer]
    firm, size = posted.product_firm[product], int(columns.order_size[i])
    percent = personal_percent(columns.offer[firm, i], scene.rates)
    cents = posted.price_cents[offer] * (100 - percent) // 100 * size
    if scene.rates.relationship_strategy.is_on:
        cents += cents * posted.tiers.surcharge[firm, columns.tier[firm, i]] // 100
    _count_sale(scene, i, offer, cents)
    _log_sale(scene, i, occasion, offer, cents)
    if columns.purchases[firm, i] == 0:
        columns.first[firm, i] = posted.period
        if scene.rates.referral.is_on:
            _credit_referrer(scene, i, firm)
    columns.last[firm, i] = posted.period
    columns.purchases[firm, i] = min(int(columns.purchases[firm, i]) + 1, 65535)
    columns.money[firm, i] += cents
    columns.contribution[firm, i] += cents - _sale_costs(scene, i, offer, cents)
    if scene.rates.credit_standing.is_on:
        _may_not_pay(scene, i, occasion, firm, cents)
    columns.supplier[i] = firm
    columns.generation[i] = posted.product_generation[product]
    columns.since[i] = posted.period
    columns.awareness[firm, i] = 1.0


@part
def _credit_referrer(scene: Scene, i: int, firm: int) -> None:
    """Note who sent a new customer, and let some of the friend's attachment pass on."""
    columns = scene.columns
    if columns.praised_firm[i] == firm:
        columns.referrer[firm, i] = columns.praised_by[i]
        columns.loyalty[firm, i] = raised(float(columns.loyalty[firm, i]), scene.rates.referral.enrichment)
        scene.tally.referred[firm, columns.segment[i]] += 1


@part
def _may_not_pay(scene: Scene, i: int, occasion: int, firm: int, cents: int) -> None:
    """Let a bill stay unpaid, by the own chance, if the order was on account."""
    columns, posted = scene.columns, scene.posted
    tier = columns.tier[firm, i] if scene.rates.relationship_strategy.is_on else 0
    luck = uniform(posted.keys[PAYMENT], moment(i, occasion))
    if (posted.tiers.on_account[firm, tier] == 1) & (luck < float(columns.default_chance[i])):
        columns.defaults[firm, i] = min(int(columns.defaults[firm, i]) + 1, 255)
        columns.contribution[firm, i] -= cents
        scene.tally.bad_debt[firm, columns.segment[i]] += cents


@part
def _sale_costs(scene: Scene, i: int, offer: int, cents: int) -> int:
    """What a sale costs in goods, commission and supply (rounded to a cent) and handling, in cents."""
    columns, posted, costs = scene.columns, scene.posted, scene.costs
    product, channel = posted.offer_product[offer], posted.offer_channel[offer]
    firm, size = posted.product_firm[product], int(columns.order_size[i])
    made = costs.unit[firm, posted.product_generation[product]]
    share = costs.commission[channel] + posted.terms[firm, columns.segment[i]]
    return int((made + costs.sale[channel]) * size + int(share * float(cents) + 0.5))


@part
def _may_drop_out(scene: Scene, i: int, occasion: int) -> None:
    """Let somebody leave the category for good, by the own chance, with all occasions still to come."""
    columns, law, key, who = scene.columns, scene.rates.dropout, scene.posted.dropout_key, np.uint64(i)
    leaving = log_gamma_deviate(law.leaving, mix(key), who)
    staying = log_gamma_deviate(law.staying, mix(key + np.uint64(1)), who)
    chance = dropout_chance(law.strength, leaving, staying)
    if uniform(scene.posted.keys[DROPOUT], moment(i, occasion)) < chance:
        log_event(scene.tally, DROPPING_OUT, i, occasion, columns.supplier[i])
        columns.potential[i] = 0
        columns.supplier[i] = NOBODY
        columns.occasions[i] = occasion + 1
        scene.tally.market[DROPPED_OUT] += 1


@part
def _count_sale(scene: Scene, i: int, offer: int, cents: int) -> None:
    columns, posted, tally = scene.columns, scene.posted, scene.tally
    product = posted.offer_product[offer]
    firm, channel, size = (
        posted.product_firm[product],
        posted.offer_channel[offer],
        int(columns.order_size[i]),
    )
    segment, origin = columns.segment[i], columns.supplier[i]
    kind = NEW if columns.purchases[firm, i] == 0 else (WON_BACK if columns.stage[firm, i] == LOST else KEPT)
    tally.units[firm, segment, channel] += size
    tally.revenue[firm, segment, channel] += cents
    tally.discount[firm] += posted.list_cents[offer] * size - cents
    tally.source_units[firm, kind, origin] += size
    tally.source_revenue[firm, kind, origin] += cents
    tally.generation_units[firm, segment, posted.product_generation[product]] += size
    tally.switching[origin, firm] += 1
    if scene.rates.relationship_strategy.is_on:
        tally.tier_units[firm, columns.tier[firm, i]] += size
        tally.tier_revenue[firm, columns.tier[firm, i]] += cents
    if kind == NEW:
        tally.won[firm, segment] += 1
    if kind == WON_BACK:
        tally.won_back[firm, segment] += 1
    if columns.generation[i] < 0:
        tally.market[FIRST] += 1
