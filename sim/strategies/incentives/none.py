"""No incentives: salespeople have fixed salaries, which are part of the fixed cost."""

from typing import Literal

from sim.strategies.base import Strategy


class FixedSalaries(Strategy):
    """Pay for nothing in particular."""

    kind: Literal["none"] = "none"
