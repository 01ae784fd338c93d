"""No recovery: complaints are met with silence."""

from typing import Literal

from sim.strategies.base import Strategy


class NoRecovery(Strategy):
    """Answer nobody."""

    kind: Literal["none"] = "none"
