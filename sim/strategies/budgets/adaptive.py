"""Adaptive budgets: the split follows where customers are to be had, by the firm's own counts.

While most people are still strangers money goes to winning; as the firm's own customers become
the larger part, it moves to keeping, and to winning back as far as there are lost ones.
Source: Blattberg, Getz & Thomas (2001), "Customer equity" (acquisition first, retention as the
market saturates).
"""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.strategies.base import FirmView, Offers
from sim.strategies.budgets import BudgetStrategy
from sim.units import Money, Share


class AdaptiveBudgets(BudgetStrategy):
    """One budget, split anew every period by the firm's own stage counts."""

    kind: Literal["adaptive"] = "adaptive"
    advertising: Money = Field(0.0, description="advertising money a year")
    budget: Money = Field(0.0, description="money a year for winning, keeping and winning back together")
    least: Share = Field(0.1, le=0.33, description="share of the budget that each of the three gets at least")

    @override
    def decide(self, view: FirmView) -> Offers:
        """Split in proportion to strangers, customers and lost customers."""
        money = self.budget / view.periods_per_year
        strangers, kept, lost = view.stage_counts[0], view.customers, view.stage_counts[5]
        # A stranger answers to courting more rarely than a customer to care, so counts for less.
        weights = (0.2 * strangers, float(kept), 0.5 * lost)
        total = sum(weights) or 1.0
        free = 1.0 - 3.0 * self.least
        acquisition, win_back = (
            round(money * (self.least + free * weight / total), 2) for weight in (weights[0], weights[2])
        )
        # Whole cents, and the rest for keeping, so that the parts always make the whole budget.
        retention = round(money - acquisition - win_back, 2)
        return Offers(
            advertising=self.advertising / view.periods_per_year,
            acquisition=acquisition,
            retention=retention,
            win_back=win_back,
        )
