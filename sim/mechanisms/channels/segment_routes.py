"""Segment routes: what a route and brand of its own does for a group of customers, and to all others.

A route made for a group shows the product nearer to what the group wants: put together, explained and
presented for its members. How much that is worth is not stated: it follows from how far the group's mean
lies from the product and its members from their mean. So the first cut, through the widest gap between
customers, gains most, and every finer one less. Who is none of a route's people finds it strange or closed;
and the more brands a firm has, the oftener one meets it under another name.
Source: Smith (1956), "Product differentiation and market segmentation as alternative marketing strategies";
Payne & Frow (2004), "The role of multichannel integration in customer relationship management" (customer
segment channel strategy); finer segments gain less and cost more: Mahajan & Jain (1978), "An approach to
normative segmentation"; many brands of one firm: Aaker (2004), "Brand portfolio strategy", and Morgan & Rego
(2009), "Brand portfolio strategy and firm performance". None of them measures these sizes in logits: that a
route goes halfway, that strangers lose 2 and brands .3 are judgements.
"""

from typing import ClassVar

from pydantic import Field

from sim.maths import law
from sim.mechanisms.base import Mechanism
from sim.units import Share, Weight


class SegmentRoutes(Mechanism):
    """What routes for groups of customers do. Off: everybody finds every route alike."""

    row: ClassVar[str] = "D2"
    tailoring: Share = Field(
        0.5, description="share of the way from the product to what a group wants that its route goes"
    )
    fit: Weight = Field(
        1.0, description="logits lost per squared distance between what is wanted and what a route shows"
    )
    strangeness: Weight = Field(
        2.0, description="logits that an offer loses with those for whom none of its channel's routes is made"
    )
    confusion: Weight = Field(
        0.3, description="logits that a firm loses if all whom one meets know it under another brand"
    )


@law
def shown(product: float, centre: float, tailoring: float) -> float:
    """Place on one need at which a route shows a product to a group that wants `centre` on average."""
    return product + tailoring * (centre - product)


@law
def tailored_utility(wanted: float, product: float, seen: float, fit: float) -> float:
    """Logits gained on one need where a product is shown elsewhere than it is; below 0 if farther off."""
    return fit * ((wanted - product) * (wanted - product) - (wanted - seen) * (wanted - seen))


@law
def confused_utility(other_brand: float, confusion: float) -> float:
    """Logits lost where a share of the people whom one meets know the firm under another brand.

    Of n brands of equal size that share is 1 - 1/n.
    """
    return -confusion * other_brand
