"""No personalisation: the same offer for everybody."""

from typing import Literal

from sim.strategies.base import Strategy


class MassOffers(Strategy):
    """One offer for all."""

    kind: Literal["mass"] = "mass"
