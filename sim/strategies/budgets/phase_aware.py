"""Phase-aware budgets: one budget, and most of it for what the phase of the firm's own product asks for.

Introduction: develop customers, above all take the existing ones along to the new product. Growth: take up
objections. Maturity: sense how needs change, for the next generation. Decline: intensive care of customers,
and the last date for the successor.
Source: Levitt (1965), "Exploit the product life cycle"; Day (1981), "The product life cycle: analysis and
applications issues"; Reinartz, Krafft & Hoyer (2004), "The customer relationship management process".
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.phases import Phase
from sim.strategies.base import FirmView, Offers
from sim.strategies.budgets import BudgetStrategy
from sim.strategies.product import ready
from sim.units import Money, Share, Years

TASKS = ("acquisition", "conversion", "objection_management", "need_sensing", "retention")
"""What the budget may go to, as named in `Offers`."""

TASK_OF = {
    Phase.GROWTH: "objection_management",
    Phase.MATURITY: "need_sensing",
    Phase.DECLINE: "retention",
}
"""What each phase but introduction asks for."""


class PhaseAwareBudgets(BudgetStrategy):
    """One budget, split by the firm's own estimate of its phase, and by how new its newest product is."""

    kind: Literal["phase_aware"] = "phase_aware"
    advertising: Money = Field(0.0, description="advertising money a year")
    budget: Money = Field(0.0, description="money a year for all that is done for customers, in every phase")
    concentration: Share = Field(
        0.6, description="share of the budget for what the phase asks for; the rest goes evenly to all tasks"
    )
    conversion: Share = Field(
        0.8, description="of the money for introducing a successor, the share that takes customers along"
    )
    introduction: Years = Field(2.0, description="time after its launch in which a product is introduced")

    @override
    def decide(self, view: FirmView) -> Offers:
        """Split the budget by phase; in decline, launch whatever is ready."""
        parts = in_whole_cents(self.budget / view.periods_per_year, self.shares(view))
        return Offers(
            advertising=self.advertising / view.periods_per_year,
            acquisition=parts["acquisition"],
            retention=parts["retention"],
            conversion=parts["conversion"],
            objection_management=parts["objection_management"],
            need_sensing=parts["need_sensing"],
            launch=ready(view) if view.phase is Phase.DECLINE else frozenset(),
        )

    def shares(self, view: FirmView) -> dict[str, float]:
        """Share of the budget by task; together 1."""
        asked_for = self._asked_for(view)
        evenly = (1.0 - self.concentration) / len(TASKS)
        return {task: evenly + self.concentration * asked_for.get(task, 0.0) for task in TASKS}

    def _asked_for(self, view: FirmView) -> Mapping[str, float]:
        """What the phase asks for, as shares of the money that follows the phase."""
        ages = [line.years_on_sale for line in view.products.values() if line.years_on_sale is not None]
        if len(ages) > 1 and min(ages) < self.introduction:
            return {"conversion": self.conversion, "acquisition": 1.0 - self.conversion}
        return {TASK_OF.get(view.phase, "acquisition"): 1.0}


def in_whole_cents(money: float, shares: Mapping[str, float]) -> dict[str, float]:
    """Money by task in whole cents; the largest takes what rounding leaves, so that all sum to the budget."""
    parts = {task: round(money * share, 2) for task, share in shares.items()}
    largest = max(parts, key=lambda task: parts[task])
    parts[largest] = round(money - sum(parts.values()) + parts[largest], 2)
    return parts
