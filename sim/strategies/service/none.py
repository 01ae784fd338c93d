"""No spending on service: it is as it happens to be."""

from typing import Literal

from sim.strategies.base import Strategy


class NoService(Strategy):
    """Spend nothing on service."""

    kind: Literal["none"] = "none"
