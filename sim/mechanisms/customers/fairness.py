"""Fairness: ordinary customers who see what others are given, and they are not, feel slighted.

Source: Adams (1965), "Inequity in social exchange"; Homburg, Droll & Totzek (2008), "Customer prioritization:
does it pay off, and how should it be implemented?"; Xia, Monroe & Cox (2004), "The price is unfair!".
"""

from typing import ClassVar

from pydantic import Field

from sim.maths import law
from sim.mechanisms.base import Mechanism
from sim.units import Share, Weight


class Fairness(Mechanism):
    """What seeing the privileges of others does. Off: nobody compares."""

    row: ClassVar[str] = "B12"
    visibility: Share = Field(0.5, description="share of privileges that the other customers notice")
    envy: Weight = Field(
        0.6, description="experience lost per unit of privilege that others have and oneself has not"
    )
    bearable: Share = Field(
        0.05, description="difference in privilege that is taken as earned and minded by nobody"
    )


@law
def slight(own: float, best: float, visibility: float, envy: float, bearable: float) -> float:
    """Experience that a customer loses by seeing the best treated, where `own` and `best` are privileges."""
    return envy * max(visibility * (best - own) - bearable, 0.0)
