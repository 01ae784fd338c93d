"""How one person values what is on offer and chooses, in plain Python."""

from dataclasses import dataclass

from sim.mechanisms.channels.channel_migration import MOST_USES
from sim.mechanisms.crm.existing_customer_conversion import left_behind
from sim.mechanisms.crm.one_to_one import made_to_measure
from sim.mechanisms.customers.brand_choice import arrival, known_utility, price_utility
from sim.mechanisms.customers.differentiation import dulled
from sim.mechanisms.customers.loyalty import loyalty_utility
from sim.mechanisms.customers.renewal import contentment
from sim.mechanisms.customers.split_loyalty import courting_utility
from sim.mechanisms.customers.uncertain_demand import staying_utility
from sim.mechanisms.cycles.needs_drift import ideal_today, misfit
from sim.randomness import Decision, exponential, uniform
from sim.scenario.mechanisms import Rates
from sim.state.market import Market
from sim.strategies.base import COURTING
from tests.reference.offers import Offer, Product
from tests.reference.people import Person, Relation


@dataclass
class Choices:
    """What people choose among in one period."""

    market: Market
    rates: Rates
    offers: list[Offer]

    def luck(self, decision: Decision, person: Person, occasion: int = 0) -> float:
        """This period's uniform draw of one person for one decision."""
        return uniform(
            self.market.luck.key(decision, self.market.period + 1), person.number + (occasion << 40)
        )

    def distance(self, person: Person, product: Product) -> float:
        """How far a product lies from what a person wants today."""
        wanted = [ideal_today(person.ideal[0], person.drift, self.market.years), *person.ideal[1:]]
        return in_order(
            [
                float(weight) * misfit(ideal, offered)
                for weight, ideal, offered in zip(
                    self.rates.latent_needs.importance, wanted, product.attribute, strict=True
                )
            ]
        )

    def percent(self, relation: Relation) -> int:
        """Personal discount that reaches a person."""
        return (
            int((relation.offer - COURTING) * self.rates.split_loyalty.strength)
            if relation.offer >= COURTING
            else relation.offer
        )

    def utility(self, person: Person, offer: Offer, occasion: int) -> float:
        """Utility of an offer to a person, in logits."""
        firm, rates = offer.product.firm, self.rates
        relation = person.relations[firm]
        percent = self.percent(relation)
        asked = 1.0 if percent and relation.offer >= COURTING else 0.0
        terms = [
            relation.taste,
            -(rates.needs_drift.importance * self.distance(person, offer.product)),
            rates.brand_choice.reputation * relation.reputation,
            loyalty_utility(relation.loyalty, rates.loyalty.conversion, rates.loyalty.effect),
            staying_utility(
                1.0 if person.supplier == firm else 0.0,
                rates.uncertain_demand.switching_cost,
                self.stickiness(person),
            ),
            *self.left_behind(person, offer.product),
            float(self.market.posted.pull[firm, relation.stage]),
            courting_utility(asked, rates.split_loyalty.courting),
            *self.relationship(firm, relation),
            rates.awareness.strength * known_utility(relation.awareness),
        ]
        held = 0.0 if person.supplier is None else person.relations[person.supplier].loyalty
        sensitivity = dulled(person.price_sensitivity, held, rates.differentiation.dulling)
        discount = float(self.market.posted.log_discount[percent])
        if rates.relationship_strategy.is_on:
            discount = discount + float(self.market.posted.tiers.log_surcharge[firm, relation.tier])
        price = price_utility(offer.log_price + discount, sensitivity)
        liking = rates.brand_choice.channel * self.liking(person, offer.channel)
        own = [*self.by_class(person, offer), *self.by_journey(person, offer, occasion)]
        return in_order([in_order(terms), price, liking, offer.utility, *own])

    def liking(self, person: Person, channel: int) -> float:
        """Liking for a channel, and what habit adds."""
        habit = self.rates.task_channels.habit if person.habit == channel else 0.0
        return person.channel_taste[channel] + (habit if self.rates.task_channels.is_on else 0.0)

    def strangeness(self, person: Person, channel: int) -> float:
        """How strange a channel is to a person."""
        uses = person.practice[channel] if self.rates.channel_migration.is_on else MOST_USES
        return float(self.rates.channel_migration.strange[uses])

    def by_journey(self, person: Person, offer: Offer, occasion: int) -> list[float]:
        """What an offer gains or loses by where the person was advised, and by how strange its channel is."""
        tables = self.market.posted.tasks
        if not self.rates.task_channels.is_on:
            return []
        left = self.rates.brand_choice.channel * float(tables.unhelped[offer.product.firm, offer.channel])
        swayed = float(tables.swayed[offer.index, self.advised(person, occasion)])
        return [swayed, -(left * self.strangeness(person, offer.channel))]

    def advised(self, person: Person, occasion: int) -> int:
        """Channel where a person takes advice; C = nowhere though it is needed, C + 1 = no need."""
        tables, channels = self.market.posted.tasks, len(person.channel_taste)
        if self.luck(Decision.ADVICE, person, occasion) >= self.rates.task_channels.advised:
            return channels + 1
        race = [
            (
                arrival(
                    float(tables.advice[channel])
                    + self.rates.brand_choice.channel
                    * (self.liking(person, channel) - self.strangeness(person, channel)),
                    exponential(int(tables.advice_key[channel]), person.number + (occasion << 40)),
                ),
                channel,
            )
            for channel in range(channels)
            if min(person.channel_taste[channel], tables.advice[channel]) > -1e29
        ]
        return min(race)[1] if race else channels

    def stickiness(self, person: Person) -> float:
        """A person's inertia, with what satisfaction with the supplier adds."""
        rates = self.rates
        if person.supplier is None or rates.renewal.contentment <= 0.0:
            return person.stickiness
        felt = person.relations[person.supplier].satisfaction
        return person.stickiness + contentment(felt, rates.renewal.content_at, rates.renewal.contentment)

    def left_behind(self, person: Person, product: Product) -> list[float]:
        """What of an attachment does not pass on to a new generation."""
        rates, passed = self.rates, self.market.posted.carried
        if not rates.existing_customer_conversion.is_on or (person.supplier, person.generation) == (
            None,
            None,
        ):
            return []
        if person.supplier != product.firm or person.generation == product.generation:
            return []
        attached = loyalty_utility(
            person.relations[product.firm].loyalty, rates.loyalty.conversion, rates.loyalty.effect
        )
        staying = staying_utility(1.0, rates.uncertain_demand.switching_cost, self.stickiness(person))
        return [-left_behind(attached + max(staying, 0.0), float(passed[product.index]))]

    def relationship(self, firm: int, relation: Relation) -> list[float]:
        """What is done for a customer's tier, and what knowing the customer is worth."""
        posted, rates = self.market.posted, self.rates
        treated = [float(posted.tiers.pull[firm, relation.tier])] if rates.relationship_strategy.is_on else []
        law = rates.one_to_one
        known = made_to_measure(relation.learnt, float(law.depth[firm]), law.convenience)
        return [*treated, *([known] if rates.one_to_one.is_on else [])]

    def by_class(self, person: Person, offer: Offer) -> list[float]:
        """What an offer is worth by the rules of the person's class."""
        if not (self.rates.customer_classes.is_on or self.rates.segment_routes.is_on):
            return []
        return [float(self.market.posted.class_utility[person.segment, offer.index])]

    def choose(self, person: Person, occasion: int) -> Offer | None:
        """The offer that arrives first, if any comes before waiting does."""
        who = person.number + (occasion << 40)
        waiting = arrival(
            self.rates.brand_choice.waiting, exponential(int(self.market.posted.waiting_key), who)
        )
        race = [
            (arrival(self.utility(person, offer, occasion), exponential(offer.key, who)), offer.index, offer)
            for offer in self.offers
            if person.channel_taste[offer.channel] > -1e29
        ]
        time, _, offer = min(race, default=(waiting, -1, None))
        return offer if time < waiting else None


def in_order(terms: list[float]) -> float:
    """Sum from the left; `sum` begins at 0 and newer Pythons correct its rounding, which loops do not."""
    total = terms[0]
    for term in terms[1:]:
        total += term
    return total
