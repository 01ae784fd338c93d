"""No programme: what the firm can do stays as it is."""

from typing import Literal

from sim.strategies.base import Strategy


class NoProgramme(Strategy):
    """Undertake nothing."""

    kind: Literal["none"] = "none"
