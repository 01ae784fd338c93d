"""No personal offers."""

from typing import Literal

from sim.strategies.base import Strategy


class NoOffers(Strategy):
    """Everybody pays the same."""

    kind: Literal["none"] = "none"
