"""How one person lives through a purchase or a contact, judges it, complains or not, in plain Python."""

from dataclasses import dataclass

from sim.mechanisms.crm.complaints import angered, voice_chance
from sim.mechanisms.crm.one_to_one import made_to_measure
from sim.mechanisms.customers.awareness import raised
from sim.mechanisms.customers.latent_needs import delight, met
from sim.mechanisms.customers.loyalty import intention
from sim.mechanisms.customers.satisfaction import experience, judged, moved, standard
from sim.mechanisms.cycles.needs_drift import misfit
from sim.randomness import Decision
from sim.state.counts import FELT, FELT_COUNT, IGNORED, RECOVERED, SILENT, Tally
from tests.reference.choices import Choices
from tests.reference.offers import Product
from tests.reference.people import Person, Relation


@dataclass
class Judgements(Choices):
    """What people make of what they get in one period."""

    tally: Tally

    def live_through(self, person: Person, product: Product, quality: float, occasion: int) -> None:
        """Experience a purchase or a contact of some quality, and judge it."""
        rates, relation = self.rates, person.relations[product.firm]
        law, loyalty = rates.satisfaction, rates.loyalty
        luck = law.noise * 3.4641016151377544 * (self.luck(Decision.EXPERIENCE, person, occasion) - 0.5)
        failed = self.luck(Decision.DEFECT, person, occasion) < product.defects
        for gained in self.delights(person, product):
            quality += gained
        felt = experience(
            quality,
            law.misfit * self.distance(person, product),
            luck,
            law.defect if failed else 0.0,
        )
        against = standard(relation.expectation, self.market.category_experience, law.rivals)
        verdict = judged(felt, against, law.anchor, law.gain, law.loss)
        satisfied = moved(relation.satisfaction, verdict, law.learning)
        willing = intention(satisfied, loyalty.steepness, loyalty.turning_point)
        attached = moved(relation.loyalty, willing, loyalty.learning)
        if failed and rates.complaints.is_on:
            satisfied, attached = self.complain(person, product.firm, occasion, (satisfied, attached))
        relation.satisfaction, relation.loyalty = satisfied, attached
        relation.expectation = moved(relation.expectation, felt, law.learning)
        if rates.one_to_one.is_on and rates.one_to_one.depth[product.firm] > 0.0:
            relation.learnt = raised(relation.learnt, rates.one_to_one.learning)
        self.tally.market[FELT] += int(felt * 65536.0)
        self.tally.market[FELT_COUNT] += 1

    def personal_quality(self, relation: Relation, firm: int) -> float:
        """What a firm does for this customer in particular adds to an experience."""
        posted, rates = self.market.posted, self.rates
        gained = (
            float(posted.tiers.treatment[firm, relation.tier]) if rates.relationship_strategy.is_on else 0.0
        )
        if rates.one_to_one.is_on:
            gained += made_to_measure(
                relation.learnt, float(rates.one_to_one.depth[firm]), rates.one_to_one.fit
            )
        return gained

    def delights(self, person: Person, product: Product) -> list[float]:
        """What each latent need that is met adds to an experience."""
        law, needs = self.rates.latent_needs, len(person.ideal)
        return [
            delight(
                met(misfit(person.ideal[need], product.attribute[need])),
                law.delight / law.latent,
                law.out_of_proportion,
            )
            for need in range(needs - law.latent, needs)
        ]

    def complain(
        self, person: Person, firm: int, occasion: int, felt: tuple[float, float]
    ) -> tuple[float, float]:
        """Satisfaction and loyalty after a failure that is voiced or not, and answered or not."""
        law, relation, (satisfied, attached) = self.rates.complaints, person.relations[firm], felt
        outcome = self.outcome(person, firm, occasion, attached)
        relation.complaint = 1 + outcome
        self.tally.complaints[firm, outcome] += 1
        if outcome == RECOVERED:
            quality = float(law.recovery[firm])
            satisfied = raised(satisfied, law.restoration * quality)
            attached = raised(attached, law.forgiveness * quality)
        if outcome == IGNORED:
            satisfied, attached = angered(satisfied, law.anger), angered(attached, law.anger)
        return satisfied, attached

    def outcome(self, person: Person, firm: int, occasion: int, attached: float) -> int:
        """What becomes of a failure."""
        law, tier = self.rates.complaints, person.relations[firm].tier
        voiced = voice_chance(law.voice, law.loyal_voice, attached)
        if self.luck(Decision.VOICE, person, occasion) >= voiced:
            return SILENT
        answered = float(self.market.posted.tiers.answered[firm, tier])
        return RECOVERED if self.luck(Decision.ANSWER, person, occasion) < answered else IGNORED
