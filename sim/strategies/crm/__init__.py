"""The decision how to split money between winning, keeping and winning back."""

from typing import Annotated

from pydantic import Field

from sim.strategies.crm.adaptive_budgets import AdaptiveBudgets
from sim.strategies.crm.fixed_budgets import FixedBudgets

AnyBudgets = Annotated[FixedBudgets | AdaptiveBudgets, Field(discriminator="kind")]

__all__ = ["AdaptiveBudgets", "AnyBudgets", "FixedBudgets"]
