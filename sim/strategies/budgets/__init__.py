"""The decision how to split money between winning, keeping and winning back."""

from typing import Annotated

from pydantic import Field

from sim.strategies.budgets.adaptive_budgets import AdaptiveBudgets
from sim.strategies.budgets.fixed_budgets import FixedBudgets
from sim.strategies.budgets.phase_aware import PhaseAwareBudgets

AnyBudgets = Annotated[FixedBudgets | AdaptiveBudgets | PhaseAwareBudgets, Field(discriminator="kind")]

__all__ = ["AdaptiveBudgets", "AnyBudgets", "FixedBudgets", "PhaseAwareBudgets"]
