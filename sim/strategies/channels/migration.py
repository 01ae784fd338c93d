"""Migration: customers are moved from a dear channel to a cheap one, by reward, help, surcharge or closure.

Source: Myers, Pickersgill & Van Metre (2004), "Steering customers to the right channels"; Neslin et al.
(2006); Trampe, Konus & Verhoef (2014), "Customer responses to channel migration strategies toward the
e-channel".
"""

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from sim.mechanisms.channels.channel_types import Task, TaskKeys
from sim.strategies.base import NO_OFFERS, ChannelPlan, FirmView, Offers
from sim.strategies.channels import ChannelStrategy, for_customers
from sim.units import Money, Name, Share, Years


class Migration(ChannelStrategy):
    """From one channel to another, beginning at a date."""

    kind: Literal["migration"] = "migration"
    source: Name | None = Field(None, description="channel that customers are to leave")
    target: Name | None = Field(None, description="channel that they are to use instead")
    begins: Years = Field(0.0, description="when the move begins")
    incentive: Share = Field(0.0, lt=1.0, description="share taken off the price of who buys in the target")
    surcharge: Share = Field(0.0, description="share added to the price of who buys in the source")
    help: Money = Field(0.0, description="money per customer a year for helping people to use the target")
    closes: Years | None = Field(None, description="when the source is closed; nothing = never")
    keeps: TaskKeys = Field(
        frozenset(), description="what is still done through the source once it is closed"
    )

    @model_validator(mode="after")
    def _leads_elsewhere(self) -> Self:
        if self.source is not None and self.source == self.target:
            raise ValueError(
                f"[target] {self.target} is the source too - name the channel that customers should move to"
            )
        return self

    @model_validator(mode="after")
    def _sells_no_more(self) -> Self:
        if Task.SALE in self.keeps:
            raise ValueError(
                "[keeps] sale is what a source is closed for - leave sale out, or leave closes out"
            )
        return self

    @override
    def names(self) -> Iterator[str]:
        """Both channels."""
        return (name for name in (self.source, self.target) if name is not None)

    @override
    def decide(self, view: FirmView) -> Offers:
        """Reward, help, charge and close as planned; other channels stay as they are."""
        if view.years < self.begins - 1e-9:
            return NO_OFFERS
        sought = ChannelPlan(open=True, incentive=self.incentive, help=for_customers(view, self.help))
        plans = ((self.source, self._left(view)), (self.target, sought))
        return Offers(
            channels={name: plan for name, plan in plans if name is not None and name in view.channels}
        )

    def _left(self, view: FirmView) -> ChannelPlan:
        """What becomes of the source; where it is not open, it is not opened."""
        is_closed = self.closes is not None and view.years >= self.closes - 1e-9
        return ChannelPlan(
            open=view.channels.get(self.source or "", False) and (not is_closed or bool(self.keeps)),
            tasks=self.keeps if is_closed else None,
            incentive=-self.surcharge,
        )
