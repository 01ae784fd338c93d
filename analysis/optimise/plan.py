"""What a search may change, what it is after, and how long it may look."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from analysis.evaluation import Outcome, known_outcome
from sim.files import BadInput, Problem
from sim.files.problems import suggestion
from sim.scenario.scenario import Scenario
from sim.units import Count, Name, PositiveCount, Real, Spec


class Range(Spec):
    """Numbers from one to another, both included."""

    model_config = ConfigDict(populate_by_name=True)

    low: Real = Field(alias="from", description="smallest value to try")
    high: Real = Field(alias="to", description="largest value to try")
    scale: Literal["linear", "log"] = Field("linear", description="log = equal ratios are equally likely")
    integer: bool = Field(False, description="whole numbers only")

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if not self.low < self.high:
            raise ValueError(f"[to] {self.high:g} is not above from ({self.low:g}) - make it larger")
        if self.scale == "log" and self.low <= 0:
            raise ValueError(f"[from] {self.low:g} has no logarithm - start above 0, or use scale: linear")
        if self.integer and not (self.low.is_integer() and self.high.is_integer()):
            raise ValueError("[integer] ends of the range are no whole numbers - use whole numbers")
        return self

    @property
    def ends(self) -> tuple[float | int, float | int]:
        """Both ends, as values of the scenario."""
        return (int(self.low), int(self.high)) if self.integer else (self.low, self.high)


Choices = Annotated[tuple[Any, ...], Field(min_length=2, strict=False)]
"""Values to choose from, of any kind that a scenario file can hold."""


class OptimisePlan(Spec):
    """A search over scenario keys."""

    over: dict[str, Range | Choices] = Field(
        min_length=1, max_length=50, description="by dotted path: {from, to, scale, integer}, or a list"
    )
    objectives: dict[str, Literal["maximise", "minimise"]] = Field(
        min_length=1, max_length=4, description="by firm.outcome, say incumbent.profit_cents"
    )
    arm: Name | None = Field(
        None, description="arm of the scenario to start from; nothing = the file as it is"
    )
    trials: PositiveCount = Field(100, le=100_000, description="candidates to try")
    replications: PositiveCount = Field(10, description="runs of each candidate, all in the same luck")
    seed: Count = Field(0, le=2**62, description="of the search and of its first replication")
    sampler: Literal["tpe", "nsga2"] = Field("tpe", description="how candidates are proposed")
    finalists: PositiveCount = Field(3, le=50, description="best candidates tried again on fresh seeds")
    fresh_replications: Annotated[int, Field(ge=2)] = Field(
        30, description="runs of each finalist on seeds that the search never used"
    )

    @model_validator(mode="after")
    def _objectives_are_outcomes(self) -> Self:
        for name in self.objectives:
            firm, dot, column = name.partition(".")
            if not (firm and dot):
                raise ValueError(f"[objectives.{name}] names no firm - write firm.outcome")
            try:
                known_outcome(column)
            except ValueError as error:
                raise ValueError(f"[objectives.{name}] {error}") from None
        return self

    @property
    def outcomes(self) -> list[Outcome]:
        """Firm and outcome of each objective."""
        return [(name.partition(".")[0], name.partition(".")[2]) for name in self.objectives]

    @property
    def signs(self) -> list[int]:
        """1 for each objective to maximise, -1 for each to minimise."""
        return [1 if way == "maximise" else -1 for way in self.objectives.values()]

    @property
    def fresh_seed(self) -> int:
        """First seed after those of the search."""
        return self.seed + self.replications

    def base(self, scenario: Scenario) -> Scenario:
        """The scenario that candidates change.

        Raises
        ------
        BadInput
            The arm is unknown, or a path or one of its extreme values does not fit; a firm is unknown.
        """
        base = scenario.arm(self.arm) if self.arm else scenario
        for path, space in self.over.items():
            for value in space.ends if isinstance(space, Range) else space:
                base.set(**{path: value})
        problems = [
            Problem(
                "plan", 1, 1, f"objectives.{firm}.{column}", "is about no firm", suggestion(firm, base.firms)
            )
            for firm, column in self.outcomes
            if firm not in base.firms
        ]
        if problems:
            raise BadInput(problems)
        return base


class SearchPlan(OptimisePlan):
    """A search, as its file says it."""

    scenario: str = Field(description="scenario file beside the plan, or the name of one in the library")
