"""What CRM adds to a choice: attachment that passes on, tiers, what is known of a customer, segments."""

from sim.compiling import part
from sim.market import Scene
from sim.mechanisms.crm.existing_customer_conversion import left_behind
from sim.mechanisms.crm.one_to_one import made_to_measure
from sim.mechanisms.customers.loyalty import loyalty_utility
from sim.mechanisms.customers.uncertain_demand import staying_utility


@part
def leave_behind(scene: Scene, product: int, count: int) -> None:
    """Take off what of an attachment does not pass on to a new generation. Writes: paper.utility."""
    posted, rates, paper, attitude = scene.posted, scene.rates, scene.paper, scene.paper.attitude
    firm, generation, passed = (
        posted.product_firm[product],
        posted.product_generation[product],
        posted.carried[product],
    )
    for b in range(count):
        attached = loyalty_utility(attitude[b], rates.conversion, rates.loyalty)
        staying = staying_utility(1.0, rates.switching, paper.stickiness[b])
        is_new_to_them = (paper.supplier[b] == firm) & (paper.owned[b] != generation)
        lost = left_behind(attached + max(staying, 0.0), passed) if is_new_to_them else 0.0
        paper.utility[b] = paper.utility[b] - lost


@part
def treat(scene: Scene, firm: int, count: int) -> None:
    """What a firm does for a customer's tier, and asks of it. Writes: paper.utility, paper.discount."""
    paper, tier, tables = scene.paper, scene.columns.tier[firm], scene.posted.tiers
    for b in range(count):
        at = tier[paper.person[b]]
        paper.utility[b] = paper.utility[b] + tables.pull[firm, at]
        paper.discount[b] = paper.discount[b] + tables.log_surcharge[firm, at]


@part
def know(scene: Scene, firm: int, count: int) -> None:
    """What it is worth that a firm has learnt about one. Writes: paper.utility."""
    paper, learnt, depth = scene.paper, scene.columns.learnt[firm], scene.posted.depth[firm]
    for b in range(count):
        known = made_to_measure(float(learnt[paper.person[b]]), depth, scene.rates.crm.convenience)
        paper.utility[b] = paper.utility[b] + known


@part
def weigh_by_class(scene: Scene, offer: int, count: int) -> None:
    """Add what an offer is worth by the rules of each one's class, and by routes. Writes: paper.arrived."""
    paper, by_class = scene.paper, scene.posted.class_utility
    for b in range(count):
        paper.arrived[b] = paper.arrived[b] + by_class[paper.group[b], offer]
