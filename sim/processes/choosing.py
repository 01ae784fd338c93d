"""Those with an occasion choose firm, product and channel among what they know and can reach, or wait.

The buyers of a tile are lined up and choose together, offer by offer, so that the processor
works on eight of them at a time. Second and later occasions of a period follow in further rounds.
"""

import numpy as np

from sim.agents.customers import NOT_REACHED, Columns
from sim.compiling import kernel, part
from sim.market import TILE, Posted, Scene
from sim.mechanisms.customers.brand_choice import arrival, known_utility, price_utility
from sim.mechanisms.customers.differentiation import dulled
from sim.mechanisms.customers.loyalty import loyalty_utility
from sim.mechanisms.customers.split_loyalty import courting_utility
from sim.mechanisms.customers.uncertain_demand import staying_utility
from sim.mechanisms.cycles.needs_drift import ideal_today, misfit
from sim.randomness import Word, exponential
from sim.rates import Rates
from sim.strategies.base import COURTING

WAIT = -1


LINE = 16
"""Float32 numbers in a line of the cache."""


@kernel
def fetch(scene: Scene, start: int, stop: int) -> None:
    """Read, column by column, what buyers' choices will read here and there: memory comes faster in a row.

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
        for k in range(start, stop, LINE):
            total += columns.taste[firm, k]
        for k in range(start, stop, LINE):
            total += columns.expectation[firm, k]
        for k in range(start, stop, LINE):
            total += columns.satisfaction[firm, k]
        for k in range(start, stop, LINE // 2):
            total += columns.money[firm, k]
        for k in range(start, stop, LINE):
            total += columns.awareness[firm, k] + columns.reputation[firm, k] + columns.loyalty[firm, k]
        for k in range(start, stop, 2 * LINE):
            total += columns.purchases[firm, k] + columns.first[firm, k] + columns.last[firm, k]
    scene.paper.time[0] = total


@part
def distance(columns: Columns, posted: Posted, i: int, product: int) -> float:
    """Squared distance between what a person wants today and a product."""
    drift = float(columns.drift[i])
    total = misfit(ideal_today(float(columns.ideal[0, i]), drift, posted.years), posted.attribute[product, 0])
    for need in range(1, columns.ideal.shape[0]):
        total += misfit(float(columns.ideal[need, i]), posted.attribute[product, need])
    return total


@part
def personal_percent(columns: Columns, rates: Rates, i: int, firm: int) -> int:
    """Personal discount that reaches a person, in percent."""
    offered = int(columns.offer[firm, i])
    if offered >= COURTING:
        return int((offered - COURTING) * rates.courted)
    return offered


@part
def moment(i: int, occasion: int) -> Word:
    """Number of one occasion of one person, for luck that belongs to it."""
    return np.uint64(i) + (np.uint64(occasion) << np.uint64(40))


@kernel
def line_up(scene: Scene, start: int, stop: int) -> int:
    """Line up those who have an occasion; returns how many. Writes: paper.person, paper.who."""
    occasions, paper = scene.columns.occasions, scene.paper
    count = 0
    for i in range(start, stop):
        paper.person[count] = i
        paper.who[count] = moment(i, 0)
        count += 1 if occasions[i] > 0 else 0
    return count


@kernel
def line_up_again(scene: Scene, occasion: int, count: int) -> int:
    """Keep those in line who have more than `occasion` occasions; returns how many. Writes: paper.person, paper.who."""
    occasions, paper = scene.columns.occasions, scene.paper
    kept = 0
    for b in range(count):
        i = paper.person[b]
        paper.person[kept] = i
        paper.who[kept] = moment(i, occasion)
        kept += 1 if occasions[i] > occasion else 0
    return kept


@kernel
def value_product(scene: Scene, product: int, count: int) -> None:
    """Utility of a product to each in line before price and channel, and what its price will weigh.

    What is known of people is gathered first, person by person; the rest is done eight at a time.
    Writes: paper.known, paper.utility, paper.sensitivity, paper.discount.
    """
    columns, posted, rates, paper = scene.columns, scene.posted, scene.rates, scene.paper
    firm = posted.product_firm[product]
    for b in range(count):
        i = paper.person[b]
        attitude = float(columns.loyalty[firm, i])
        percent = personal_percent(columns, rates, i, firm)
        is_supplier = 1.0 if columns.supplier[i] == firm else 0.0
        asked = 1.0 if percent > 0 and columns.offer[firm, i] >= COURTING else 0.0
        paper.known[b] = columns.awareness[firm, i]
        paper.utility[b] = (
            float(columns.taste[firm, i])
            - rates.needs * distance(columns, posted, i, product)
            + rates.reputation * float(columns.reputation[firm, i])
            + loyalty_utility(attitude, rates.conversion, rates.loyalty)
            + staying_utility(is_supplier, rates.switching, float(columns.stickiness[i]))
            + posted.pull[firm, columns.stage[firm, i]]
            + courting_utility(asked, rates.courting)
        )
        paper.sensitivity[b] = dulled(float(columns.price_sensitivity[i]), attitude, rates.dulling)
        paper.discount[b] = posted.log_discount[percent]
    known, utility = paper.known[:count], paper.utility[:count]
    for b in range(count):
        utility[b] = utility[b] + rates.known * known_utility(known[b])


@kernel
def race(scene: Scene, offer: int, count: int) -> None:
    """Let an offer arrive at each in line; the first to arrive is chosen. Writes: paper."""
    posted, paper, weight = scene.posted, scene.paper, scene.rates.channel
    key, log_price, common = posted.offer_key[offer], posted.log_price[offer], posted.utility[offer]
    liking, person = scene.columns.channel_taste[posted.offer_channel[offer]], paper.person
    for b in range(count):
        paper.liking[b] = liking[person[b]]
    utility, sensitivity, discount, liked = paper.utility[:count], paper.sensitivity, paper.discount, paper.liking
    arrived, who = paper.arrived, paper.who
    for b in range(count):
        value = (
            utility[b] + price_utility(log_price + discount[b], sensitivity[b]) + weight * liked[b] + common
        )
        arrived[b] = arrival(value, exponential(key, who[b]))
    time, choice = paper.time, paper.choice
    for b in range(count):
        wins = (liked[b] > NOT_REACHED) & (arrived[b] < time[b])
        time[b] = arrived[b] if wins else time[b]
        choice[b] = offer if wins else choice[b]


@kernel
def choose_offers(scene: Scene, count: int) -> None:
    """Offer that each in line takes, or WAIT. Writes: paper."""
    posted, paper = scene.posted, scene.paper
    for b in range(count):
        paper.time[b] = arrival(scene.rates.waiting, exponential(posted.waiting_key, paper.who[b]))
        paper.choice[b] = WAIT
    for product in range(posted.product_firm.shape[0]):
        value_product(scene, product, count)
        for offer in range(posted.offer_product.shape[0]):
            if posted.offer_product[offer] == product:
                race(scene, offer, count)


@kernel
def ask_offers(scene: Scene, start: int, stop: int) -> None:
    """Count who would take what, to share out scarce capacity. Writes: tally.asked, paper."""
    for low in range(start, stop, TILE):
        occasion = 0
        count = line_up(scene, low, min(low + TILE, stop))
        while count > 0:
            choose_offers(scene, count)
            for b in range(count):
                if scene.paper.choice[b] != WAIT:
                    scene.tally.asked[scene.paper.choice[b]] += scene.columns.order_size[scene.paper.person[b]]
            occasion += 1
            count = line_up_again(scene, occasion, count)
