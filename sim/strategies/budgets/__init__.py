"""The decision how to split money between winning, keeping and winning back."""

from sim.strategies.base import Strategy


class BudgetStrategy(Strategy):
    """What is spent on customers, and on what."""
