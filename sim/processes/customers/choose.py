"""Those with an occasion choose firm, product and channel among what they know and can reach, or wait.

The buyers of a tile are lined up and choose together, offer by offer, so that the processor
works on eight of them at a time. Second and later occasions of a period follow in further rounds.
"""

import numpy as np

from sim.agents.customers import NOT_REACHED, Array, Columns
from sim.compiling import kernel, loop, part
from sim.mechanisms.crm.existing_customer_conversion import left_behind
from sim.mechanisms.crm.one_to_one import made_to_measure
from sim.mechanisms.customers.brand_choice import arrival, known_utility, price_utility
from sim.mechanisms.customers.differentiation import dulled
from sim.mechanisms.customers.loyalty import loyalty_utility
from sim.mechanisms.customers.renewal import contentment
from sim.mechanisms.customers.split_loyalty import courting_utility
from sim.mechanisms.customers.uncertain_demand import staying_utility
from sim.mechanisms.cycles.needs_drift import ideal_today, misfit
from sim.processes.customers.line_up import abreast, gather, line_up
from sim.processes.customers.take_advice import seek_advice, weigh_journey
from sim.randomness import Word, exponential
from sim.scenario.mechanisms import Rates
from sim.state.market import Scene
from sim.state.offers import Posted
from sim.state.scratch import TILE
from sim.strategies.base import COURTING

WAIT = -1

LINE = 16
"""Float32 numbers in a line of the cache."""


@loop
def fetch(scene: Scene, start: int, stop: int) -> None:
    """Read, column by column, what choices will read here and there: memory comes faster in a row.

    Writes: paper.time, with a sum that nobody reads, so that the compiler keeps the reads.
    """
    columns, total = scene.columns, 0.0
    for k in range(start, stop, LINE):
        total += columns.price_sensitivity[k] + columns.stickiness[k] + columns.drift[k]
    for k in range(start, stop, 2 * LINE):
        total += columns.since[k] + columns.order_size[k]
    for need in range(columns.ideal.shape[0]):
        for k in range(start, stop, LINE):
            total += columns.ideal[need, k]
    for channel in range(columns.channel_taste.shape[0]):
        for k in range(start, stop, LINE):
            total += columns.channel_taste[channel, k]
    for firm in range(columns.taste.shape[0]):
        total += _fetch_firm(columns, firm, start, stop)
        if scene.rates.relationship_strategy.is_on:
            total += _fetched(columns.tier[firm, start:stop], 4 * LINE)
        if scene.rates.one_to_one.is_on:
            total += _fetched(columns.learnt[firm, start:stop], LINE)
    scene.paper.time[0] = total


@part
def _fetched(column: Array, step: int) -> float:
    total = 0.0
    for k in range(0, column.shape[0], step):
        total += column[k]
    return total


@part
def _fetch_firm(columns: Columns, firm: int, start: int, stop: int) -> float:
    total = 0.0
    for k in range(start, stop, LINE):
        total += columns.taste[firm, k]
    for k in range(start, stop, LINE):
        total += columns.expectation[firm, k]
    for k in range(start, stop, LINE):
        total += columns.satisfaction[firm, k]
    for k in range(start, stop, LINE // 2):
        total += columns.money[firm, k] + columns.contribution[firm, k]
    for k in range(start, stop, LINE):
        total += columns.awareness[firm, k] + columns.reputation[firm, k] + columns.loyalty[firm, k]
    for k in range(start, stop, 2 * LINE):
        total += columns.purchases[firm, k] + columns.first[firm, k] + columns.last[firm, k]
    return total


@part
def distance(columns: Columns, posted: Posted, importance: Array, i: int, product: int) -> float:
    """Squared distance between what a person wants today and a product; each need by its importance."""
    drift = float(columns.drift[i])
    total: float = importance[0] * misfit(
        ideal_today(float(columns.ideal[0, i]), drift, posted.years), posted.attribute[product, 0]
    )
    for need in range(1, columns.ideal.shape[0]):
        total += importance[need] * misfit(float(columns.ideal[need, i]), posted.attribute[product, need])
    return total


@part
def personal_percent(offered: int, rates: Rates) -> int:
    """Personal discount that reaches a person, in percent."""
    plain = int(np.int64(offered))
    return int((plain - COURTING) * rates.split_loyalty.strength) if plain >= COURTING else plain


@part
def is_by_group(rates: Rates) -> bool:
    """Whether segments see offers by rules of their own: by their class, or by routes made for them."""
    return rates.customer_classes.is_on | rates.segment_routes.is_on


@part
def moment(i: int, occasion: int) -> Word:
    """Number of one occasion of one person, for luck that belongs to it."""
    return np.uint64(i) + (np.uint64(occasion) << np.uint64(40))


@part
def line_up_buyers(scene: Scene, start: int, stop: int) -> int:
    """Line up those who have an occasion; returns how many. Writes: paper."""
    columns, paper = scene.columns, scene.paper
    count: int = line_up(columns.occasions[start:stop], start, paper.person)
    for b in range(count):
        paper.who[b] = moment(paper.person[b], 0)
    return count


@part
def line_up_again(scene: Scene, occasion: int, count: int) -> int:
    """Keep those in line who have more than `occasion` occasions; returns how many. Writes: paper."""
    occasions, paper = scene.columns.occasions, scene.paper
    kept = 0
    for b in range(count):
        i = paper.person[b]
        paper.person[kept] = i
        paper.who[kept] = moment(i, occasion)
        kept += 1 if occasions[i] > occasion else 0
    return kept


@part
def recall(scene: Scene, count: int) -> None:
    """Gather what matters in every choice of those in line. Writes: paper."""
    columns, paper, person = scene.columns, scene.paper, scene.paper.person
    gather(columns.stickiness, person, count, paper.stickiness)
    gather(columns.supplier, person, count, paper.supplier)
    for need in range(columns.ideal.shape[0]):
        gather(columns.ideal[need], person, count, paper.wanted[need])
    for b in range(count):
        i, firm = person[b], columns.supplier[person[b]]
        held = float(columns.loyalty[firm, i]) if firm >= 0 else 0.0
        paper.sensitivity[b] = dulled(
            float(columns.price_sensitivity[i]), held, scene.rates.differentiation.dulling
        )
    today, drift, years = paper.wanted[0], columns.drift, scene.posted.years
    for b in range(count):
        today[b] = ideal_today(today[b], float(drift[person[b]]), years)
    for channel in range(columns.channel_taste.shape[0]):
        gather(columns.channel_taste[channel], person, count, paper.liking[channel])
    if scene.rates.renewal.contentment > 0.0:
        _look_back(scene, count)
    if scene.rates.existing_customer_conversion.is_on:
        gather(columns.generation, person, count, paper.owned)
    if is_by_group(scene.rates):
        gather(columns.segment, person, count, paper.group)


@part
def _look_back(scene: Scene, count: int) -> None:
    """Add what satisfaction with the supplier does to each one's inertia. Writes: paper.stickiness."""
    law, paper, satisfaction = scene.rates.renewal, scene.paper, scene.columns.satisfaction
    for b in range(count):
        if paper.supplier[b] >= 0:
            felt = float(satisfaction[paper.supplier[b], paper.person[b]])
            content = contentment(felt, law.content_at, law.contentment)
            paper.stickiness[b] = paper.stickiness[b] + content


@part
def value_product(scene: Scene, product: int, count: int) -> None:
    """Utility of a product to each in line before price and channel.

    Small loops, term by term, are what the processor can do for eight people at a time.
    Writes: paper.utility, paper.discount, paper.attitude, paper.distance, paper.arrived.
    """
    columns, rates, paper = scene.columns, scene.rates, scene.paper
    firm, person = scene.posted.product_firm[product], scene.paper.person
    utility, known, attitude, distant = paper.utility, paper.arrived, paper.attitude, paper.distance
    needs, choice, loyalty = rates.needs_drift, rates.brand_choice, rates.loyalty
    switching_cost, weight = rates.uncertain_demand.switching_cost, rates.awareness.strength
    row = abreast(count)
    _measure(scene, product, row)
    gather(columns.taste[firm], person, count, utility)
    gather(columns.reputation[firm], person, count, known)
    for b in range(row):
        utility[b] = utility[b] - needs.importance * distant[b] + choice.reputation * known[b]
    gather(columns.loyalty[firm], person, count, attitude)
    for b in range(row):
        is_supplier = 1.0 if paper.supplier[b] == firm else 0.0
        attached = loyalty_utility(attitude[b], loyalty.conversion, loyalty.effect)
        staying = staying_utility(is_supplier, switching_cost, paper.stickiness[b])
        utility[b] = utility[b] + attached + staying
    if rates.existing_customer_conversion.is_on:
        leave_behind(scene, product, row)
    _court(scene, firm, count)
    if rates.relationship_strategy.is_on:
        treat(scene, firm, count)
    if rates.one_to_one.is_on:
        know(scene, firm, count)
    gather(columns.awareness[firm], person, count, known)
    for b in range(row):
        utility[b] = utility[b] + weight * known_utility(known[b])


@part
def _measure(scene: Scene, product: int, count: int) -> None:
    """How far a product lies from what each in line wants today. Writes: paper.distance."""
    posted, paper, importance = scene.posted, scene.paper, scene.rates.latent_needs.importance
    distant, wanted, offered, weight = (
        paper.distance,
        paper.wanted[0],
        posted.attribute[product, 0],
        importance[0],
    )
    for b in range(count):
        distant[b] = weight * misfit(wanted[b], offered)
    for need in range(1, paper.wanted.shape[0]):
        wanted, offered, weight = paper.wanted[need], posted.attribute[product, need], importance[need]
        for b in range(count):
            distant[b] = distant[b] + weight * misfit(wanted[b], offered)


@part
def _court(scene: Scene, firm: int, count: int) -> None:
    """What a firm's relationship work and personal offers add. Writes: paper.utility, paper.discount."""
    columns, posted, rates, paper = scene.columns, scene.posted, scene.rates, scene.paper
    stage, offer, pull = columns.stage[firm], columns.offer[firm], posted.pull[firm]
    for b in range(count):
        i = paper.person[b]
        percent = personal_percent(offer[i], rates)
        asked = 1.0 if (percent > 0) & (offer[i] >= COURTING) else 0.0
        paper.utility[b] = (
            paper.utility[b] + pull[stage[i]] + courting_utility(asked, rates.split_loyalty.courting)
        )
        paper.discount[b] = posted.log_discount[percent]


@part
def race(scene: Scene, offer: int, count: int) -> None:
    """Let an offer arrive at each in line; the first to arrive is chosen. Writes: paper."""
    posted, paper, weight = scene.posted, scene.paper, scene.rates.brand_choice.channel
    key, log_price, common = posted.offer_key[offer], posted.log_price[offer], posted.utility[offer]
    utility, sensitivity, discount = paper.utility, paper.sensitivity, paper.discount
    liking, arrived, who = paper.liking[posted.offer_channel[offer]], paper.arrived, paper.who
    for b in range(count):
        price = price_utility(log_price + discount[b], sensitivity[b])
        arrived[b] = utility[b] + price + weight * liking[b] + common
    if is_by_group(scene.rates):
        weigh_by_class(scene, offer, count)
    if scene.rates.task_channels.is_on:
        weigh_journey(scene, offer, count)
    for b in range(count):
        arrived[b] = arrival(arrived[b], exponential(key, who[b]))
    time, choice = paper.time, paper.choice
    for b in range(count):
        wins = (liking[b] > NOT_REACHED) & (arrived[b] < time[b])
        time[b] = arrived[b] if wins else time[b]
        choice[b] = offer if wins else choice[b]


@loop
def choose_offers(scene: Scene, count: int) -> None:
    """Offer that each in line takes, or WAIT. Writes: paper."""
    posted, paper = scene.posted, scene.paper
    recall(scene, count)
    row = abreast(count)
    if scene.rates.task_channels.is_on:
        seek_advice(scene, count)
    for b in range(row):
        paper.time[b] = arrival(
            scene.rates.brand_choice.waiting, exponential(posted.waiting_key, paper.who[b])
        )
        paper.choice[b] = WAIT
    for product in range(posted.product_firm.shape[0]):
        value_product(scene, product, count)
        for offer in range(posted.offer_product.shape[0]):
            if posted.offer_product[offer] == product:
                race(scene, offer, row)


@kernel
def ask_offers(scene: Scene, start: int, stop: int) -> None:
    """Count who would take what, to share out scarce capacity. Writes: tally.asked, paper."""
    for low in range(start, stop, TILE):
        occasion = 0
        count = line_up_buyers(scene, low, min(low + TILE, stop))
        while count > 0:
            choose_offers(scene, np.int64(count))
            for b in range(count):
                offer, size = scene.paper.choice[b], scene.columns.order_size[scene.paper.person[b]]
                if offer != WAIT:
                    scene.tally.asked[offer] += size
            occasion += 1
            count = line_up_again(scene, occasion, count)


@part
def leave_behind(scene: Scene, product: int, count: int) -> None:
    """Take off what of an attachment does not pass on to a new generation. Writes: paper.utility."""
    posted, paper, attitude = scene.posted, scene.paper, scene.paper.attitude
    loyalty, switching_cost = scene.rates.loyalty, scene.rates.uncertain_demand.switching_cost
    firm, generation, passed = (
        posted.product_firm[product],
        posted.product_generation[product],
        posted.carried[product],
    )
    for b in range(count):
        attached = loyalty_utility(attitude[b], loyalty.conversion, loyalty.effect)
        staying = staying_utility(1.0, switching_cost, paper.stickiness[b])
        is_new_to_them = (paper.supplier[b] == firm) & (paper.owned[b] != generation)
        lost = left_behind(attached + max(staying, 0.0), passed) if is_new_to_them else 0.0
        paper.utility[b] = paper.utility[b] - lost


@part
def treat(scene: Scene, firm: int, count: int) -> None:
    """What a firm does for a customer's tier, and asks of it. Writes: paper.utility, paper.discount."""
    paper, tier, tables = scene.paper, scene.columns.tier[firm], scene.posted.tiers
    for b in range(count):
        at = tier[paper.person[b]]
        paper.utility[b] = paper.utility[b] + tables.pull[firm, at]
        paper.discount[b] = paper.discount[b] + tables.log_surcharge[firm, at]


@part
def know(scene: Scene, firm: int, count: int) -> None:
    """What it is worth that a firm has learnt about one. Writes: paper.utility."""
    paper, learnt, depth = scene.paper, scene.columns.learnt[firm], scene.rates.one_to_one.depth[firm]
    convenience = scene.rates.one_to_one.convenience
    for b in range(count):
        known = made_to_measure(float(learnt[paper.person[b]]), depth, convenience)
        paper.utility[b] = paper.utility[b] + known


@part
def weigh_by_class(scene: Scene, offer: int, count: int) -> None:
    """Add what an offer is worth by the rules of each one's class, and by routes. Writes: paper.arrived."""
    paper, by_class = scene.paper, scene.posted.class_utility
    for b in range(count):
        paper.arrived[b] = paper.arrived[b] + by_class[paper.group[b], offer]
