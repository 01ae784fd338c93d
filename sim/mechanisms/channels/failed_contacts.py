"""Failed contacts: what is too hard for a channel spills over into another, and dear contacts remain.

Contacts differ in how hard they are. Machines resolve the easy ones; of those who fail, most call, and are
handled a second time by somebody to whom the hard ones are left. So the mean cost of the contacts that remain
rises as the easy ones are turned away (deflection).
Source: 75% of failed contacts on a website become calls: ContactBabel (2015-2019), by way of the trade press;
hard contacts remain: the same, and Kumar & Telang (2012), "Does the web reduce customer service cost?" (calls
rise where answers on the web are not clear). Easy and hard: a judgement.
"""

from typing import ClassVar, NamedTuple

from pydantic import Field
from typing_extensions import override

from sim.maths import exp, law, log
from sim.mechanisms.base import Mechanism, Setting
from sim.units import Share, Weight


class FailedContactsInPeriod(NamedTuple):
    """What becomes of contacts that a channel cannot resolve."""

    is_on: bool
    """Whether a channel may fail to resolve a contact."""
    spill: float
    giving_up: float
    harder: float


class FailedContacts(Mechanism):
    """What becomes of contacts that a channel cannot resolve. Off: each is resolved where it is made."""

    row: ClassVar[str] = "D1"
    spill: Share = Field(0.75, description="share of failed contacts that are made again elsewhere")
    giving_up: Share = Field(0.3, description="experience that a contact takes that is never resolved")
    harder: Weight = Field(
        1.0, description="cost added to the hardest contact, and taken off the easiest, relative to the mean"
    )

    @override
    def in_period(self, setting: Setting) -> FailedContactsInPeriod:
        return FailedContactsInPeriod(
            is_on=self.is_on,
            spill=self.spill,
            giving_up=self.strength * self.giving_up,
            harder=self.strength * self.harder,
        )


@law
def difficulty(luck: float, complexity: float) -> float:
    """How hard a contact is, 0..1, the mean being the complexity of the good; `luck` is uniform."""
    if complexity <= 0.0 or luck <= 0.0:
        return 0.0
    return exp(log(luck) * (1.0 - complexity) / complexity)


@law
def handling(hard: float, harder: float) -> float:
    """Cost of a contact relative to one of middling difficulty."""
    return max(1.0 + harder * (2.0 * hard - 1.0), 0.0)
