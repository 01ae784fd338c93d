"""Rollout: a CRM programme in five steps, at once or in stages, in an order, within a budget.

Source: Su Mingyue (2017), "The key road to CRM benefits" (five steps; think big, start small; quick wins;
evaluation of each stage); Boehm (1988), "A spiral model of software development".
"""

from typing import Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from sim.mechanisms.crm.crm_programme import ProgrammeStep, StepKey
from sim.strategies.base import NO_OFFERS, FirmView, Offers, ProgrammePlan, Strategy
from sim.units import Money, PositiveCount, PositiveYears, Share, Years


class ProgrammeStrategy(Strategy):
    """How a CRM programme is undertaken."""


class Rollout(ProgrammeStrategy):
    """One CRM programme, begun at a set time."""

    kind: Literal["rollout"] = "rollout"
    starts: Years = Field(0.0, description="when it begins")
    duration: PositiveYears = Field(1.0, description="time that its work is to take")
    budget: Money = Field(0.0, description="money for its work; overruns come on top")
    stages: PositiveCount = Field(
        1, le=12, description="fields that are done one after the other, each through all steps; 1 = big bang"
    )
    quick_wins: bool = Field(False, description="whether every stage begins with an early, visible result")
    evaluation: bool = Field(
        False, description="whether every stage is evaluated, and what went wrong is mended or stopped"
    )
    stop_below: Share = Field(
        0.05,
        description="worth of what was delivered, 1 = the most, below which evaluation stops the programme",
    )
    order: tuple[StepKey, ...] = Field(
        tuple(ProgrammeStep), strict=False, description="the five steps in the order in which they are taken"
    )
    preparation: Money = Field(0.0, description="money for getting ready before the first step")
    preparation_years: PositiveYears = Field(
        0.5, description="time for getting ready before the first step, if money is spent on it"
    )

    @model_validator(mode="after")
    def _takes_every_step_once(self) -> Self:
        if sorted(self.order) != sorted(ProgrammeStep):
            raise ValueError(
                f"[order] names {', '.join(self.order) or 'nothing'} "
                f"- name each of {', '.join(ProgrammeStep)} once"
            )
        return self

    @override
    def decide(self, view: FirmView) -> Offers:
        """Keep to the plan from its start on."""
        if view.years < self.starts - 1e-9:
            return NO_OFFERS
        return Offers(
            programme=ProgrammePlan(
                budget=self.budget,
                duration=self.duration,
                stages=self.stages,
                quick_wins=self.quick_wins,
                evaluation=self.evaluation,
                stop_below=self.stop_below,
                order=self.order,
                preparation=self.preparation,
                preparation_years=self.preparation_years if self.preparation > 0.0 else 0.0,
            )
        )
