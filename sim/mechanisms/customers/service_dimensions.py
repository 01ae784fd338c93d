"""Three dimensions of service: human, business and hidden; a contact succeeds only if none of them fails.

Each contact is a moment of truth: people who do not care, work that is not done, or rules that stand in the
way each spoil it, whatever the other two are like. Money betters a dimension with falling returns.
Source: Carlzon (1987), "Moments of truth"; Parasuraman, Zeithaml & Berry (1988), "SERVQUAL" (dimensions of
service quality); Bitner, Booms & Tetreault (1990), "The service encounter: diagnosing favorable and
unfavorable incidents" (failures of the system, of answers to needs, of what employees do).
"""

from typing import ClassVar

from pydantic import Field

from sim.maths import law, saturation
from sim.mechanisms.base import Mechanism
from sim.units import Money, Share


class ServiceDimensions(Mechanism):
    """How dimensions of service fail and what money does about it. Off: only products fail."""

    row: ClassVar[str] = "B6"
    human: Share = Field(
        0.12, description="chance that people's conduct fails in a contact if nothing is spent on it"
    )
    business: Share = Field(0.18, description="chance that the task does; most contacts are about the task")
    hidden: Share = Field(0.1, description="chance that rules, authority or the back office do")
    least: Share = Field(0.02, description="chance that a dimension fails whatever is spent on it")
    scale: Money = Field(
        10.0, description="money per customer a year on a dimension at which 63% of what can be avoided is"
    )
    spoiling: Share = Field(
        0.2,
        description="share of the quality of contacts lost, also of those that do not fail, if all failed",
    )


@law
def failure_chance(money_a_year: float, scale: float, unaided: float, least: float) -> float:
    """Chance that one dimension fails in a contact, by the money spent on it per customer a year."""
    return least + (unaided - least) * (1.0 - saturation(money_a_year, scale))


@law
def success_chance(human: float, business: float, hidden: float) -> float:
    """Chance that a contact succeeds, from the chances that each dimension fails: none of them may."""
    return (1.0 - human) * (1.0 - business) * (1.0 - hidden)
