"""Orientations: six ready-made characters of a firm, from making much and cheaply to living on relationships.

Each spends the same budget on what it believes in, and makes its products accordingly; whatever a scenario
says of a firm itself overrules its orientation.
Source: Kotler (1967 and later editions), "Marketing management" (production, product, selling, marketing
and societal marketing concept); relationship: Grönroos (1994), "From marketing mix to relationship
marketing", and Narver & Slater (1990), "The effect of a market orientation on business profitability".
What each does to cost, quality and capacity are judgements in the order that these sources give.
"""

from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field

from sim.strategies.base import Strategy
from sim.strategies.budgets.fixed import FixedBudgets
from sim.strategies.care.intensive_care import IntensiveCare
from sim.strategies.personalisation import OneToOneOffers
from sim.strategies.product.fixed_launch import FixedLaunch
from sim.strategies.recovery import Compensation
from sim.strategies.tiers.abc import AbcTiers
from sim.strategies.tiers.ranking import TierTreatment
from sim.units import Positive, SignedShare, Spec


class Orientation(StrEnum):
    """What a firm believes that success comes from."""

    PRODUCTION = "production"
    PRODUCT = "product"
    SELLING = "selling"
    MARKETING = "marketing"
    SOCIETAL = "societal"
    RELATIONSHIP = "relationship"


OrientationKey = Annotated[Orientation, Field(strict=False)]
"""An orientation as written in a file."""


class Making(Spec):
    """What an orientation does to the products that a scenario gives a firm."""

    cost: Positive = Field(1.0, description="unit cost relative to that of the file")
    price: Positive = Field(1.0, description="list price relative to that of the file")
    quality: SignedShare = Field(0.0, description="added to the quality of the file")
    defects: Positive = Field(1.0, description="share of failures relative to that of the file")
    capacity: Positive = Field(1.0, description="capacity of channels relative to that of the file")


MAKING: Final[dict[Orientation, Making]] = {
    # Available everywhere and affordable: scale brings cost and price down.
    Orientation.PRODUCTION: Making(cost=0.85, price=0.9, quality=-0.05, capacity=1.6),
    # The better mousetrap: quality at a cost.
    Orientation.PRODUCT: Making(cost=1.1, price=1.05, quality=0.1, defects=0.7),
    Orientation.SELLING: Making(),
    Orientation.MARKETING: Making(cost=1.03, quality=0.05),
    # The customer's and the public's long-term good: fewer failures, at a cost.
    Orientation.SOCIETAL: Making(cost=1.05, quality=0.05, defects=0.4),
    Orientation.RELATIONSHIP: Making(),
}
"""How each orientation makes its products."""


def bundle(orientation: Orientation, budget: float) -> dict[str, Strategy]:
    """Strategies by decision of a firm that spends a budget (money a year) as its orientation has it."""
    bundles: dict[Orientation, dict[str, Strategy]] = {
        Orientation.PRODUCTION: {"budgets": FixedBudgets(advertising=0.5 * budget, acquisition=0.5 * budget)},
        Orientation.PRODUCT: {
            "budgets": FixedBudgets(advertising=0.5 * budget),
            "product": FixedLaunch(research=0.5 * budget, next_generation=0.0),
        },
        Orientation.SELLING: {"budgets": FixedBudgets(advertising=0.4 * budget, acquisition=0.6 * budget)},
        Orientation.MARKETING: {
            "budgets": FixedBudgets(
                advertising=0.4 * budget, acquisition=0.3 * budget, retention=0.3 * budget
            ),
            "recovery": Compensation(),
        },
        Orientation.SOCIETAL: {
            "budgets": FixedBudgets(
                advertising=0.4 * budget, acquisition=0.2 * budget, retention=0.4 * budget
            ),
            "recovery": Compensation(),
        },
        Orientation.RELATIONSHIP: {
            "budgets": FixedBudgets(
                advertising=0.25 * budget,
                acquisition=0.15 * budget,
                retention=0.5 * budget,
                win_back=0.1 * budget,
            ),
            "care": IntensiveCare(discount=0.1),
            "tiers": AbcTiers(a=TierTreatment(care=10.0), b=TierTreatment(care=5.0)),
            "personalisation": OneToOneOffers(cost=3.0),
            "recovery": Compensation(),
        },
    }
    return bundles[orientation]
