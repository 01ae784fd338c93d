"""The decision how to rescue a product whose sales decline (without a new one)."""

from sim.strategies.base import Strategy


class RescueStrategy(Strategy):
    """What is done while the firm's own estimate says decline."""
