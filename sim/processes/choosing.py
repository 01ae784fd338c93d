"""Those with an occasion choose firm, product and channel among what they know and can reach, or wait."""

import numpy as np

from sim.agents.customers import NOT_REACHED, Columns
from sim.compiling import kernel, part
from sim.market import Posted, Scene
from sim.mechanisms.customers.brand_choice import arrival, known_utility, price_utility
from sim.mechanisms.customers.differentiation import dulled
from sim.mechanisms.customers.loyalty import loyalty_utility
from sim.mechanisms.customers.split_loyalty import courting_utility
from sim.mechanisms.customers.uncertain_demand import staying_utility
from sim.mechanisms.cycles.needs_drift import ideal_today, misfit
from sim.randomness import exponential
from sim.rates import Rates
from sim.strategies.base import COURTING

WAIT = -1


LINE = 16
"""Float32 numbers in a line of the cache."""


@kernel
def fetch(scene: Scene, start: int, stop: int) -> None:
    """Read, column by column, what buyers' choices will read here and there: memory comes faster in a row.

    Writes: scratch[4, 0], a sum that nobody reads, so that the compiler keeps the reads.
    """
    columns, total = scene.columns, 0.0
    for k in range(start, stop, LINE):
        total += columns.price_sensitivity[k] + columns.stickiness[k] + columns.drift[k]
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
    scene.scratch[4, 0] = total


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
def value_products(scene: Scene, i: int) -> None:
    """Utility of each product to a person before price and channel, and their sensitivity to its price.

    Writes: scratch[0] utility, scratch[1] price sensitivity, scratch[2] log of the personal discount.
    """
    columns, posted, rates, scratch = scene.columns, scene.posted, scene.rates, scene.scratch
    for product in range(posted.product_firm.shape[0]):
        firm = posted.product_firm[product]
        attitude = float(columns.loyalty[firm, i])
        percent = personal_percent(columns, rates, i, firm)
        is_supplier = 1.0 if columns.supplier[i] == firm else 0.0
        asked = 1.0 if percent > 0 and columns.offer[firm, i] >= COURTING else 0.0
        scratch[0, product] = (
            rates.known * known_utility(float(columns.awareness[firm, i]))
            + float(columns.taste[firm, i])
            - rates.needs * distance(columns, posted, i, product)
            + rates.reputation * float(columns.reputation[firm, i])
            + loyalty_utility(attitude, rates.conversion, rates.loyalty)
            + staying_utility(is_supplier, rates.switching, float(columns.stickiness[i]))
            + posted.pull[firm, columns.stage[firm, i]]
            + courting_utility(asked, rates.courting)
        )
        scratch[1, product] = dulled(float(columns.price_sensitivity[i]), attitude, rates.dulling)
        scratch[2, product] = posted.log_discount[percent]


@part
def value_offers(scene: Scene, i: int) -> None:
    """Utility of every offer to a person. Writes: scratch[3]."""
    columns, posted, rates, scratch = scene.columns, scene.posted, scene.rates, scene.scratch
    for offer in range(posted.offer_product.shape[0]):
        product = posted.offer_product[offer]
        liking = float(columns.channel_taste[posted.offer_channel[offer], i])
        utility = (
            scratch[0, product]
            + price_utility(posted.log_price[offer] + scratch[2, product], scratch[1, product])
            + rates.channel * liking
            + posted.utility[offer]
        )
        scratch[3, offer] = utility if liking > NOT_REACHED else NOT_REACHED


@part
def choose_offer(scene: Scene, i: int, occasion: int) -> int:
    """Offer that a person takes on one occasion, or WAIT. Writes: scratch."""
    posted, scratch = scene.posted, scene.scratch
    value_products(scene, i)
    value_offers(scene, i)
    who = np.uint64(i) + (np.uint64(occasion) << np.uint64(40))
    for offer in range(posted.offer_product.shape[0]):
        scratch[4, offer] = arrival(scratch[3, offer], exponential(posted.offer_key[offer], who))
    best = WAIT
    first = arrival(scene.rates.waiting, exponential(posted.waiting_key, who))
    for offer in range(posted.offer_product.shape[0]):
        if scratch[3, offer] > NOT_REACHED and scratch[4, offer] < first:
            first = scratch[4, offer]
            best = offer
    return best


@kernel
def ask_offers(scene: Scene, start: int, stop: int) -> None:
    """Count who would take what, to share out scarce capacity. Writes: tally.asked, scratch."""
    columns, asked = scene.columns, scene.tally.asked
    for i in range(start, stop):
        for occasion in range(columns.occasions[i]):
            offer = choose_offer(scene, i, occasion)
            if offer != WAIT:
                asked[offer] += columns.order_size[i]
