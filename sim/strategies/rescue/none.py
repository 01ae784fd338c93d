"""No rescue: declining products are left alone."""

from typing import Literal

from sim.strategies.base import Strategy


class NoRescue(Strategy):
    """Do nothing about a decline."""

    kind: Literal["none"] = "none"
