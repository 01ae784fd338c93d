"""Fixed price: what the scenario file says, for ever."""

from typing import Literal

from sim.strategies.base import Strategy


class FixedPrice(Strategy):
    """Keep the list price of the file."""

    kind: Literal["fixed"] = "fixed"
