"""The customers' rules in vectorised NumPy: whole-column expressions, dear work for buyers only.

Draws come from a NumPy generator, so it agrees with the engine in law, not bit by bit.
"""

from typing import Any

import numpy as np

from sim.agents.customers import NOBODY, NOT_REACHED
from sim.mechanisms.crm.relationship_stages import Stage
from sim.state.counts import (
    FELT,
    FELT_COUNT,
    FIRST,
    LEFT,
    OCCASIONS,
    OWNERS,
    STAGES,
    WAITED,
    Tally,
    new_tally,
)
from sim.state.market import Market
from tests.benchmarks.twin import Twin, count, raise_by

ROOT_12 = 12**0.5
SCALE = 65536
Array = Any
FLOAT = np.float32


def narrow(law: Any) -> Any:
    """The same numbers of a law in 32 bits."""
    given = law._asdict().items()
    return law._replace(**{name: FLOAT(value) for name, value in given if isinstance(value, float)})


class NumpyTwin(Twin):
    """The market with customers as arrays under whole-column expressions."""

    def populate(self, market: Market) -> None:
        """Use the engine's newborn columns as they are."""
        self.columns = market.customers.columns
        self.rng = np.random.default_rng(self.market.luck.seed + 1)
        self.rate = -np.log(self.columns.quiet)
        # float32 throughout, as a NumPy programmer who cares for speed would have it.
        self.rates = type(market.rates.table)._make(narrow(law) for law in market.rates)

    def live(self, market: Market) -> Tally:
        """Everybody's period, one rule after the other."""
        self.tally = new_tally(market.scenario, len(market.posted.offer_product))
        self.posted = market.posted
        self.listen()
        self.receive_messages()
        occasions = self.occasions()
        for occasion in range(int(occasions.max(initial=0))):
            self.shop(np.flatnonzero(occasions > occasion))
        self.have_contacts()
        self.move_stages()
        self.count_relationships()
        self.talk()
        return self.tally

    def listen(self) -> None:
        """Hear what neighbours told last period."""
        columns, law = self.columns, self.rates.word_of_mouth
        columns.reputation[...] *= law.kept
        tones = columns.told & 6
        for slot in range(columns.neighbours.shape[1]):
            neighbour = columns.neighbours[:, slot]
            i = np.flatnonzero(tones[neighbour])
            message = columns.told[neighbour[i]]
            firm, praised = message >> 3, (message & 2) > 0
            awareness, reputation = columns.awareness[firm, i], columns.reputation[firm, i]
            raise_by(awareness, law.told_awareness)
            columns.awareness[firm, i] = awareness
            tone, weight = (
                np.where(praised, FLOAT(1), FLOAT(-1)),
                np.where(praised, law.praise, law.warning),
            )
            columns.reputation[firm, i] = reputation + weight * (tone - reputation)

    def receive_messages(self) -> None:
        """Advertising and care reach people by stage; the rest fades."""
        columns, posted, rates = self.columns, self.posted, self.rates
        touch, bond = posted.touch.astype(FLOAT), posted.bond.astype(FLOAT)
        for firm, stage in enumerate(columns.stage):
            columns.awareness[firm] *= rates.awareness.kept
            raise_by(columns.awareness[firm], touch[firm].take(stage))
            columns.loyalty[firm] *= rates.loyalty.kept
            raise_by(columns.loyalty[firm], bond[firm].take(stage))

    def occasions(self) -> Array:
        """Number of everybody's occasions to buy: Poisson at their own rates, none for most."""
        drawn = self.rng.random(len(self.rate), dtype=FLOAT)
        occasions = np.zeros(len(self.rate), dtype=np.uint8)
        i = np.flatnonzero((drawn >= self.columns.quiet) & (self.columns.potential > 0))
        left, rate, term = (
            drawn[i].astype(np.float64),
            self.rate[i].astype(np.float64),
            self.columns.quiet[i].astype(np.float64),
        )
        reached, occasion = term.copy(), 0
        while len(i) and occasion < 200:
            occasion += 1
            occasions[i] = occasion
            term *= rate / occasion
            reached += term
            more = left >= reached
            i, left, rate, term, reached = i[more], left[more], rate[more], term[more], reached[more]
        return occasions

    def shop(self, i: Array) -> None:
        """Buyers choose an offer each, or wait: the largest utility plus Gumbel luck wins."""
        posted, tally = self.posted, self.tally
        utility = self.utilities(i)
        utility += self.gumbel(utility.shape)
        waiting = self.rates.brand_choice.waiting + self.gumbel(i.shape)
        choice = utility.argmax(axis=0)
        buys = utility[choice, np.arange(len(i))] > waiting
        tally.market[OCCASIONS] += len(i)
        self.wait(i[~buys])
        i, offer = i[buys], choice[buys]
        self.buy(i, offer)
        product = posted.offer_product[offer]
        self.live_through(i, product, posted.service[offer].astype(FLOAT))

    def gumbel(self, shape: tuple[int, ...]) -> Array:
        """Standard Gumbel draws: the luck of each alternative."""
        return -np.log(self.rng.standard_exponential(shape, dtype=FLOAT))

    def utilities(self, i: Array) -> Array:
        """Utility of every offer to every buyer, [offers, buyers]."""
        columns, posted, rates = self.columns, self.posted, self.rates
        firm = posted.product_firm
        at = np.ix_(firm, i)
        loyalty = columns.loyalty[at]
        supplied = columns.supplier[i] == firm[:, None]
        liked = (
            rates.awareness.strength * np.log(np.maximum(columns.awareness[at], FLOAT(1e-9)))
            + columns.taste[at]
            - rates.needs_drift.importance * self.distance(i[None, :], np.arange(len(firm))[:, None])
            + rates.brand_choice.reputation * columns.reputation[at]
            + rates.loyalty.effect * rates.loyalty.conversion * loyalty
            + supplied * (rates.uncertain_demand.switching_cost + columns.stickiness[i])
            + posted.pull.astype(FLOAT)[firm[:, None], columns.stage[at]]
        )
        supplier = columns.supplier[i]
        held = np.where(supplier >= 0, columns.loyalty[supplier, i], FLOAT(0.0))
        sensitivity = columns.price_sensitivity[i] * (FLOAT(1.0) - rates.differentiation.dulling * held)
        taste = columns.channel_taste[:, i]
        taste = np.where(taste <= NOT_REACHED, FLOAT(-1e9), rates.brand_choice.channel * taste)
        product = posted.offer_product
        price = sensitivity * posted.log_price.astype(FLOAT)[:, None]
        return liked[product] - price + taste[posted.offer_channel] + posted.utility.astype(FLOAT)[:, None]

    def distance(self, i: Array, product: Array) -> Array:
        """Squared distance between what people want today and products."""
        columns, attribute = self.columns, self.posted.attribute.astype(FLOAT)
        total = (
            columns.ideal[0, i] + columns.drift[i] * FLOAT(self.posted.years) - attribute[product, 0]
        ) ** 2
        for need in range(1, columns.ideal.shape[0]):
            total += (columns.ideal[need, i] - attribute[product, need]) ** 2
        return total

    def wait(self, i: Array) -> None:
        """Who waits at the end of a contract has left."""
        self.tally.market[WAITED] += len(i)
        if self.rates.renewal.term > 0:
            self.tally.market[LEFT] += np.count_nonzero(self.columns.supplier[i] >= 0)
            self.columns.supplier[i] = NOBODY

    def buy(self, i: Array, offer: Array) -> None:
        """Buyers take their offers."""
        columns, posted = self.columns, self.posted
        product = posted.offer_product[offer]
        firm = posted.product_firm[product]
        cents = posted.price_cents[offer] * columns.order_size[i]
        self.count_sales(i, offer, cents)
        new = columns.purchases[firm, i] == 0
        columns.first[firm[new], i[new]] = posted.period
        columns.last[firm, i] = posted.period
        columns.purchases[firm, i] += 1
        columns.money[firm, i] += cents
        columns.awareness[firm, i] = 1.0
        columns.supplier[i] = firm
        columns.generation[i] = posted.product_generation[product]
        columns.since[i] = posted.period

    def count_sales(self, i: Array, offer: Array, cents: Array) -> None:
        """Enter sales in the tally."""
        columns, posted, tally = self.columns, self.posted, self.tally
        product, channel, size, segment = (
            posted.offer_product[offer],
            posted.offer_channel[offer],
            columns.order_size[i],
            columns.segment[i],
        )
        firm = posted.product_firm[product]
        lost = columns.stage[firm, i] == Stage.LOST
        kind = np.where(columns.purchases[firm, i] == 0, 0, np.where(lost, 2, 1))
        origin = columns.supplier[i] % len(tally.switching)
        tally.units[...] += count((firm, segment, channel), tally.units.shape, size)
        tally.revenue[...] += count((firm, segment, channel), tally.units.shape, cents)
        tally.discount[...] += count((firm,), tally.discount.shape, posted.list_cents[offer] * size - cents)
        tally.source_units[...] += count((firm, kind, origin), tally.source_units.shape, size)
        tally.source_revenue[...] += count((firm, kind, origin), tally.source_units.shape, cents)
        tally.generation_units[...] += count(
            (firm, segment, posted.product_generation[product]), tally.generation_units.shape, size
        )
        tally.switching[...] += count((origin, firm), tally.switching.shape)
        tally.won[...] += count((firm[kind == 0], segment[kind == 0]), tally.won.shape)
        tally.won_back[...] += count((firm[kind == 2], segment[kind == 2]), tally.won.shape)
        tally.market[FIRST] += np.count_nonzero(columns.generation[i] < 0)

    def have_contacts(self) -> None:
        """Customers meet their supplier's service between purchases, now and then."""
        columns, posted = self.columns, self.posted
        if self.rates.satisfaction.contact_chance <= 0:
            return
        met = self.rng.random(len(columns.supplier), dtype=FLOAT) < self.rates.satisfaction.contact_chance
        i = np.flatnonzero(met & (columns.supplier >= 0))
        owned = (posted.product_firm[:, None] == columns.supplier[i]) & (
            posted.product_generation[:, None] == columns.generation[i]
        )
        still_sold = owned.any(axis=0)
        product = owned.argmax(axis=0)[still_sold]
        self.live_through(i[still_sold], product, posted.quality[product].astype(FLOAT))

    def live_through(self, i: Array, product: Array, service: Array) -> None:
        """People experience a purchase or contact, and judge it."""
        columns, posted, rates = self.columns, self.posted, self.rates
        law, attitude, weight = rates.satisfaction, rates.loyalty, rates.channel_types.service_weight
        at = (posted.product_firm[product], i)
        luck = law.noise * FLOAT(ROOT_12) * (self.rng.random(len(i), dtype=FLOAT) - FLOAT(0.5))
        fails = self.rng.random(len(i), dtype=FLOAT) < posted.defects[product]
        quality = (1 - weight) * posted.quality.astype(FLOAT)[product] + weight * service
        felt = np.clip(quality - law.misfit * self.distance(i, product) + luck - law.defect * fails, 0, 1)
        expectation = columns.expectation[at]
        surprise = felt - (
            (1 - law.rivals) * expectation + law.rivals * FLOAT(self.market.category_experience)
        )
        verdict = np.clip(law.anchor + np.where(surprise > 0, law.gain, law.loss) * surprise, 0, 1)
        satisfaction = columns.satisfaction[at]
        satisfaction += law.learning * (verdict - satisfaction)
        willing = 1 / (1 + np.exp(-attitude.steepness * (satisfaction - attitude.turning_point)))
        loyalty = columns.loyalty[at]
        columns.satisfaction[at] = satisfaction
        columns.expectation[at] = expectation + law.learning * (felt - expectation)
        columns.loyalty[at] = loyalty + attitude.learning * (willing - loyalty)
        self.tally.market[FELT] += int((felt * FLOAT(SCALE)).astype(np.int64).sum())
        self.tally.market[FELT_COUNT] += len(i)

    def move_stages(self) -> None:
        """Everybody's stage with every firm, by recency and frequency."""
        columns, law, period = self.columns, self.rates.relationship_stages, self.posted.period
        for firm, was in enumerate(columns.stage):
            i = np.flatnonzero(columns.purchases[firm])
            purchases, last = columns.purchases[firm, i], columns.last[firm, i].astype(FLOAT)
            gap = (law.usual_gap + last - columns.first[firm, i]) / purchases
            silence = (period - last) / gap
            stage = np.where(purchases > 1, Stage.ACQUAINTANCE, Stage.WELCOME)
            stage[purchases >= law.account_purchases] = Stage.ACCOUNT_MANAGEMENT
            stage[silence / law.care_after > 1] = Stage.INTENSIVE_CARE
            stage[(silence > law.lost_after) | (self.posted.active[firm] == 0)] = Stage.LOST
            lost = (stage == Stage.LOST) & (was[i] != Stage.LOST) & (was[i] != Stage.ATTRACTION)
            self.tally.lost[firm] += count((columns.segment[i[lost]],), self.tally.lost[firm].shape)
            was[i] = stage

    def count_relationships(self) -> None:
        """Customers by stage, and how they feel."""
        columns, tally = self.columns, self.tally
        for firm, stage in enumerate(columns.stage):
            tally.stages[firm] += np.bincount(stage, minlength=STAGES)
            i = np.flatnonzero((stage > Stage.ATTRACTION) & (stage < Stage.LOST))
            tally.satisfaction[firm] += int(
                (columns.satisfaction[firm, i] * FLOAT(SCALE)).astype(np.int64).sum()
            )
            tally.loyalty[firm] += int((columns.loyalty[firm, i] * FLOAT(SCALE)).astype(np.int64).sum())
            tally.segment_customers[firm] += np.bincount(
                columns.segment[i], minlength=tally.segment_customers.shape[1]
            )

    def talk(self) -> None:
        """The satisfied praise their supplier, the dissatisfied warn."""
        columns, law, tally = self.columns, self.rates.word_of_mouth, self.tally
        firm = columns.supplier
        owns = firm >= 0
        # Whoever has no supplier reads the last firm's row, and is masked out below.
        distance = columns.satisfaction[firm, np.arange(len(firm))] - law.calm
        span = np.where(distance > 0, 1 - law.calm, law.calm)
        talks = owns & (self.rng.random(len(firm), dtype=FLOAT) < law.talk * np.abs(distance) / span)
        praises = talks & (distance > 0)
        warns = talks & (distance <= 0)
        columns.told[...] = np.where(owns, 1 + 8 * firm.astype(np.uint16) + 2 * praises + 4 * warns, 0)
        tally.market[OWNERS] += np.count_nonzero(owns)
        tally.praise[...] += np.bincount(firm[praises], minlength=len(tally.praise))
        tally.warnings[...] += np.bincount(firm[warns], minlength=len(tally.praise))
