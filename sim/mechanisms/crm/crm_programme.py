"""CRM programmes: what becomes of a plan depends on how ready the firm is, and on how it goes about it.

Ten factors decide how many users really use what was built (adoption), how good and connected the records
become (data), and how well processes change, in time and within budget (execution); benefits need all
three, so they come as the product. Each of the three is a logistic function of the plain mean of its
factors: no source gives weights, and equal ones do about as well as fitted ones (Dawes 1979, "The robust
beauty of improper linear models"). A step done before those that it builds on rests on guesses: part of it
is done again, and part of what was guessed stays wrong. Sizes are fitted to the failure rates of the
library's scenario, which says how.

Source: ten factors, five steps, quick wins, evaluation: Su Mingyue (2017), "The key road to CRM benefits";
failure by the same causes: Rigby, Reichheld & Schefter (2002), "Avoid the four perils of CRM"; Foss, Stone
& Ekinci (2008), "What makes for CRM system success or failure?"; Finnegan & Currie (2010), "A multi-layered
approach to CRM implementation"; adoption: Davis (1989), "Perceived usefulness, perceived ease of use, and
user acceptance of information technology"; Rogers (2003), "Diffusion of innovations"; quick wins: Weick
(1984), "Small wins"; stages with evaluation, the cost of late change: Boehm (1988), "A spiral model of
software development".
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from sim.maths import exp, law, logistic, saturation
from sim.mechanisms.base import Mechanism
from sim.units import Positive, Share, Spec, Weight


class Factor(StrEnum):
    """What a firm may or may not be ready in."""

    LEADERSHIP = "leadership"
    STRATEGY = "strategy"
    CUSTOMER_EXPERIENCE = "customer_experience"
    CUSTOMER_CULTURE = "customer_culture"
    COMMUNICATION = "communication"
    SUPPORT_FUNCTIONS = "support_functions"
    BALANCED_TEAM = "balanced_team"
    DATA = "data"
    PURPOSE = "purpose"
    EVALUATION = "evaluation"


class ProgrammeStep(StrEnum):
    """The five steps of a programme, in the order in which each builds on those before."""

    STRATEGY = "strategy"
    CUSTOMER_ANALYSIS = "customer_analysis"
    CHANNEL_RESOURCES = "channel_resources"
    OPERATIONS_DESIGN = "operations_design"
    INFORMATION_TECHNOLOGY = "information_technology"


FactorKey = Annotated[Factor, Field(strict=False)]
"""A factor as written in a file."""

StepKey = Annotated[ProgrammeStep, Field(strict=False)]
"""A step as written in a file."""

ADOPTION = (
    Factor.LEADERSHIP,
    Factor.CUSTOMER_EXPERIENCE,
    Factor.CUSTOMER_CULTURE,
    Factor.COMMUNICATION,
    Factor.PURPOSE,
)
"""Factors on which it depends how many users really use what was built."""

DATA = (Factor.DATA, Factor.SUPPORT_FUNCTIONS, Factor.EVALUATION)
"""Factors on which the quality and integration of records depend."""

EXECUTION = (
    Factor.LEADERSHIP,
    Factor.STRATEGY,
    Factor.SUPPORT_FUNCTIONS,
    Factor.BALANCED_TEAM,
    Factor.EVALUATION,
)
"""Factors on which time, cost and the change of processes depend."""

WON_BY_RESULTS = (Factor.LEADERSHIP, Factor.CUSTOMER_CULTURE, Factor.COMMUNICATION)
"""Factors that an early visible result moves: people who see that it works."""

WORK: Mapping[ProgrammeStep, float] = {
    ProgrammeStep.STRATEGY: 0.10,
    ProgrammeStep.CUSTOMER_ANALYSIS: 0.15,
    ProgrammeStep.CHANNEL_RESOURCES: 0.20,
    ProgrammeStep.OPERATIONS_DESIGN: 0.20,
    ProgrammeStep.INFORMATION_TECHNOLOGY: 0.35,
}
"""Share of all work in each step; judgements."""


class Readiness(Spec):
    """How ready a firm is for a CRM programme, factor by factor, 0..1."""

    mean: Share = Field(0.5, description="mean over firms of every factor that is not stated")
    spread: Weight = Field(
        0.2, description="standard deviation between firms of every factor that is not stated; drawn by luck"
    )
    factors: dict[FactorKey, Share] = Field({}, description="factors that are stated, 0..1")


class CrmProgramme(Mechanism):
    """What CRM programmes do to the firms that undertake them. Off: they cost nothing and change nothing."""

    row: ClassVar[str] = "C7"
    turning_point: Share = Field(
        0.45, description="mean readiness at which half of adoption, data or execution is reached"
    )
    steepness: Weight = Field(10.0, description="logits of adoption, data or execution per unit of readiness")
    overrun: Weight = Field(
        1.0, description="time and money beyond the plan where execution fails altogether, 1 = twice the plan"
    )
    rework: Share = Field(
        0.5, description="share of a step's work that is done again if all that it builds on comes later"
    )
    misfit: Share = Field(
        0.3, description="share of adoption lost if all work were done before what it builds on"
    )
    effectiveness: Weight = Field(
        1.5, description="most that a programme adds to the effect of money for care and for winning back"
    )
    service: Share = Field(0.08, description="most that a programme adds to the quality of service, 0..1")
    records: Share = Field(
        0.8, description="most of missing data quality and integration that a programme adds"
    )
    disruption: Share = Field(
        0.08, description="quality of service lost while everything has changed and nothing has settled"
    )
    settling: Positive = Field(0.5, description="years in which 63% of a change of processes settles")
    evaluation_cost: Share = Field(
        0.05,
        description="money for evaluating a stage and mending what went wrong, relative to the stage's own",
    )
    small_win: Share = Field(
        0.05, description="share of missing support, culture and communication that a quick win adds"
    )
    early: Share = Field(0.1, description="share of a stage's work after which its quick win is there")
    mending: Share = Field(
        0.03, description="share of missing readiness that the evaluation of a stage mends"
    )
    preparing: Share = Field(0.3, description="most of missing readiness that preparing a programme adds")
    preparation_scale: Positive = Field(
        0.25, description="money for preparing, relative to the budget, at which 63% of that is reached"
    )


def mean_readiness(readiness: Mapping[Factor, float], factors: Sequence[Factor]) -> float:
    """Plain mean of the readiness in some factors."""
    return sum(readiness[factor] for factor in factors) / len(factors)


@law
def level(readiness: float, turning_point: float, steepness: float) -> float:
    """Adoption, data or execution, 0..1, at a mean readiness in its factors."""
    return logistic(steepness * (readiness - turning_point))


def misplaced(order: Sequence[ProgrammeStep]) -> float:
    """Share of all work that is done before what it builds on, 0..1; 0 in the order of the five steps."""
    canonical = list(WORK)
    share = 0.0
    for place, step in enumerate(order):
        before = canonical[: canonical.index(step)]
        later = [one for one in before if one in order[place:]]
        share += WORK[step] * (
            sum(WORK[one] for one in later) / sum(WORK[one] for one in before) if before else 0.0
        )
    return share


@law
def pace(duration: float, execution: float, overrun: float) -> float:
    """Share of all work that is done in a year: less than planned where execution is poor."""
    return 1.0 / (duration * (1.0 + overrun * (1.0 - execution)))


@law
def gained(readiness: float, share: float) -> float:
    """Readiness after `share` of what was missing has been added."""
    return readiness + (1.0 - readiness) * share


@law
def prepared(money: float, budget: float, scale: float, most: float) -> float:
    """Share of missing readiness that money for preparing a programme of some `budget` adds."""
    return most * saturation(money, scale * budget)


@law
def settled(now: float, changed: float, years: float, settling: float) -> float:
    """What has settled after `years` of all that was changed: the rest settles at a constant rate."""
    return changed + (now - changed) * exp(-years / settling)
