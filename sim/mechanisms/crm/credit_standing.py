"""Credit standing: some customers do not pay for what they bought on account.

Source: Altman & Saunders (1998), "Credit risk measurement"; chances to default as beta draws: Frey &
McNeil (2003), "Dependent defaults in models of portfolio credit risk". That cash on delivery
loses some orders: Petersen & Rajan (1997), "Trade credit: theories and evidence".
"""

from typing import ClassVar

from pydantic import Field

from sim.maths import law
from sim.mechanisms.base import Mechanism
from sim.units import Positive, Share, Weight


class CreditStanding(Mechanism):
    """Who pays. Off: everybody pays every bill."""

    row: ClassVar[str] = "C2"
    default_rate: Share = Field(0.02, description="mean share of orders on account that are never paid")
    concentration: Positive = Field(
        1.0, description="beta parameters' sum: small = a few customers never pay, large = all are alike"
    )
    cash_only: Weight = Field(0.7, description="logits that a firm loses by asking for cash on delivery")


@law
def default_odds(log_gamma_default: float, log_gamma_payment: float) -> float:
    """Log-odds that an order is not paid, from the logs of the two gamma draws of a beta draw."""
    return log_gamma_default - log_gamma_payment
