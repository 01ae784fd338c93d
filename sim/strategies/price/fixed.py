"""Fixed price: what the scenario file says, for ever."""

from typing import Literal

from sim.strategies.price import PriceStrategy


class FixedPrice(PriceStrategy):
    """Keep the list price of the file."""

    kind: Literal["fixed"] = "fixed"
