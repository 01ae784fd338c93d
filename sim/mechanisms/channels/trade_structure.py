"""Trade structure: goods reach shops through wholesalers or directly, and the firm may open shops of its own.

A wholesaler keeps a margin of what shops pay, carries stock and transport, and stands between the firm and
what happens on the shelf. Direct supply saves the margin and costs handling and an account for every
customer; the firm then deals with its customers itself and comes to depend on the largest of them. A
customer has power as far as the firm depends on it and it does not depend on the firm, and power turns into
a discount. Own shops spare consumers the shops' mark-up, and the trade resents them. Co-operation, from
adversary (0) to partner (1), grows slowly where a firm pays for it and is lost fast: goods sell on faster,
problems are solved, less discount is demanded. Works on customers of classes of their own (B14). The sources
give directions; all sizes are judgements.
Source: power and dependence: Emerson (1962), "Power-dependence relations"; El-Ansary & Stern (1972), "Power
measurement in the distribution channel"; safeguards of dependence: Heide & John (1988), "The role of
dependence balancing in safeguarding transaction-specific assets in conventional channels"; what wholesalers
do and cost: Coughlan, Anderson, Stern & El-Ansary (2006), "Marketing channels"; own shops and conflict:
Gaski (1984), "The theory of power and conflict in channels of distribution"; co-operation: Heide (1994),
"Interorganizational governance in marketing channels"; Buzzell & Ortmeyer (1995), "Channel partnerships
streamline distribution"; Kumar (1996), "The power of trust in manufacturer-retailer relationships"; Corsten
& Kumar (2005), "Do suppliers benefit from collaborative relationships with large retailers?".
"""

from typing import ClassVar

from pydantic import Field

from sim.maths import law, log, saturation
from sim.mechanisms.base import Mechanism
from sim.units import Money, PerYear, PositiveCount, Share, Weight


class TradeStructure(Mechanism):
    """What routes to the shelf cost, and who has power. Off: money is spent, and changes nothing."""

    row: ClassVar[str] = "D7"
    margin: Share = Field(0.12, description="share of what shops pay that a wholesaler keeps")
    handling: Share = Field(
        0.03,
        description="share of what shops pay that stock and transport cost in direct supply",
    )
    account: Money = Field(
        1_000.0, description="money a year that each customer costs a firm that supplies it itself"
    )
    blind: Share = Field(
        0.5, description="share of help and co-operation that is lost where a wholesaler hides the shelf"
    )
    captive: Share = Field(
        0.1,
        description="share of sales through wholesalers that a firm would lose with the largest of them",
    )
    largest: PositiveCount = Field(
        10, description="customers whose share in a firm's trade sales counts as its dependence"
    )
    power_scale: Share = Field(
        0.05, description="share of a firm's trade sales at which a customer has 63% of all power"
    )
    discount: Share = Field(0.20, description="discount that a customer with all power demands")
    softening: Share = Field(0.7, description="share of that discount that a full partner does without")
    cooperation_scale: Money = Field(
        3_000.0, description="money per partner a year at which co-operation comes to 63% of what it can be"
    )
    building: PerYear = Field(0.7, description="rate a year at which co-operation grows")
    breaking: PerYear = Field(2.0, description="rate a year at which it is lost")
    sell_out: Weight = Field(
        0.5, description="what full co-operation adds to the speed at which the firm's goods sell on"
    )
    shop_scale: Money = Field(
        10.0, description="money per consumer a year at which 63% of them have one of the firm's shops nearby"
    )
    conflict: Weight = Field(
        0.3, description="logits that the trade takes off a firm whose shops are near to all consumers"
    )


@law
def dependence(largest: float, wholesale: float, captive: float) -> float:
    """Share of its trade sales that a firm would lose with its largest customers, 0..1.

    Parameters
    ----------
    largest
        Share of the largest customers among those that it supplies itself.
    wholesale
        Share that goes through wholesalers.
    captive
        Share of that which other wholesalers would not take over.
    """
    return largest + captive * wholesale


@law
def bargaining_power(share: float, reliance: float, scale: float) -> float:
    """Power of a customer over a firm, 0..1.

    Parameters
    ----------
    share
        Of the customer in the firm's trade sales.
    reliance
        Share of the firm in the customer's orders: whoever depends as well has less power.
    scale
        Share at which a customer who does not rely on the firm has 63% of all power.
    """
    return saturation(share, scale) * (1.0 - reliance)


@law
def discount_demanded(power: float, cooperation: float, most: float, softening: float) -> float:
    """Discount that a customer gets by its power; partners ask for less."""
    return most * power * (1.0 - softening * cooperation)


@law
def seen(through_wholesaler: bool, blind: float) -> float:
    """Share of help and co-operation that arrives at the shelf."""
    return 1.0 - blind if through_wholesaler else 1.0


@law
def cooperating(level: float, target: float, building: float, breaking: float) -> float:
    """Co-operation, 0..1, after a period: it comes by `building` of its way, and goes by `breaking`."""
    return level + (building if target > level else breaking) * (target - level)


@law
def sold_faster(cooperation: float, sell_out: float) -> float:
    """How fast goods sell on with co-operation, relative to without."""
    return 1.0 + sell_out * cooperation


@law
def problems_solved(help_felt: float, cooperation: float) -> float:
    """Share of problems solved, 0..1: partners solve what salespeople left."""
    return help_felt + (1.0 - help_felt) * cooperation


@law
def shop_utility(reach: float, price_sensitivity: float, mark_up: float) -> float:
    """Logits for a firm whose goods cost consumers its own price where its shops are, without a mark-up.

    In a choice only price ratios count, and the usual price stands for one that bears the usual mark-up.
    """
    return reach * price_sensitivity * log(1.0 + mark_up)
