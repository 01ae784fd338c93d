"""What failed is voiced or not, and answered or not; customers take the answer, or the silence, along."""

from sim.compiling import part
from sim.market import IGNORED, RECOVERED, SILENT, Scene
from sim.mechanisms.crm.complaints import angered, voice_chance
from sim.mechanisms.customers.awareness import raised
from sim.randomness import Decision, uniform

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
    columns, posted, paper, crm = scene.columns, scene.posted, scene.paper, scene.rates.crm
    moment = paper.moment[b]
    chance = voice_chance(crm.voice, crm.loyal_voice, paper.attitude[b])
    if uniform(posted.keys[VOICE], moment) >= chance:
        return SILENT
    tier = columns.tier[firm, paper.customer[b]] if crm.tiers else 0
    answered = uniform(posted.keys[ANSWER], moment) < posted.tiers.answered[firm, tier]
    return RECOVERED if answered else IGNORED


@part
def _take(scene: Scene, b: int, firm: int, outcome: int) -> None:
    """What the answer, or none, does to satisfaction and loyalty. Writes: paper."""
    paper, crm, quality = scene.paper, scene.rates.crm, scene.posted.recovery[firm]
    if outcome == RECOVERED:
        paper.satisfied[b] = raised(paper.satisfied[b], crm.restoration * quality)
        paper.attitude[b] = raised(paper.attitude[b], crm.forgiveness * quality)
    if outcome == IGNORED:
        paper.satisfied[b] = angered(paper.satisfied[b], crm.anger)
        paper.attitude[b] = angered(paper.attitude[b], crm.anger)
