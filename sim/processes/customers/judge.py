"""People live through what they bought or met with, and judge it; those of a tile all together."""

from typing import Final

from sim.compiling import loop, part
from sim.mechanisms.channels.channel_types import felt_service
from sim.mechanisms.crm.complaints import angered, voice_chance
from sim.mechanisms.crm.one_to_one import made_to_measure
from sim.mechanisms.customers.awareness import raised
from sim.mechanisms.customers.latent_needs import delight, met
from sim.mechanisms.customers.loyalty import intention
from sim.mechanisms.customers.satisfaction import experience, judged, moved, standard
from sim.mechanisms.cycles.needs_drift import misfit
from sim.processes.customers.choose import distance
from sim.processes.customers.line_up import abreast
from sim.processes.customers.take_advice import journey_quality, meet
from sim.randomness import Decision, Word, uniform
from sim.state.counting import FIXED_POINT
from sim.state.counts import FELT, FELT_COUNT, IGNORED, RECOVERED, SILENT
from sim.state.market import Scene

EXPERIENCE, DEFECT = int(Decision.EXPERIENCE), int(Decision.DEFECT)

ROOT_12 = 3.4641016151377544

JUDGED: Final = ("expectation", "satisfaction", "loyalty", "complaint", "learnt")
"""Columns that an experience may write."""


@part
def note(scene: Scene, place: int, i: Word, product: int, quality: float) -> None:
    """Note down that somebody has an experience of a quality with a product. Writes: paper."""
    scene.paper.customer[place] = i
    scene.paper.product[place] = product
    scene.paper.quality[place] = quality


@part
def purchase_quality(scene: Scene, b: int, offer: int) -> float:
    """Quality of a purchase of one in line: product, service, and what is done in particular."""
    posted, rates = scene.posted, scene.rates
    product, service = posted.offer_product[offer], posted.service[offer]
    if rates.task_channels.is_on:
        service = journey_quality(scene, b, offer)
    quality = felt_service(posted.quality[product], service, rates.channel_types.service_weight)
    if rates.relationship_strategy.is_on | rates.one_to_one.is_on:
        quality += personal_quality(scene, scene.paper.person[b], posted.product_firm[product])
    return quality


@part
def personal_quality(scene: Scene, i: Word, firm: int) -> float:
    """What a firm does for this customer in particular adds to an experience."""
    columns, posted, rates = scene.columns, scene.posted, scene.rates
    gained = 0.0
    if rates.relationship_strategy.is_on:
        gained = posted.tiers.treatment[firm, columns.tier[firm, i]]
    if rates.one_to_one.is_on:
        law = rates.one_to_one
        gained += made_to_measure(float(columns.learnt[firm, i]), law.depth[firm], law.fit)
    return gained


@part
def contact_quality(scene: Scene, i: Word, product: int, moment: Word) -> float:
    """Quality of a contact between purchases: the service, what is done for this customer, the waiting."""
    posted, rates = scene.posted, scene.rates
    firm = posted.product_firm[product]
    tier = scene.columns.tier[firm, i] if rates.relationship_strategy.is_on else 0
    service = posted.contact[product]
    if rates.task_channels.is_on:
        service += rates.task_channels.strength * (meet(scene, i, moment, firm) - service)
    quality: float = service - posted.tiers.waiting[firm, tier]
    if rates.relationship_strategy.is_on | rates.one_to_one.is_on:
        quality += personal_quality(scene, i, firm)
    return quality


@loop
def live_through(scene: Scene, count: int) -> None:
    """Let those noted down have their experience and judge it. Nobody may be noted twice.

    Writes: JUDGED, tally, paper.
    """
    rates, paper = scene.rates, scene.paper
    law, loyalty = rates.satisfaction, rates.loyalty
    felt, expected, satisfied, attitude = paper.felt, paper.expected, paper.satisfied, paper.attitude
    _recall(scene, count)
    _feel(scene, count)
    row = abreast(count)
    for b in range(row):
        against = standard(expected[b], scene.posted.category_experience, law.rivals)
        verdict = judged(felt[b], against, law.anchor, law.gain, law.loss)
        satisfied[b] = moved(satisfied[b], verdict, law.learning)
    for b in range(row):
        expected[b] = moved(expected[b], felt[b], law.learning)
    for b in range(row):
        willing = intention(satisfied[b], loyalty.steepness, loyalty.turning_point)
        attitude[b] = moved(attitude[b], willing, loyalty.learning)
    if rates.complaints.is_on:
        complain(scene, count)
    _remember(scene, count)
    if rates.one_to_one.is_on:
        _teach(scene, count)


@part
def _recall(scene: Scene, count: int) -> None:
    """Gather what people bring along. Writes: paper."""
    columns, posted, paper = scene.columns, scene.posted, scene.paper
    for b in range(count):
        i, product = paper.customer[b], paper.product[b]
        firm = posted.product_firm[product]
        paper.distance[b] = distance(columns, posted, scene.rates.latent_needs.importance, i, product)
        paper.defects[b] = posted.defects[product]
        paper.expected[b] = columns.expectation[firm, i]
        paper.satisfied[b] = columns.satisfaction[firm, i]
        paper.attitude[b] = columns.loyalty[firm, i]
    if scene.rates.latent_needs.latent > 0:
        _be_delighted(scene, count)


@part
def _be_delighted(scene: Scene, count: int) -> None:
    """A latent need that is met betters an experience out of proportion. Writes: paper.quality."""
    columns, posted, paper, law = scene.columns, scene.posted, scene.paper, scene.rates.latent_needs
    needs = columns.ideal.shape[0]
    for b in range(count):
        i, product = paper.customer[b], paper.product[b]
        for need in range(needs - law.latent, needs):
            how_well = met(misfit(float(columns.ideal[need, i]), posted.attribute[product, need]))
            paper.quality[b] += delight(how_well, law.delight / law.latent, law.out_of_proportion)


@part
def _feel(scene: Scene, count: int) -> None:
    """What the experience is like. Writes: paper.felt, tally."""
    law, paper, keys = scene.rates.satisfaction, scene.paper, scene.posted.keys
    felt, moment, distant = paper.felt, paper.moment, paper.distance
    quality, defects, failed = paper.quality, paper.defects, paper.failed
    luck_key, defect_key = keys[EXPERIENCE], keys[DEFECT]
    for b in range(abreast(count)):
        luck = law.noise * ROOT_12 * (uniform(luck_key, moment[b]) - 0.5)
        is_failed = uniform(defect_key, moment[b]) < defects[b]
        failure = law.defect if is_failed else 0.0
        failed[b] = 1.0 if is_failed else 0.0
        felt[b] = experience(quality[b], law.misfit * distant[b], luck, failure)
    total = 0
    for b in range(count):
        total += int(felt[b] * FIXED_POINT)
    scene.tally.market[FELT] += total
    scene.tally.market[FELT_COUNT] += count


@part
def _remember(scene: Scene, count: int) -> None:
    """Write down what people take along. Writes: expectation, satisfaction, loyalty."""
    columns, paper = scene.columns, scene.paper
    for b in range(count):
        i, firm = paper.customer[b], scene.posted.product_firm[paper.product[b]]
        columns.expectation[firm, i] = paper.expected[b]
        columns.satisfaction[firm, i] = paper.satisfied[b]
        columns.loyalty[firm, i] = paper.attitude[b]


@part
def _teach(scene: Scene, count: int) -> None:
    """Each interaction teaches the firm about its customer. Writes: learnt."""
    columns, paper, posted, law = scene.columns, scene.paper, scene.posted, scene.rates.one_to_one
    for b in range(count):
        i, firm = paper.customer[b], posted.product_firm[paper.product[b]]
        share = law.learning if law.depth[firm] > 0.0 else 0.0
        columns.learnt[firm, i] = raised(float(columns.learnt[firm, i]), share)


VOICE, ANSWER = int(Decision.VOICE), int(Decision.ANSWER)


@part
def complain(scene: Scene, count: int) -> None:
    """Let those whom something failed complain, and be answered. Writes: complaint, tally, paper."""
    columns, posted, paper = scene.columns, scene.posted, scene.paper
    for b in range(count):
        if paper.failed[b] > 0.0:
            i, firm = paper.customer[b], posted.product_firm[paper.product[b]]
            outcome = _outcome(scene, b, firm)
            columns.complaint[firm, i] = 1 + outcome
            scene.tally.complaints[firm, outcome] += 1
            _take(scene, b, firm, outcome)


@part
def _outcome(scene: Scene, b: int, firm: int) -> int:
    """What becomes of the failure that the one at a place in line met with."""
    columns, posted, paper, law = scene.columns, scene.posted, scene.paper, scene.rates.complaints
    moment = paper.moment[b]
    chance = voice_chance(law.voice, law.loyal_voice, paper.attitude[b])
    if uniform(posted.keys[VOICE], moment) >= chance:
        return SILENT
    tier = columns.tier[firm, paper.customer[b]] if scene.rates.relationship_strategy.is_on else 0
    answered = uniform(posted.keys[ANSWER], moment) < posted.tiers.answered[firm, tier]
    return RECOVERED if answered else IGNORED


@part
def _take(scene: Scene, b: int, firm: int, outcome: int) -> None:
    """What the answer, or none, does to satisfaction and loyalty. Writes: paper."""
    paper, law, quality = scene.paper, scene.rates.complaints, scene.rates.complaints.recovery[firm]
    if outcome == RECOVERED:
        paper.satisfied[b] = raised(paper.satisfied[b], law.restoration * quality)
        paper.attitude[b] = raised(paper.attitude[b], law.forgiveness * quality)
    if outcome == IGNORED:
        paper.satisfied[b] = angered(paper.satisfied[b], law.anger)
        paper.attitude[b] = angered(paper.attitude[b], law.anger)
