"""How one person buys, pays or does not, and is counted, in plain Python."""

import math
from dataclasses import dataclass

from sim.mechanisms.crm.relationship_stages import Stage
from sim.mechanisms.customers.awareness import raised
from sim.randomness import Decision
from sim.state.counts import FIRST, KEPT, NEW, WON_BACK
from tests.reference.journeys import Journeys
from tests.reference.offers import Offer
from tests.reference.people import Person


@dataclass
class Sales(Journeys):
    """What happens when something is sold."""

    def buy(self, person: Person, offer: Offer, occasion: int) -> None:
        """Pay, and become a customer."""
        firm, now = offer.product.firm, self.market.period
        relation = person.relations[firm]
        cents = offer.price_cents * (100 - self.percent(relation)) // 100 * person.order_size
        if self.rates.relationship_strategy.is_on:
            cents += cents * int(self.market.posted.tiers.surcharge[firm, relation.tier]) // 100
        self.count_sale(person, offer, cents)
        if relation.purchases == 0:
            relation.first = now
            self.credit_referrer(person, firm)
        relation.last = now
        relation.purchases = min(relation.purchases + 1, 65535)
        relation.money += cents
        relation.contribution += cents - self.sale_costs(person, offer, cents)
        self.bill(person, firm, occasion, cents)
        relation.awareness = 1.0
        person.supplier, person.generation, person.since = firm, offer.product.generation, now

    def credit_referrer(self, person: Person, firm: int) -> None:
        """Note who sent a new customer."""
        if self.rates.referral.is_on and person.praised_firm == firm:
            relation = person.relations[firm]
            relation.referrer = person.praised_by
            relation.loyalty = raised(relation.loyalty, self.rates.referral.enrichment)
            self.tally.referred[firm, person.segment] += 1

    def bill(self, person: Person, firm: int, occasion: int, cents: int) -> None:
        """Pay the bill, or do not."""
        relation, posted = person.relations[firm], self.market.posted
        if not self.rates.credit_standing.is_on or not posted.tiers.on_account[firm, relation.tier]:
            return
        if self.luck(Decision.PAYMENT, person, occasion) < person.default_chance:
            relation.defaults = min(relation.defaults + 1, 255)
            relation.contribution -= cents
            self.tally.bad_debt[firm, person.segment] += cents

    def sale_costs(self, person: Person, offer: Offer, cents: int) -> int:
        """Cents that a sale costs: goods, handling, channel and supply; shares are rounded half up."""
        per_unit = self.market.costs.unit[offer.product.firm, offer.product.generation]
        per_unit += self.market.costs.sale[offer.channel]
        share = float(self.market.costs.commission[offer.channel])
        share += float(self.market.posted.terms[offer.product.firm, person.segment])
        return int(per_unit) * person.order_size + math.floor(share * cents + 0.5)

    def count_sale(self, person: Person, offer: Offer, cents: int) -> None:
        """Note a sale in every count that it belongs to."""
        firm, segment, units, tally = offer.product.firm, person.segment, person.order_size, self.tally
        relation = person.relations[firm]
        is_new = relation.purchases == 0
        is_back = not is_new and relation.stage == Stage.LOST
        source = (firm, NEW if is_new else WON_BACK if is_back else KEPT, self.origin(person))
        tally.units[firm, segment, offer.channel] += units
        tally.revenue[firm, segment, offer.channel] += cents
        tally.discount[firm] += offer.list_cents * units - cents
        tally.source_units[source] += units
        tally.source_revenue[source] += cents
        tally.generation_units[firm, segment, offer.product.generation] += units
        tally.switching[self.origin(person), firm] += 1
        if self.rates.relationship_strategy.is_on:
            tally.tier_units[firm, relation.tier] += units
            tally.tier_revenue[firm, relation.tier] += cents
        tally.won[firm, segment] += is_new
        tally.won_back[firm, segment] += is_back
        tally.market[FIRST] += person.generation is None

    def origin(self, person: Person) -> int:
        """Where a person's supplier so far stands in tables by origin; last if there is none."""
        return len(person.relations) if person.supplier is None else person.supplier
