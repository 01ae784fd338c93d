"""Channel integration: what one channel was told the next one knows, or has to be told again.

Where channels keep files of their own, who goes on in a second one begins anew, hears something else, sees
another price, and is advised by people who gain nothing from a sale elsewhere. So a further channel serves
better only if it is joined to the others; that takes money and time.
Source: Payne & Frow (2004), "The role of multichannel integration in customer relationship management";
Neslin et al. (2006), "Challenges and opportunities in multichannel customer management"; conflict between
channels: Webb & Lambe (2007), "Internal multi-channel conflict"; Coughlan et al. (2006), "Marketing
channels" (free riding); unequal prices: Campbell (1999), "Perceptions of price unfairness"; contradictory
messages: Lurie & Mason (2007); one face: Bendoly et al. (2005), "Online/in-store integration and customer
retention" (people who think channels integrated leave less for a rival). Sizes are judgements.
"""

from typing import ClassVar

from pydantic import Field

from sim.maths import law, saturation
from sim.mechanisms.base import Mechanism
from sim.units import Money, PerYear, Share, Weight


class ChannelIntegration(Mechanism):
    """What it does that channels are not one. Off: every channel knows what every other was told."""

    row: ClassVar[str] = "D4"
    repeating: Share = Field(
        0.25, description="experience that it takes to tell all again to a channel that knows nothing"
    )
    contradiction: Share = Field(
        0.15, description="experience that contradictory messages take from who hears several channels"
    )
    unequal_prices: Weight = Field(
        0.5, description="experience taken per unit of log of the own channels' highest over lowest price"
    )
    conflict: Share = Field(
        0.5, description="share of advice withheld from who may buy elsewhere, where channels compete"
    )
    building: PerYear = Field(1.0, description="rate a year at which money joins what is not yet joined")
    money_scale: Money = Field(
        5.0, description="money per customer a year at which 63% of that rate is reached"
    )


@law
def told_again(repeating: float, integration: float) -> float:
    """Experience lost where a second channel does not know what the first was told."""
    return repeating * (1.0 - integration)


@law
def contradicted(contradiction: float, consistency: float) -> float:
    """Experience lost where a second channel says something else."""
    return contradiction * (1.0 - consistency)


@law
def kept_on_the_way(conflict: float, integration: float) -> float:
    """Share of advice that is given to, and reaches, who buys in another channel of the firm."""
    return 1.0 - conflict * (1.0 - integration)


@law
def joined(money: float, scale: float, building: float, years: float) -> float:
    """Share of what is not yet joined that money per customer a year joins in some years, at most all."""
    return min(building * saturation(money, scale) * years, 1.0)
