"""Customer classes: consumers, five kinds of trade customer, and key accounts, each with rules of its own.

Trade customers resell: they weigh their margin, how fast stock turns and whether the supplier solves their
problems, more than taste. In a key account an organisation decides by the case and a person by how the firm
treats them. Consumers decide as the rest of the model says.
Source: Webster & Wind (1972), "A general model for understanding organizational buying behavior"; Sheth
(1973), "A model of industrial buyer behavior"; McGoldrick & Douglas (1983), "Factors influencing the choice
of a supplier by grocery distributors".
"""

from enum import StrEnum
from typing import Annotated, ClassVar, Final

from pydantic import Field

from sim.maths import law, log
from sim.mechanisms.base import Mechanism
from sim.units import Spec, Weight


class CustomerClass(StrEnum):
    """Who the customer is."""

    CONSUMER = "consumer"
    INTERNATIONAL_CHAIN = "international_chain"
    LOCAL_CHAIN = "local_chain"
    DEPARTMENT_STORE = "department_store"
    FRANCHISED_SHOP = "franchised_shop"
    SPECIALISED_SHOP = "specialised_shop"
    KEY_ACCOUNT = "key_account"


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
    """Who decides by which rules. Off: all decide as consumers do."""

    row: ClassVar[str] = "B14"
    criteria: dict[CustomerClassKey, Criteria] = Field(
        {}, description="by class: what it weighs, if other than usual"
    )

    def of(self, kind: CustomerClass) -> Criteria:
        """What a class weighs in this market."""
        return self.criteria.get(kind, CRITERIA[kind])


@law
def margin_utility(resale_price: float, purchase_price: float, weight: float) -> float:
    """Logits of a reseller's margin: nothing where the goods are sold at what they cost."""
    return weight * log(resale_price / purchase_price)
