"""Customer classes: consumers, five kinds of trade customer, and key accounts, each with rules of its own.

Trade customers resell: they weigh their margin, how fast stock turns and whether the supplier solves their
problems, more than taste. In a key account an organisation decides by the case and a person by how the firm
treats them. Consumers decide as the rest of the model says.
Trade customers put what they order on their shelves and sell it on. They order what they expect to sell and
what is missing from the stock that they want; a supplier whose goods lie is thought less of.
Source: Webster & Wind (1972), "A general model for understanding organizational buying behavior"; Sheth
(1973), "A model of industrial buyer behavior"; McGoldrick & Douglas (1983), "Factors influencing the choice
of a supplier by grocery distributors"; orders: Sterman (1989), "Modeling managerial behavior" (stock
management by anchoring and adjustment).
"""

from enum import StrEnum
from typing import Annotated, ClassVar, Final

from pydantic import Field

from sim.maths import clip, law, log
from sim.mechanisms.base import Mechanism
from sim.units import Money, PerYear, PositiveYears, Spec, Weight


class CustomerClass(StrEnum):
    """Who the customer is."""

    CONSUMER = "consumer"
    INTERNATIONAL_CHAIN = "international_chain"
    LOCAL_CHAIN = "local_chain"
    DEPARTMENT_STORE = "department_store"
    FRANCHISED_SHOP = "franchised_shop"
    SPECIALISED_SHOP = "specialised_shop"
    KEY_ACCOUNT = "key_account"


RESELLERS: Final = frozenset(CustomerClass) - {CustomerClass.CONSUMER, CustomerClass.KEY_ACCOUNT}
"""The five kinds of trade customer."""

CustomerClassKey = Annotated[CustomerClass, Field(strict=False)]
"""A class as written in a file."""


class Criteria(Spec):
    """What a class of customers weighs besides what consumers weigh, in logits."""

    margin: Weight = Field(0.0, description="per unit of log of resale price over purchase price")
    stock_turn: Weight = Field(0.0, description="per unit of how fast the supplier's goods sell on (0..1)")
    problems_solved: Weight = Field(0.0, description="per unit of the supplier's help with problems (0..1)")
    organisation: Weight = Field(0.0, description="per unit of the case for the organisation: quality (0..1)")
    person: Weight = Field(0.0, description="per unit of how the buyer in person is treated (0..1)")


def _criteria(margin: float, turn: float, problems: float, organisation: float, person: float) -> Criteria:
    return Criteria(
        margin=margin, stock_turn=turn, problems_solved=problems, organisation=organisation, person=person
    )


CRITERIA: Final[dict[CustomerClass, Criteria]] = {
    # Weights are judgements in the order that the sources give; a scenario may overrule each.
    CustomerClass.CONSUMER: _criteria(0.0, 0.0, 0.0, 0.0, 0.0),
    CustomerClass.INTERNATIONAL_CHAIN: _criteria(4.0, 2.0, 0.5, 0.0, 0.0),
    CustomerClass.LOCAL_CHAIN: _criteria(3.0, 2.0, 1.0, 0.0, 0.3),
    CustomerClass.DEPARTMENT_STORE: _criteria(2.5, 1.5, 1.0, 0.5, 0.3),
    CustomerClass.FRANCHISED_SHOP: _criteria(1.5, 2.0, 2.0, 0.0, 0.8),
    CustomerClass.SPECIALISED_SHOP: _criteria(2.0, 1.0, 2.5, 0.5, 0.8),
    CustomerClass.KEY_ACCOUNT: _criteria(0.0, 0.0, 1.5, 2.0, 1.0),
}
"""What each class weighs unless a scenario says otherwise."""


class CustomerClasses(Mechanism):
    """Who decides by which rules. Off: all decide as consumers do, and nobody keeps stock."""

    row: ClassVar[str] = "B14"
    criteria: dict[CustomerClassKey, Criteria] = Field(
        {}, description="by class: what it weighs, if other than usual"
    )
    mark_up: Weight = Field(
        0.35, description="what resellers usually add to a list price, where a product says no resale price"
    )
    treatment_scale: Money = Field(
        500.0, description="care per customer a year at which a buyer is treated 63% as well as can be"
    )
    cover: PositiveYears = Field(
        0.15,
        description="stock that resellers want, in years of their sales (0.15 = turned 6.7 times a year)",
    )
    adjustment: PositiveYears = Field(
        0.25, description="time over which they order what is missing from that stock, or hold back"
    )
    judging: PerYear = Field(
        3.0,
        description="rate a year at which stock turn moves opinions, if one supplier has the whole shelf",
    )
    memory: PerYear = Field(
        1.0, description="rate a year at which they forget whose goods they used to order"
    )

    def of(self, kind: CustomerClass) -> Criteria:
        """What a class weighs in this market."""
        return self.criteria.get(kind, CRITERIA[kind])


@law
def margin_utility(resale_price: float, purchase_price: float, weight: float) -> float:
    """Logits of a reseller's margin: nothing where the goods are sold at what they cost."""
    return weight * log(resale_price / purchase_price)


@law
def sold_on(stock: float, on_shelf: float, turnover: float, appeal: float) -> float:
    """Units of a supplier's goods that a reseller sells on: their part of the shelf, times their appeal.

    Parameters
    ----------
    stock
        Units of the supplier's goods.
    on_shelf
        Units of all suppliers' goods.
    turnover
        Units that usual goods would sell in the period if the shelf were full of them.
    appeal
        How fast the supplier's goods sell, relative to usual goods.
    """
    return stock * min(1.0, appeal * turnover / on_shelf) if on_shelf > 0.0 else 0.0


@law
def ordered(demand: float, stock: float, cover: float, adjustment: float) -> float:
    """Units that a reseller orders a period: what sells, and part of what is missing from the stock wanted.

    Parameters
    ----------
    demand
        Units a period that buyers ask the reseller for.
    stock
        Units in stock.
    cover
        Periods of demand that the stock should last.
    adjustment
        Periods over which a gap is closed.
    """
    return max(0.0, demand + (cover * demand - stock) / adjustment)


@law
def stock_turn(sold: float, stock: float, cover: float) -> float:
    """How fast goods turn, 0..1: 1/2 where the stock lasts as long as wanted, or where there is none."""
    wanted = cover * sold
    return wanted / (wanted + stock) if wanted + stock > 0.0 else 0.5


@law
def thought_of(level: float, turn: float, share: float) -> float:
    """Satisfaction or loyalty, 0..1, after stock turn has moved it, up or down by `share` at the most."""
    return clip(level + share * (2.0 * turn - 1.0), 0.0, 1.0)
