"""The slow twin of the compiled engine: the same laws, one person after the other, in plain Python.

It shares laws, luck and offers with the engine, nothing else: what that does for speed must change no bit.
"""

from dataclasses import dataclass, field

import numpy as np

from sim.maths import log
from sim.mechanisms.channels.channel_types import felt_service, served_share
from sim.mechanisms.crm.relationship_stages import Stage, history, is_silent, stage_of
from sim.mechanisms.customers.awareness import raised
from sim.mechanisms.customers.cost_to_serve import contact_chance
from sim.mechanisms.customers.dropout import dropout_chance
from sim.mechanisms.customers.word_of_mouth import heard, talk_chance
from sim.randomness import Decision, log_gamma_deviate, mix, poisson_count
from sim.state.counts import DROPPED_OUT, LEFT, OCCASIONS, OWNERS, WAITED, new_tally
from sim.state.market import Market
from tests.reference.offers import Product, offers_from, products_from
from tests.reference.people import Person, Relation, people_from, write_back
from tests.reference.sales import Sales

STRANGERS = (Stage.ATTRACTION, Stage.LOST)
CONTACT_LUCK = 255
PRAISE, WARNING = 2, 4


@dataclass
class Twin(Sales):
    """One period of a market's customers."""

    people: list[Person]
    products: list[Product]
    owning_neighbours: dict[int, int] = field(default_factory=dict)

    def live(self) -> None:
        """Everybody lives through the period; then what was said becomes what was told."""
        for person in self.people:
            self.hear(person)
            self.receive(person)
            person.occasions = self.count_occasions(person)
        self.share_out_capacity()
        for person in self.people:
            self.trade(person)
            self.contact(person)
            self.relate(person)
            self.tell(person)
        for person in self.people:
            person.told = person.telling

    def hear(self, person: Person) -> None:
        """Listen to what neighbours told."""
        owning = 0
        for relation in person.relations:
            relation.reputation = relation.reputation * self.rates.word_of_mouth.kept
        for neighbour in person.neighbours:
            message = self.people[neighbour].told
            owning += message % 2
            tone, firm = message & (PRAISE | WARNING), message // 8
            if tone:
                self.believe(person.relations[firm], praised=bool(tone & PRAISE))
            if tone & PRAISE and self.rates.referral.is_on:
                person.praised_by, person.praised_firm = neighbour, firm
        self.owning_neighbours[person.number] = owning

    def believe(self, relation: Relation, *, praised: bool) -> None:
        """One message about one firm."""
        law = self.rates.word_of_mouth
        relation.awareness = raised(relation.awareness, law.told_awareness)
        tone, weight = (1.0, law.praise) if praised else (-1.0, law.warning)
        relation.reputation = heard(relation.reputation, tone, weight)

    def receive(self, person: Person) -> None:
        """Forget, and be reached by advertising and care."""
        posted = self.market.posted
        for firm, relation in enumerate(person.relations):
            known = relation.awareness * self.rates.awareness.kept
            relation.awareness = raised(known, float(posted.touch[firm, relation.stage]))
            attached = relation.loyalty * self.rates.loyalty.kept
            relation.loyalty = raised(attached, float(posted.bond[firm, relation.stage]))
            if self.rates.relationship_strategy.is_on and relation.stage not in STRANGERS:
                relation.loyalty = raised(relation.loyalty, float(posted.tiers.bond[firm, relation.tier]))

    def count_occasions(self, person: Person) -> int:
        """Occasions to buy in this period."""
        luck = self.luck(Decision.OCCASION, person)
        if not self.rates.uncertain_demand.is_repeat:
            return int(luck < self.chance_to_look(person))
        if self.rates.adoption.trial and person.generation is None:
            return int(luck < self.chance_to_try(person))
        if not person.potential or luck < person.quiet:
            return 0
        return min(poisson_count(luck, -log(person.quiet)), 200)

    def chance_to_look(self, person: Person) -> float:
        """Chance of a first need, a renewal or a replacement."""
        age = self.market.period - person.since
        if person.supplier is None:
            return self.chance_to_try(person)
        if self.rates.renewal.term:
            return 1.0 if age >= self.rates.renewal.term else 0.0
        return float(self.rates.replacement.due[min(age, len(self.rates.replacement.due) - 1)])

    def chance_to_try(self, person: Person) -> float:
        """Chance to look for a first product."""
        return (
            float(self.rates.adoption.looking[self.owning_neighbours[person.number]])
            if person.potential
            else 0.0
        )

    def share_out_capacity(self) -> None:
        """Find out what would be asked, and what share of it each firm can serve in each channel."""
        limits = self.market.capacities
        if np.isinf(limits).all():
            return
        for person in self.people:
            for occasion in range(person.occasions):
                wanted = self.choose(person, occasion)
                if wanted is not None:
                    wanted.asked += person.order_size
        for offer in self.offers:
            rivals = [
                o.asked
                for o in self.offers
                if (o.product.firm, o.channel) == (offer.product.firm, offer.channel)
            ]
            offer.served = served_share(float(limits[offer.index]), float(sum(rivals)))

    def trade(self, person: Person) -> None:
        """Choose on every occasion; buy, unless turned away."""
        for occasion in range(person.occasions):
            self.tally.market[OCCASIONS] += 1
            offer = self.choose(person, occasion)
            if offer is None:
                self.wait(person)
                if self.rates.task_channels.is_on:
                    self.take_advice(person, occasion, None)
            elif offer.served >= 1.0 or self.luck(Decision.RATIONING, person, occasion) < offer.served:
                has_bought = person.generation is not None
                service = offer.service
                self.buy(person, offer, occasion)
                if self.rates.task_channels.is_on:
                    service = float(
                        self.market.posted.tasks.journey[offer.index, self.advised(person, occasion)]
                    )
                    self.complete_journey(person, offer, occasion)
                quality = felt_service(
                    offer.product.quality, service, self.rates.channel_types.service_weight
                )
                quality += self.personal_quality(person.relations[offer.product.firm], offer.product.firm)
                self.live_through(person, offer.product, quality, occasion)
                if has_bought and self.drops_out(person, occasion):
                    break
            else:
                self.tally.turned_away[offer.product.firm, offer.channel] += person.order_size

    def drops_out(self, person: Person, occasion: int) -> bool:
        """Leave for good, or not."""
        key, rates = int(self.market.posted.dropout_key), self.rates
        if rates.dropout.strength <= 0.0:
            return False
        leaving = log_gamma_deviate(rates.dropout.leaving, mix(key), person.number)
        staying = log_gamma_deviate(rates.dropout.staying, mix(key + 1), person.number)
        if self.luck(Decision.DROPOUT, person, occasion) >= dropout_chance(
            rates.dropout.strength, leaving, staying
        ):
            return False
        person.potential, person.supplier, person.occasions = 0, None, occasion + 1
        self.tally.market[DROPPED_OUT] += 1
        return True

    def wait(self, person: Person) -> None:
        """Buy nothing; whose contract has run out is free."""
        self.tally.market[WAITED] += 1
        if self.rates.renewal.term and person.supplier is not None:
            person.supplier = None
            self.tally.market[LEFT] += 1

    def contact(self, person: Person) -> None:
        """Meet the supplier's service between purchases, if what one owns is still on sale."""
        chance = self.rates.satisfaction.contact_chance
        if self.rates.cost_to_serve.is_on:
            chance = contact_chance(chance, person.service_need)
        if person.supplier is None or self.luck(Decision.CONTACT, person) >= chance:
            return
        owned = (person.supplier, person.generation)
        product = next((p for p in self.products if (p.firm, p.generation) == owned), None)
        if product is not None:
            relation = person.relations[product.firm]
            self.tally.contacts[product.firm, person.segment] += 1
            if self.rates.cost_to_serve.is_on:
                relation.contribution -= self.rates.cost_to_serve.contact
            waiting = float(self.market.posted.tiers.waiting[product.firm, relation.tier])
            service, tasks = product.contact, self.rates.task_channels
            if tasks.is_on:
                service += tasks.strength * (self.meet(person, product.firm) - service)
            quality = service - waiting + self.personal_quality(relation, product.firm)
            self.live_through(person, product, quality, CONTACT_LUCK)

    def relate(self, person: Person) -> None:
        """Move through the stages of the relationship with every firm, and be counted."""
        for firm, relation in enumerate(person.relations):
            before, relation.stage = relation.stage, self.stage(person, firm)
            is_lost = relation.stage == Stage.LOST and before not in STRANGERS
            self.tally.lost[firm, person.segment] += is_lost
            if self.rates.relationship_strategy.is_on:
                self.tally.tier_lost[firm, relation.tier] += is_lost
            self.tally.stages[firm, relation.stage] += 1
            if relation.stage not in STRANGERS:
                self.tally.segment_customers[firm, person.segment] += 1
                self.tally.satisfaction[firm] += int(relation.satisfaction * 65536.0)
                self.tally.loyalty[firm] += int(relation.loyalty * 65536.0)
                if self.rates.relationship_strategy.is_on:
                    self.tally.tier_customers[firm, relation.tier] += 1
                    self.tally.tier_satisfaction[firm, relation.tier] += int(relation.satisfaction * 65536.0)

    def stage(self, person: Person, firm: int) -> int:
        """Stage of the relationship with one firm, by recency and frequency."""
        relation, rates = person.relations[firm], self.rates
        purchases, last = float(relation.purchases), float(relation.last)
        spread = history(float(relation.first), last, rates.relationship_stages.usual_gap)
        silence = self.market.period - last
        is_missed = is_silent(silence, purchases, spread, rates.relationship_stages.care_after)
        stage = stage_of(purchases, is_missed, rates.relationship_stages.account_purchases)
        elsewhere = rates.uncertain_demand.is_exclusive and person.supplier != firm
        is_lost = is_silent(silence, purchases, spread, rates.relationship_stages.lost_after)
        gone = is_lost or elsewhere or not self.market.firms[firm].is_active
        return Stage.LOST if gone and stage != Stage.ATTRACTION else stage

    def tell(self, person: Person) -> None:
        """Show what one owns; praise it or warn of it."""
        person.telling = 0
        if person.supplier is None:
            return
        self.tally.market[OWNERS] += 1
        if person.number >= self.rates.word_of_mouth.connected:
            person.telling = 8 * person.supplier
            return
        satisfied = person.relations[person.supplier].satisfaction
        person.telling = 1 + 8 * person.supplier
        if self.luck(Decision.TALK, person) < talk_chance(
            satisfied, self.rates.word_of_mouth.calm, self.rates.word_of_mouth.talk
        ):
            praises = satisfied > self.rates.word_of_mouth.calm
            person.telling += PRAISE if praises else WARNING
            (self.tally.praise if praises else self.tally.warnings)[person.supplier] += 1


def customers_live_slowly(market: Market) -> None:
    """What `customers_live` does, by the twin."""
    offers = offers_from(market.posted)
    twin = Twin(
        market=market,
        rates=market.rates,
        people=people_from(market.customers.columns),
        products=products_from(market.posted),
        offers=offers,
        tally=new_tally(market.scenario, len(offers)),
    )
    twin.live()
    write_back(twin.people, market.customers.columns)
    market.tally = twin.tally
