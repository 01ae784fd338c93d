"""People live through what they bought or met with, and judge it; those of a tile all together."""

from sim.compiling import kernel, part
from sim.market import FELT, FELT_COUNT, Scene
from sim.mechanisms.channels.channel_types import felt_service
from sim.mechanisms.customers.loyalty import intention
from sim.mechanisms.customers.satisfaction import experience, judged, moved, standard
from sim.processes.choosing import distance
from sim.processes.lining import abreast
from sim.randomness import Decision, Word, uniform

EXPERIENCE, DEFECT = int(Decision.EXPERIENCE), int(Decision.DEFECT)
ROOT_12 = 3.4641016151377544
FIXED_POINT = 65536.0


@part
def note(scene: Scene, place: int, i: Word, product: int, service: float) -> None:
    """Note down that somebody has an experience with a product at some quality of service. Writes: paper."""
    posted, paper = scene.posted, scene.paper
    paper.customer[place] = i
    paper.product[place] = product
    paper.quality[place] = felt_service(posted.quality[product], service, scene.rates.service)


@kernel
def live_through(scene: Scene, count: int) -> None:
    """Let those noted down have their experience and judge it. Nobody may be noted twice.

    Writes: expectation, satisfaction, loyalty, tally, paper.
    """
    rates, paper = scene.rates, scene.paper
    felt, expected, satisfied, attitude = paper.felt, paper.expected, paper.satisfied, paper.attitude
    _recall(scene, count)
    _feel(scene, count)
    row = abreast(count)
    for b in range(row):
        against = standard(expected[b], scene.posted.category_experience, rates.rivals)
        verdict = judged(felt[b], against, rates.anchor, rates.gain, rates.loss)
        satisfied[b] = moved(satisfied[b], verdict, rates.learning)
    for b in range(row):
        expected[b] = moved(expected[b], felt[b], rates.learning)
    for b in range(row):
        willing = intention(satisfied[b], rates.steepness, rates.turning_point)
        attitude[b] = moved(attitude[b], willing, rates.attachment)
    _remember(scene, count)


@part
def _recall(scene: Scene, count: int) -> None:
    """Gather what people bring along. Writes: paper."""
    columns, posted, paper = scene.columns, scene.posted, scene.paper
    for b in range(count):
        i, product = paper.customer[b], paper.product[b]
        firm = posted.product_firm[product]
        paper.distance[b] = distance(columns, posted, i, product)
        paper.defects[b] = posted.defects[product]
        paper.expected[b] = columns.expectation[firm, i]
        paper.satisfied[b] = columns.satisfaction[firm, i]
        paper.attitude[b] = columns.loyalty[firm, i]


@part
def _feel(scene: Scene, count: int) -> None:
    """What the experience is like. Writes: paper.felt, tally."""
    rates, paper, keys = scene.rates, scene.paper, scene.posted.keys
    felt, moment, distant = paper.felt, paper.moment, paper.distance
    quality, defects = paper.quality, paper.defects
    luck_key, defect_key = keys[EXPERIENCE], keys[DEFECT]
    for b in range(abreast(count)):
        luck = rates.noise * ROOT_12 * (uniform(luck_key, moment[b]) - 0.5)
        failure = rates.defect if uniform(defect_key, moment[b]) < defects[b] else 0.0
        felt[b] = experience(quality[b], rates.misfit * distant[b], luck, failure)
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
