"""The decision to whom a personal offer is made: to care for an own customer, or to court somebody else's."""

from sim.strategies.base import Strategy


class CareStrategy(Strategy):
    """Who gets a personal offer."""
