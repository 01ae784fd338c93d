"""No limit to calls: whoever calls is answered at once."""

from typing import Literal

from sim.strategies.base import Strategy


class NoLimitToCalls(Strategy):
    """As many agents as it takes, at no cost of their own."""

    kind: Literal["none"] = "none"
