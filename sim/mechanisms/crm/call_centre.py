"""Call centre: callers wait for a free seat, in the order of their priority, and hang up when patience ends.

Time is counted in mean handling times, so that a seat serves one call a unit of time and `offered` is the
load in calls at once. Given that all seats are busy, those waiting come at the rate offered and go at the
rate seats + impatience x waiting; the sums below are the stationary answer of that chain: Erlang's (1917)
without hanging up, Palm's (1957) with it. Callers of higher priority do not notice the others but for the
call being served, so that each class and those before it are again such a queue (Cobham 1954, priority
without interruption). Who still waits when a period ends calls again in the next: impatience is never below
one in a period, which makes the queue a step of the fluid flow approximation of Rider (1976) and Wang,
Tipper & Banerjee (1996): above load 1 the backlog grows period by period, below it Erlang's formula holds.
Source: Erlang (1917), "Solution of some problems in the theory of probabilities of significance in automatic
telephone exchanges"; Cobham (1954), "Priority assignment in waiting line problems"; Palm (1957), "Research
on telephone traffic carried by full availability groups"; Garnett, Mandelbaum & Reiman (2002), "Designing a
call center with impatient customers"; Brown et al. (2005), "Statistical analysis of a telephone call
center"; what waiting does: Davis & Vollmann (1990), Taylor (1994), "Waiting for service".
"""

from typing import ClassVar, Final

from pydantic import Field

from sim.maths import law, saturation
from sim.mechanisms.base import Mechanism
from sim.units import Positive, Share, Weight

NEGLIGIBLE: Final = 1e-16
MANY: Final = 1e18
"""A sum this large says that a seat is never idle."""


class CallCentre(Mechanism):
    """How calls queue and what waiting does. Off: every call is answered at once, whatever the staff."""

    row: ClassVar[str] = "C6"
    handling: Positive = Field(4.0, description="minutes that an agent needs for a call, on average")
    harder: Weight = Field(
        0.3,
        description="handling time added, relative, if machines took all contacts: the easy ones go first",
    )
    patience: Positive | None = Field(
        10.0, description="mean minutes until a caller hangs up; nothing = nobody hangs up"
    )
    open_hours: Positive = Field(3_000.0, description="hours a year in which calls are taken")
    agent_hours: Positive = Field(
        1_500.0, description="hours a year that a full-time agent is at the telephone"
    )
    sample: Positive = Field(
        1.0,
        description="real customers for whom one in the market stands: the queue is that of all of them, "
        "agents and money are those of the market",
    )
    annoyance: Share = Field(0.3, description="most experience that waiting takes from a contact")
    annoying: Positive = Field(5.0, description="minutes of waiting at which 63% of that is taken")
    hanging_up: Share = Field(0.5, description="experience that a contact given up takes")


@law
def inverse_blocking(seats: int, offered: float) -> float:
    """One over Erlang's B, the chance that a call finds all `seats` busy if none may wait."""
    inverse = 1.0
    for seat in range(1, seats + 1):
        inverse = 1.0 + inverse * seat / offered
    return inverse


@law
def busy_sum(seats: int, offered: float, impatience: float) -> float:
    """One over the chance that nobody waits while all seats are busy; infinite if always somebody does."""
    if seats < 1:
        return MANY
    total, term, waiting = 1.0, 1.0, 0.0
    while term > NEGLIGIBLE * total and total < MANY:
        waiting += 1.0
        term = term * offered / (seats + waiting * impatience)
        total += term
    return total


@law
def waiting_chance(seats: int, offered: float, impatience: float) -> float:
    """Chance that a call finds all seats busy: Erlang's C if nobody is impatient, else Palm's formula."""
    if offered <= 0.0:
        return 0.0
    idle = inverse_blocking(seats, offered) - 1.0
    return 1.0 / (1.0 + idle / busy_sum(seats, offered, impatience))


@law
def queue_while_busy(seats: int, offered: float, impatience: float) -> float:
    """Mean calls waiting while all seats are busy, of those offered at the rate `offered`.

    As many go as come: offered = seats x chance that somebody waits + impatience x waiting.
    """
    somebody = 1.0 - 1.0 / busy_sum(seats, offered, impatience)
    return max((offered - seats * somebody) / impatience, 0.0)


@law
def lost_by_waiting(minutes: float, scale: float, most: float) -> float:
    """Experience that waiting takes from a contact; saturates at `most`."""
    return most * saturation(minutes, scale)


@law
def handling_time(minutes: float, harder: float, by_machine: float) -> float:
    """Minutes for a call when a share of contacts, the easier ones, is handled by machine."""
    return minutes * (1.0 + harder * by_machine)
