"""No tiers: everybody is treated alike."""

from typing import Literal

from sim.strategies.base import Strategy


class NoTiers(Strategy):
    """All customers alike."""

    kind: Literal["none"] = "none"
