"""Birth: every trait of every customer from the scenario and the luck alone.

A person's traits depend on the seed and their own number only, so that a crowd can be made in
any blocks and one more person changes nobody.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.agents.beginning import begin_relationships, beginning
from sim.agents.customers import NOBODY, NOT_REACHED, Columns, Customers, empty_columns
from sim.compiling import by_address, kernel, part
from sim.maths import exp, log, logistic
from sim.mechanisms.channels.channel_types import SELF_SERVICE
from sim.mechanisms.crm.credit_standing import default_odds
from sim.mechanisms.customers.renewal import inertia, log_odds
from sim.mechanisms.customers.word_of_mouth import acquaintance
from sim.randomness import Decision, Luck, log_gamma_deviate, mix, normal, uniform
from sim.scenario.scenario import Scenario

BIRTH_SEGMENT = int(Decision.BIRTH_SEGMENT)
BIRTH_NEEDS = int(Decision.BIRTH_NEEDS)
BIRTH_DRIFT = int(Decision.BIRTH_DRIFT)
BIRTH_RATE = int(Decision.BIRTH_RATE)
BIRTH_PRICE_SENSITIVITY = int(Decision.BIRTH_PRICE_SENSITIVITY)
BIRTH_TASTE = int(Decision.BIRTH_TASTE)
BIRTH_CHANNEL_TASTE = int(Decision.BIRTH_CHANNEL_TASTE)
BIRTH_CHANNEL_REACH = int(Decision.BIRTH_CHANNEL_REACH)
BIRTH_POTENTIAL = int(Decision.BIRTH_POTENTIAL)
BIRTH_STICKINESS = int(Decision.BIRTH_STICKINESS)
BIRTH_ORDER_SIZE = int(Decision.BIRTH_ORDER_SIZE)
NETWORK = int(Decision.NETWORK)
BIRTH_SERVICE_NEED = int(Decision.BIRTH_SERVICE_NEED)
BIRTH_CREDIT = int(Decision.BIRTH_CREDIT)
BIRTH_PRACTICE = int(Decision.BIRTH_PRACTICE)


class Nature(NamedTuple):
    """What traits are drawn from. Keys are uint64; S = segments."""

    connected: int
    """People who are in the network; the rest are isolated."""
    keys: Any
    """uint64[decisions + 1]: key by decision."""
    segment_limits: Any
    """float64[S]: cumulative shares."""
    ideal: Any
    """float64[K, S]: mean ideal points."""
    spread: float
    drift: float
    drift_spread: float
    rate: Any
    """float64[S]: mean occasions a period."""
    rate_shape: float
    demand_strength: float
    price: Any
    """float64[S]: mean price sensitivity."""
    price_spread: float
    order_size: Any
    """float64[S]: median order."""
    order_spread: float
    taste_shape: Any
    """float64[F]: Dirichlet parameter of each brand."""
    log_brand: Any
    """float64[F]: log share of each brand."""
    channel_reach: Any
    """float64[C, S]."""
    leaning: Any
    """float64[C, S]: mean liking for a channel, in logits."""
    liking: float
    leaving: float
    staying: float
    stickiness: float
    potential: float
    rewiring: float
    hubs: float
    familiar: float
    self_service: Any
    """bool[C]: whether people serve themselves in a channel."""
    need_strength: float
    need_shape: float
    default_strength: float
    default_shapes: Any
    """float64[2]: beta parameters of the chance not to pay."""


def nature(scenario: Scenario, luck: Luck) -> Nature:
    """Everything that births need to know of a scenario."""
    m = scenario.mechanisms
    needs, demand, adoption = m.cycles.needs_drift, m.customers.uncertain_demand, m.cycles.adoption
    network, renewal = m.customers.word_of_mouth, m.customers.renewal
    segments = list(scenario.segments.values())
    brand = np.array([firm.brand for firm in scenario.firms.values()])
    return Nature(
        connected=max(scenario.customers - network.isolated, 0),
        keys=np.array([0, *(luck.key(decision) for decision in Decision)], dtype=np.uint64),
        segment_limits=np.cumsum([segment.share for segment in segments]),
        ideal=np.array([segment.ideal for segment in segments]).T.copy(),
        spread=needs.strength * needs.spread,
        drift=needs.strength * needs.drift,
        drift_spread=needs.strength * needs.spread_of_drift,
        rate=np.array([segment.purchase_rate for segment in segments])
        * demand.purchase_rate
        * scenario.period_years,
        rate_shape=demand.rate_shape,
        demand_strength=demand.strength,
        price=_price_sensitivities(scenario),
        price_spread=demand.strength * demand.price_sensitivity_spread,
        order_size=np.array([float(segment.order_size) for segment in segments]),
        order_spread=demand.strength * demand.order_spread,
        taste_shape=demand.taste_concentration * brand / brand.sum(),
        log_brand=np.log(brand / brand.sum()),
        leaving=renewal.leaving,
        staying=renewal.staying,
        stickiness=renewal.strength,
        potential=adoption.potential if adoption.is_on else 1.0,
        rewiring=network.rewiring,
        hubs=network.hubs,
        self_service=np.array([channel.type in SELF_SERVICE for channel in scenario.channels.values()]),
        **_channels(scenario),
        **_standing(scenario),
    )


def _price_sensitivities(scenario: Scenario) -> npt.NDArray[np.float64]:
    """Mean logits per unit of log price by segment: as consumers, and what a price takes from a margin."""
    choice, classes = (
        scenario.mechanisms.customers.brand_choice,
        scenario.mechanisms.customers.customer_classes,
    )
    segments = list(scenario.segments.values())
    of_all = np.array([segment.price_sensitivity for segment in segments]) * choice.price * choice.strength
    margins = np.array([classes.of(segment.customer_class).margin for segment in segments])
    sensitivities: npt.NDArray[np.float64] = of_all + classes.strength * margins
    return sensitivities


def _channels(scenario: Scenario) -> dict[str, Any]:
    """How far people reach channels, lean towards them by segment, and are used to them."""
    law, migration = (
        scenario.mechanisms.channels.channel_types,
        scenario.mechanisms.channels.channel_migration,
    )
    segments, channels = scenario.segments.values(), scenario.channels.items()
    reach = [
        [segment.channel_reach.get(name, channel.profile.reach) for segment in segments]
        for name, channel in channels
    ]
    leaning = [[segment.channel_liking.get(name, 0.0) for segment in segments] for name, _ in channels]
    return {
        "channel_reach": 1.0 - law.strength * (1.0 - np.array(reach)),
        "leaning": law.strength * np.array(leaning),
        "liking": law.strength * law.liking_spread,
        "familiar": migration.familiar,
    }


def _standing(scenario: Scenario) -> dict[str, Any]:
    """What people's need for service and their credit standing are drawn from."""
    serve, credit = scenario.mechanisms.customers.cost_to_serve, scenario.mechanisms.crm.credit_standing
    shapes = credit.concentration * np.array([credit.default_rate, 1.0 - credit.default_rate])
    return {
        "need_strength": serve.strength,
        "need_shape": serve.shape,
        "default_strength": credit.strength,
        "default_shapes": np.maximum(shapes, 1e-6),
    }


@kernel
def draw_traits(columns: Columns, nature: Nature, start: int, stop: int) -> None:
    """Draw what people are: segment, needs, rates, tastes. Writes all trait columns."""
    keys = nature.keys
    for i in range(start, stop):
        who = np.uint64(i)
        segment = 0
        u = uniform(keys[BIRTH_SEGMENT], who)
        while segment < nature.segment_limits.shape[0] - 1 and u >= nature.segment_limits[segment]:
            segment += 1
        columns.segment[i] = segment
        columns.potential[i] = 1 if uniform(keys[BIRTH_POTENTIAL], who) < nature.potential else 0
        for need in range(nature.ideal.shape[0]):
            around = nature.spread * normal(mix(keys[BIRTH_NEEDS] + np.uint64(need)), who)
            columns.ideal[need, i] = nature.ideal[need, segment] + around
        columns.drift[i] = nature.drift + nature.drift_spread * normal(keys[BIRTH_DRIFT], who)
        heaviness = log_gamma_deviate(nature.rate_shape, keys[BIRTH_RATE], who) - log(nature.rate_shape)
        columns.quiet[i] = exp(-nature.rate[segment] * exp(nature.demand_strength * heaviness))
        columns.price_sensitivity[i] = nature.price[segment] * exp(
            nature.price_spread * normal(keys[BIRTH_PRICE_SENSITIVITY], who)
            - 0.5 * nature.price_spread * nature.price_spread
        )
        size = nature.order_size[segment] * exp(nature.order_spread * normal(keys[BIRTH_ORDER_SIZE], who))
        columns.order_size[i] = int(min(max(size + 0.5, 1.0), 32000.0))
        left, stayed = mix(keys[BIRTH_STICKINESS] + np.uint64(0)), mix(keys[BIRTH_STICKINESS] + np.uint64(1))
        odds = log_odds(
            log_gamma_deviate(nature.leaving, left, who), log_gamma_deviate(nature.staying, stayed, who)
        )
        columns.stickiness[i] = nature.stickiness * inertia(odds)


@kernel
def draw_standing(columns: Columns, nature: Nature, start: int, stop: int) -> None:
    """Draw how much service people need and whether they pay. Writes service_need, default_chance."""
    need, credit = nature.keys[BIRTH_SERVICE_NEED], nature.keys[BIRTH_CREDIT]
    for i in range(min(start, columns.service_need.shape[0]), min(stop, columns.service_need.shape[0])):
        drawn = exp(log_gamma_deviate(nature.need_shape, need, np.uint64(i)) - log(nature.need_shape))
        columns.service_need[i] = nature.need_strength * drawn + (1.0 - nature.need_strength)
    for i in range(min(start, columns.default_chance.shape[0]), min(stop, columns.default_chance.shape[0])):
        who = np.uint64(i)
        unpaid = log_gamma_deviate(nature.default_shapes[0], mix(credit), who)
        paid = log_gamma_deviate(nature.default_shapes[1], mix(credit + np.uint64(1)), who)
        columns.default_chance[i] = nature.default_strength * logistic(default_odds(unpaid, paid))


@kernel
def draw_practice(columns: Columns, nature: Nature, start: int, stop: int) -> None:
    """Draw who is used to self-service; where somebody serves, everybody is. Writes practice."""
    key = nature.keys[BIRTH_PRACTICE]
    for i in range(start, stop):
        uses = 255 if uniform(key, np.uint64(i)) < nature.familiar else 0
        for channel in range(columns.practice.shape[0]):
            columns.practice[channel, i] = uses if nature.self_service[channel] else 255


@kernel
def draw_tastes(columns: Columns, nature: Nature, start: int, stop: int) -> None:
    """Draw what people like and whom they know. Writes taste, channel_taste, neighbours."""
    keys = nature.keys
    strength = nature.demand_strength
    for i in range(start, stop):
        who = np.uint64(i)
        for firm in range(columns.taste.shape[0]):
            drawn = log_gamma_deviate(nature.taste_shape[firm], mix(keys[BIRTH_TASTE] + np.uint64(firm)), who)
            columns.taste[firm, i] = strength * drawn + (1.0 - strength) * nature.log_brand[firm]
        for channel in range(columns.channel_taste.shape[0]):
            segment = columns.segment[i]
            liking = nature.leaning[channel, segment]
            liking += nature.liking * normal(mix(keys[BIRTH_CHANNEL_TASTE] + np.uint64(channel)), who)
            reached = (
                uniform(mix(keys[BIRTH_CHANNEL_REACH] + np.uint64(channel)), who)
                < nature.channel_reach[channel, segment]
            )
            columns.channel_taste[channel, i] = liking if reached else NOT_REACHED
        for slot in range(columns.neighbours.shape[1]):
            columns.neighbours[i, slot] = _neighbour(i, slot, nature, keys[NETWORK])


@part
def _neighbour(i: int, slot: int, nature: Nature, key: int) -> int:
    """Small world of Watts & Strogatz (1998): next door, or by `rewiring` anybody else, above all hubs."""
    connected = nature.connected
    if i >= connected or connected < 2:
        return i
    at = np.uint64(i * 64 + slot)
    if uniform(key, at) < nature.rewiring:
        drawn = uniform(mix(key), at)
        if nature.hubs > 0.0:
            known = min(int(acquaintance(drawn, nature.hubs) * connected), connected - 1)
            return known if known != i else (i + 1) % connected
        return (i + 1 + int(drawn * (connected - 1))) % connected
    step = slot // 2 + 1
    return (i + step) % connected if slot % 2 == 0 else (i - step) % connected


def born(scenario: Scenario, luck: Luck) -> Customers:
    """The crowd of a scenario at the start."""
    columns, traits = by_address(empty_columns(scenario)), by_address(nature(scenario, luck))
    draw_traits(columns, traits, 0, scenario.customers)
    draw_tastes(columns, traits, 0, scenario.customers)
    draw_standing(columns, traits, 0, scenario.customers)
    columns.praised_by[:], columns.praised_firm[:], columns.referrer[:] = NOBODY, NOBODY, NOBODY
    columns.habit[:] = NOBODY
    draw_practice(columns, traits, 0, columns.practice.shape[1])
    begin_relationships(columns, beginning(scenario, luck), 0, scenario.customers)
    if scenario.mechanisms.customers.word_of_mouth.isolated:
        columns.told[max(scenario.customers - scenario.mechanisms.customers.word_of_mouth.isolated, 0) :] = 0
    return Customers(columns, tuple(scenario.firms), tuple(scenario.channels), tuple(scenario.segments))
