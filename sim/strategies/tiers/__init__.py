"""The decision which customers are treated how."""

from sim.strategies.base import Strategy


class TierStrategy(Strategy):
    """Customers put into tiers, and how each tier is treated."""
