"""The decision on list prices."""

from sim.strategies.base import Strategy


class PriceStrategy(Strategy):
    """What products cost; the prices last until they are changed."""
