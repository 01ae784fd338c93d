"""No loyalty programme."""

from typing import Literal

from sim.strategies.base import Strategy


class NoLoyaltyProgramme(Strategy):
    """No points and no rewards."""

    kind: Literal["none"] = "none"
