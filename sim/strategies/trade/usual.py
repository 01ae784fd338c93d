"""Usual terms: shops buy at list price through the firm's channels, whose commissions are all it costs."""

from typing import Literal

from sim.strategies.base import Strategy


class UsualTerms(Strategy):
    """The same terms for everybody, and nobody bargains."""

    kind: Literal["usual"] = "usual"
