"""The customers' rules as idiomatic Mesa objects: one agent per customer, with attributes and step methods.

Written as one would without an engine: standard-library mathematics and the model's own random
numbers, so it agrees with the engine in law, not bit by bit.
"""

from math import exp, log
from typing import Any

import mesa

from sim.agents.customers import NOT_REACHED
from sim.mechanisms.channels.channel_types import felt_service
from sim.mechanisms.crm.relationship_stages import ATTRACTION, LOST, own_gap, stage_of
from sim.mechanisms.customers.awareness import raised
from sim.mechanisms.customers.brand_choice import price_utility
from sim.mechanisms.customers.differentiation import dulled
from sim.mechanisms.customers.loyalty import loyalty_utility
from sim.mechanisms.customers.satisfaction import experience, judged, moved, standard
from sim.mechanisms.customers.uncertain_demand import staying_utility
from sim.mechanisms.customers.word_of_mouth import WordOfMouthInPeriod, heard, talk_chance
from sim.mechanisms.cycles.needs_drift import ideal_today, misfit
from sim.scenario.mechanisms import Rates
from sim.state.counts import FELT, FELT_COUNT, FIRST, LEFT, OCCASIONS, OWNERS, WAITED, Tally
from sim.state.market import Market
from tests.benchmarks.twin import Counts, Offer, ProductOnSale, Twin

ROOT_12 = 12**0.5
SCALE = 65536


class Relationship:
    """What one customer thinks of one firm, and what they bought there."""

    __slots__ = (
        "awareness",
        "expectation",
        "first",
        "last",
        "loyalty",
        "money",
        "purchases",
        "reputation",
        "satisfaction",
        "stage",
        "taste",
    )

    def __init__(self, person: dict[str, Any], firm: str, stage: int) -> None:
        for name in self.__slots__:
            setattr(self, name, stage if name == "stage" else person[name][firm])


class Customer(mesa.Agent):
    """One customer."""

    def __init__(self, model: "MesaTwin", person: dict[str, Any], stages: list[int]) -> None:
        super().__init__(model)
        firms = model.market.customers.firms
        self.relationships = [
            Relationship(person, firm, stage) for firm, stage in zip(firms, stages, strict=True)
        ]
        self.neighbours: list[Customer] = []
        self.segment = list(model.question.segments).index(person["segment"])
        self.ideal = person["ideal"]
        self.drift = person["drift"]
        self.quiet = person["quiet"]
        self.price_sensitivity = person["price_sensitivity"]
        self.stickiness = person["stickiness"]
        self.order_size = person["order_size"]
        self.channel_taste = list(person["channel_taste"].values())
        self.supplier = -1 if person["supplier"] is None else firms.index(person["supplier"])
        self.generation = person["generation"]
        self.told: tuple[int, int] | None = None
        self.telling: tuple[int, int] | None = None

    def step(self) -> None:
        """One period: hear, buy, live with it, and get ready to tell."""
        self.listen(self.model.market.rates.word_of_mouth)
        self.receive_messages(self.model.market.posted, self.model.market.rates)
        for _ in range(self.occasions()):
            self.shop()
        self.have_contact()
        self.move_stages()
        self.talk()

    def advance(self) -> None:
        """What was said becomes what neighbours hear next period."""
        self.told = self.telling

    def listen(self, law: WordOfMouthInPeriod) -> None:
        """Hear what neighbours told last period."""
        for relationship in self.relationships:
            relationship.reputation *= law.kept
        for neighbour in self.neighbours:
            if neighbour.told is not None:
                firm, tone = neighbour.told
                relationship = self.relationships[firm]
                relationship.awareness = raised(relationship.awareness, law.told_awareness)
                weight = law.praise if tone > 0 else law.warning
                relationship.reputation = heard(relationship.reputation, tone, weight)

    def receive_messages(self, posted: Any, rates: Rates) -> None:
        """Advertising and care reach one by stage; the rest fades."""
        for relationship, touch, bond in zip(
            self.relationships, self.model.touch, self.model.bond, strict=True
        ):
            stage = relationship.stage
            relationship.awareness = raised(relationship.awareness * rates.awareness.kept, touch[stage])
            relationship.loyalty = raised(relationship.loyalty * rates.loyalty.kept, bond[stage])

    def occasions(self) -> int:
        """Number of occasions to buy in this period: Poisson at one's own rate."""
        left = self.random.random()
        if left < self.quiet:
            return 0
        count, term, rate = 0, self.quiet, -log(self.quiet)
        while left >= term and count < 200:
            left -= term
            count += 1
            term *= rate / count
        return count

    def shop(self) -> None:
        """Choose an offer, or wait, with odds by utility."""
        self.model.tally.market[OCCASIONS] += 1
        liked = [self.product_utility(product) for product in self.model.products]
        odds = [exp(self.model.market.rates.brand_choice.waiting)]
        odds += [self.odds(offer, *liked[offer.product.index]) for offer in self.model.offers]
        choice = self.random.choices(self.model.choices, odds)[0]
        if choice is not None:
            self.buy(choice)
            self.live_through(choice.product, choice.service)
            return
        self.model.tally.market[WAITED] += 1
        if self.model.market.rates.renewal.term > 0 and self.supplier >= 0:
            self.supplier = -1
            self.model.tally.market[LEFT] += 1

    def product_utility(self, product: ProductOnSale) -> tuple[float, float]:
        """Utility of a product before price and channel, and sensitivity to its price."""
        rates, relationship = self.model.market.rates, self.relationships[product.firm]
        utility = (
            rates.awareness.strength * log(max(relationship.awareness, 1e-9))
            + relationship.taste
            - rates.needs_drift.importance * self.distance(product)
            + rates.brand_choice.reputation * relationship.reputation
            + loyalty_utility(relationship.loyalty, rates.loyalty.conversion, rates.loyalty.effect)
            + staying_utility(
                self.supplier == product.firm, rates.uncertain_demand.switching_cost, self.stickiness
            )
            + self.model.pull[product.firm][relationship.stage]
        )
        held = self.relationships[self.supplier].loyalty if self.supplier >= 0 else 0.0
        return utility, dulled(self.price_sensitivity, held, rates.differentiation.dulling)

    def odds(self, offer: Offer, liked: float, sensitivity: float) -> float:
        """Odds of an offer; 0 where one cannot use its channel."""
        taste = self.channel_taste[offer.channel]
        if taste <= NOT_REACHED:
            return 0.0
        price = price_utility(offer.log_price, sensitivity)
        return exp(liked + price + self.model.market.rates.brand_choice.channel * taste + offer.utility)

    def distance(self, product: ProductOnSale) -> float:
        """Squared distance between what one wants today and a product."""
        total = misfit(
            ideal_today(self.ideal[0], self.drift, self.model.market.posted.years), product.attribute[0]
        )
        for ideal, offered in zip(self.ideal[1:], product.attribute[1:], strict=True):
            total += misfit(ideal, offered)
        return total

    def buy(self, offer: Offer) -> None:
        """Take an offer: the books count it, and one remembers."""
        firm, size = offer.product.firm, self.order_size
        relationship = self.relationships[firm]
        cents = offer.price_cents * size
        self.count_sale(offer, relationship, cents)
        if relationship.purchases == 0:
            relationship.first = self.model.market.period
        relationship.last = self.model.market.period
        relationship.purchases += 1
        relationship.money += cents
        relationship.awareness = 1.0
        self.supplier = firm
        self.generation = offer.product.generation

    def count_sale(self, offer: Offer, relationship: Relationship, cents: int) -> None:
        """Enter a sale in the tally."""
        tally, firm, size = self.model.tally, offer.product.firm, self.order_size
        kind = 0 if relationship.purchases == 0 else (2 if relationship.stage == LOST else 1)
        tally.units[firm][self.segment][offer.channel] += size
        tally.revenue[firm][self.segment][offer.channel] += cents
        tally.discount[firm] += offer.list_cents * size - cents
        tally.source_units[firm][kind][self.supplier] += size
        tally.source_revenue[firm][kind][self.supplier] += cents
        tally.generation_units[firm][self.segment][offer.product.generation] += size
        tally.switching[self.supplier][firm] += 1
        tally.won[firm][self.segment] += kind == 0
        tally.won_back[firm][self.segment] += kind == 2
        tally.market[FIRST] += self.generation < 0

    def have_contact(self) -> None:
        """Meet the supplier's service between purchases, now and then."""
        if self.supplier >= 0 and self.random.random() < self.model.market.rates.satisfaction.contact_chance:
            for product in self.model.products:
                if product.firm == self.supplier and product.generation == self.generation:
                    self.live_through(product, product.quality)
                    return

    def live_through(self, product: ProductOnSale, service: float) -> None:
        """Experience a purchase or contact, and judge it."""
        rates, model, relationship = self.model.market.rates, self.model, self.relationships[product.firm]
        law, attitude = rates.satisfaction, rates.loyalty
        luck = law.noise * ROOT_12 * (self.random.random() - 0.5)
        failure = law.defect if self.random.random() < product.defects else 0.0
        quality = felt_service(product.quality, service, rates.channel_types.service_weight)
        felt = experience(quality, law.misfit * self.distance(product), luck, failure)
        against = standard(relationship.expectation, model.market.category_experience, law.rivals)
        verdict = judged(felt, against, law.anchor, law.gain, law.loss)
        relationship.satisfaction = moved(relationship.satisfaction, verdict, law.learning)
        relationship.expectation = moved(relationship.expectation, felt, law.learning)
        willing = 1.0 / (
            1.0 + exp(-attitude.steepness * (relationship.satisfaction - attitude.turning_point))
        )
        relationship.loyalty = moved(relationship.loyalty, willing, attitude.learning)
        model.tally.market[FELT] += int(felt * SCALE)
        model.tally.market[FELT_COUNT] += 1

    def move_stages(self) -> None:
        """One's stage with every firm, by recency and frequency."""
        tally, law, period = (
            self.model.tally,
            self.model.market.rates.relationship_stages,
            self.model.market.period,
        )
        for firm, relationship in enumerate(self.relationships):
            if relationship.purchases:
                gap = own_gap(relationship.first, relationship.last, relationship.purchases, law.usual_gap)
                silence = (period - relationship.last) / gap
                stage = LOST
                if silence <= law.lost_after and self.model.active[firm]:
                    stage = stage_of(relationship.purchases, silence > law.care_after, law.account_purchases)
                is_lost = stage == LOST and relationship.stage not in {LOST, ATTRACTION}
                tally.lost[firm][self.segment] += is_lost
                relationship.stage = stage
            stage = relationship.stage
            tally.stages[firm][stage] += 1
            if ATTRACTION < stage < LOST:
                tally.satisfaction[firm] += int(relationship.satisfaction * SCALE)
                tally.loyalty[firm] += int(relationship.loyalty * SCALE)
                tally.segment_customers[firm][self.segment] += 1

    def talk(self) -> None:
        """Praise one's supplier if satisfied, warn if dissatisfied."""
        self.telling = None
        if self.supplier < 0:
            return
        tally, law = self.model.tally, self.model.market.rates.word_of_mouth
        tally.market[OWNERS] += 1
        satisfied = self.relationships[self.supplier].satisfaction
        if self.random.random() < talk_chance(satisfied, law.calm, law.talk):
            tone = 1 if satisfied > law.calm else -1
            self.telling = (self.supplier, tone)
            (tally.praise if tone > 0 else tally.warnings)[self.supplier] += 1


class MesaTwin(Twin):
    """The market with one Mesa agent per customer."""

    def populate(self, market: Market) -> None:
        """One agent per person, linked to neighbours."""
        crowd = market.customers
        people = [
            Customer(self, crowd.person(i), crowd.columns.stage[:, i].tolist()) for i in range(len(crowd))
        ]
        for person, neighbours in zip(people, crowd.columns.neighbours.tolist(), strict=True):
            person.neighbours = [people[neighbour] for neighbour in neighbours]
        self.customers = self.agents_by_type[Customer]

    def live(self, market: Market) -> Tally:
        """Everybody's step, then everybody's word gets out."""
        posted, counts = market.posted, Counts.empty(market)
        self.tally = counts.tally
        self.products = [ProductOnSale(posted, index) for index in range(len(posted.product_firm))]
        self.offers = [Offer(posted, index, self.products) for index in range(len(posted.offer_product))]
        self.choices: list[Offer | None] = [None, *self.offers]
        self.pull, self.touch, self.bond = posted.pull.tolist(), posted.touch.tolist(), posted.bond.tolist()
        self.active = posted.active.tolist()
        self.customers.do("step")
        self.customers.do("advance")
        return counts.arrays()
