"""How one person values what is on offer and chooses, in plain Python."""

from dataclasses import dataclass

from sim.market import Market
from sim.mechanisms.customers.brand_choice import arrival, known_utility, price_utility
from sim.mechanisms.customers.differentiation import dulled
from sim.mechanisms.customers.loyalty import loyalty_utility
from sim.mechanisms.customers.split_loyalty import courting_utility
from sim.mechanisms.customers.uncertain_demand import staying_utility
from sim.mechanisms.cycles.needs_drift import ideal_today, misfit
from sim.randomness import Decision, exponential, uniform
from sim.rates import Rates
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
            [misfit(ideal, offered) for ideal, offered in zip(wanted, product.attribute, strict=True)]
        )

    def percent(self, relation: Relation) -> int:
        """Personal discount that reaches a person."""
        return (
            int((relation.offer - COURTING) * self.rates.courted)
            if relation.offer >= COURTING
            else relation.offer
        )

    def utility(self, person: Person, offer: Offer) -> float:
        """Utility of an offer to a person, in logits."""
        firm, rates = offer.product.firm, self.rates
        relation = person.relations[firm]
        percent = self.percent(relation)
        asked = 1.0 if percent and relation.offer >= COURTING else 0.0
        terms = [
            relation.taste,
            -(rates.needs * self.distance(person, offer.product)),
            rates.reputation * relation.reputation,
            loyalty_utility(relation.loyalty, rates.conversion, rates.loyalty),
            staying_utility(1.0 if person.supplier == firm else 0.0, rates.switching, person.stickiness),
            float(self.market.posted.pull[firm, relation.stage]),
            courting_utility(asked, rates.courting),
            rates.known * known_utility(relation.awareness),
        ]
        held = 0.0 if person.supplier is None else person.relations[person.supplier].loyalty
        sensitivity = dulled(person.price_sensitivity, held, rates.dulling)
        price = price_utility(offer.log_price + float(self.market.posted.log_discount[percent]), sensitivity)
        return in_order(
            [in_order(terms), price, rates.channel * person.channel_taste[offer.channel], offer.utility]
        )

    def choose(self, person: Person, occasion: int) -> Offer | None:
        """The offer that arrives first, if any comes before waiting does."""
        who = person.number + (occasion << 40)
        waiting = arrival(self.rates.waiting, exponential(int(self.market.posted.waiting_key), who))
        race = [
            (arrival(self.utility(person, offer), exponential(offer.key, who)), offer.index, offer)
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
