"""Hand-overs: lead, opportunity, sale, service: something is lost at each, and leavers take what they know.

Money for courting finds leads; marketing hands them to sales as opportunities, sales closes them and hands
the customer to service. Where staff leave and no shared record remembers for them, known customers are
courted as if they were new, until the next contact shows who they are.

Source: Smith, Gopalakrishna & Chatterjee (2006), "A three-stage model of integrated marketing
communications at the marketing-sales interface"; Sabnis et al. (2013), "The sales lead black hole: on sales
reps' follow-up of marketing leads" (some 70% of leads are never followed up); staff turnover: Boles et al.
(2012), "Sales force turnover and retention: a research agenda"; Shi et al. (2017), "Sales representative
departures and customer reassignment strategies in business-to-business markets" (which cost 13 to 18% of a
customer's yearly sales).
"""

from typing import ClassVar

from pydantic import Field

from sim.maths import law
from sim.mechanisms.base import Mechanism
from sim.units import PositiveYears


class HandOvers(Mechanism):
    """What gets lost between departments. Off: nothing is lost and everybody is recognised."""

    row: ClassVar[str] = "C9"
    relearning: PositiveYears = Field(
        1.0, description="mean time until a customer whose contact left is recognised again"
    )


@law
def leads_left(quality: float, strength: float) -> float:
    """Share of leads that reach a sale, each of two hand-overs passing on a `quality` (0..1) of them."""
    return float((1.0 - strength * (1.0 - quality)) ** 2)


@law
def customers_passed_on(quality: float, strength: float) -> float:
    """Share of new customers who reach service as more than a name."""
    return 1.0 - strength * (1.0 - quality)


@law
def unrecognised(turnover: float, integration: float, relearning: float) -> float:
    """Share of customers who are taken for strangers.

    The known are forgotten at the rate of leavers as far as no shared record remembers them, the forgotten
    are recognised at 1 / relearning; this is where the two flows balance.
    """
    forgetting = turnover * (1.0 - integration)
    return forgetting * relearning / (1.0 + forgetting * relearning)


@law
def courted_twice(customers: float, strangers: float, share: float) -> float:
    """Share of the money for courting strangers that goes to own customers taken for strangers."""
    taken = share * customers
    return taken / (taken + strangers) if taken > 0.0 else 0.0
