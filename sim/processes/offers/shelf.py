"""What stands on the shelf: every product on sale through every channel, with its price and service.

Most firms leave most of it as it was, so that it is worked out again only where something has changed.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.agents.firms import Firm, ProductLine
from sim.maths import log
from sim.mechanisms.channels.channel_types import Task, channel_service
from sim.mechanisms.channels.task_channels import alike_utility
from sim.processes.firms.objection_management import defect_chance
from sim.processes.offers.channel_tasks import Products
from sim.processes.offers.service import attended, failing, met_with, served
from sim.randomness import Decision
from sim.state.keys import keys_of_occasions
from sim.state.ledger import cents
from sim.state.market import Market
from sim.state.offers import Shelf

Place = tuple[int, str]
"""An offer: number of the product on sale, and the channel."""


def places_on_sale(market: Market, products: Sequence[Products]) -> list[Place]:
    """Every offer, product by product."""
    return [
        (index, name)
        for index, (firm, _, _) in enumerate(products)
        for name in firm.open_channels
        if sells_through(market, firm, name)
    ]


def products_of(market: Market, products: Sequence[Products]) -> dict[str, Any]:
    """What is known of each product on sale, [P] each, as `Posted` names it. Writes: market.assortment."""
    decided = tuple(_developed(*product) for product in products)
    if market.assortment is None or market.assortment.decided != decided:
        market.assortment = Shelf(decided, _qualities(market, products))
    return market.assortment.numbers


def _developed(firm: Firm, generation: str, line: ProductLine) -> tuple[object, ...]:
    """Everything that a product's quality depends on and a firm can change."""
    offers = firm.offers
    return firm.index, generation, line.traced, offers.service, offers.call_centre, firm.programme.service


def _qualities(market: Market, products: Sequence[Products]) -> dict[str, Any]:
    """Whose each product is, how good, how often it fails, and how good a contact of its owners is."""
    generations = list(market.scenario.generations)
    qualities = {
        "quality": [line.spec.quality for _, _, line in products],
        "defects": [failing(market, firm, defect_chance(market, line)) for firm, _, line in products],
        "contact": [served(firm, met_with(market, firm, line.spec.quality)) for firm, _, line in products],
    }
    return {
        "product_firm": np.array([firm.index for firm, _, _ in products], dtype=np.int64),
        "product_generation": np.array(
            [generations.index(generation) for _, generation, _ in products], dtype=np.int64
        ),
        **{name: np.array(values, dtype=np.float64) for name, values in qualities.items()},
    }


def offers_of(market: Market, products: Sequence[Products], places: Sequence[Place]) -> dict[str, Any]:
    """What is known of each offer, [A] each, by the names of `Posted`. Writes: market.shelf."""
    decided = tuple(_decided(*products[index], channel) for index, channel in places)
    if market.shelf is None or market.shelf.decided != decided:
        market.shelf = Shelf(decided, _worked_out(market, products, places))
    numbers = dict(market.shelf.numbers)
    keys = keys_of_occasions(market.luck, Decision.CHOICE, market.period + 1, numbers.pop("occasions"))
    return {
        **numbers,
        "waiting_key": keys[0],
        "offer_key": keys[1:],
        "served": np.ones(len(places)),
    }


def _decided(firm: Firm, generation: str, line: ProductLine, channel: str) -> tuple[object, ...]:
    """Everything that an offer depends on and a firm can change."""
    offers = firm.offers
    return (
        firm.index,
        generation,
        channel,
        offers.prices.get(generation, line.price),
        offers.promotion,
        offers.service,
        firm.incentive[channel],
        firm.effort[channel],
        firm.programme.service,
    )


def _worked_out(market: Market, products: Sequence[Products], places: Sequence[Place]) -> dict[str, Any]:
    channels, m = list(market.scenario.channels), market.scenario.mechanisms
    prices = [_prices(*products[index], channel) for index, channel in places]
    service = [_service(market, products[index][0], channel) for index, channel in places]
    ways = Counter(index for index, _ in places)
    reference = 100.0 * m.customers.brand_choice.in_effect.reference_price
    return {
        "occasions": np.array(
            [0, *(_number(market, *products[index][:2], channel) for index, channel in places)],
            dtype=np.uint64,
        ),
        "offer_product": np.array([index for index, _ in places], dtype=np.int64),
        "offer_channel": np.array([channels.index(channel) for _, channel in places], dtype=np.int64),
        "log_price": np.array([log(paid / reference) for _, paid in prices], dtype=np.float64),
        "price_cents": np.array([paid for _, paid in prices], dtype=np.int64),
        "list_cents": np.array([listed for listed, _ in prices], dtype=np.int64),
        "service": np.array(service, dtype=np.float64),
        "utility": np.array(
            [
                _utility(market, products[index][2].spec.quality, service[a], ways[index])
                for a, (index, _) in enumerate(places)
            ],
            dtype=np.float64,
        ),
    }


def _prices(firm: Firm, generation: str, line: ProductLine, channel: str) -> tuple[int, int]:
    """List price, and price after what is off for everybody, in cents."""
    place = firm.spec.channels.get(channel)
    price = firm.offers.prices.get(generation, line.price) * (place.price if place is not None else 1.0)
    asked = price * (1.0 - firm.offers.promotion) * (1.0 - firm.incentive[channel])
    return max(1, cents(price)), max(1, cents(asked))


def _service(market: Market, firm: Firm, channel: str) -> float:
    return served(firm, attended(market, firm, channel_service(_mark(market, channel), firm.effort[channel])))


def _utility(market: Market, quality: float, service: float, ways: int) -> float:
    """Logits of an offer that are the same for everybody, by how many channels lead to the product."""
    m = market.scenario.mechanisms
    choice, types, by_task = m.customers.brand_choice, m.channels.channel_types, m.channels.task_channels
    return choice.strength * (
        choice.quality * quality + choice.channel * types.strength * service
    ) + by_task.strength * alike_utility(ways, by_task.alike)


def _number(market: Market, firm: Firm, generation: str, channel: str) -> int:
    """Number of an offer for its luck, whatever else is on offer; 0 is for waiting."""
    generations, channels = list(market.scenario.generations), list(market.scenario.channels)
    product = firm.index * len(generations) + generations.index(generation)
    return product * len(channels) + channels.index(channel) + 1


def sells_through(market: Market, firm: Firm, channel: str) -> bool:
    """Whether a firm sells through a channel now; where tasks have no channels of their own, all do all."""
    by_task = market.scenario.mechanisms.channels.task_channels.is_on
    return firm.does(channel, Task.SALE) if by_task else firm.open_channels[channel]


def _mark(market: Market, channel: str) -> float:
    """How well a type of channel sells: on average over all tasks, or at the sale alone."""
    by_task, types = (
        market.scenario.mechanisms.channels.task_channels.strength,
        market.scenario.mechanisms.channels.channel_types,
    )
    quality = market.scenario.channels[channel].profile.quality
    average = sum(weight * quality[task] for task, weight in types.task_weights.items())
    return average + by_task * (quality[Task.SALE] - average)
