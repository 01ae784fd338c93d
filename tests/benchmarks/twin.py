"""What the twins share: the firms' side is the engine's own, only the customers' part is theirs."""

from typing import Any, NamedTuple

import numpy as np

from sim.model import MarketModel
from sim.processes.customers.customers_live import customers_live
from sim.processes.schedule import SCHEDULE
from sim.result.figures import Figures
from sim.result.recording import record
from sim.scenario.scenario import Scenario
from sim.state.counts import FIRST, OCCASIONS, OWNERS, WAITED, Tally, new_tally
from sim.state.market import Market

SUMMED = (
    "units",
    "revenue",
    "discount",
    "won",
    "lost",
    "won_back",
    "praise",
    "warnings",
    "satisfaction",
    "loyalty",
)
"""Counts that twins are compared by, firm by firm."""


class Twin(MarketModel):
    """The market with customers who live by the same rules in another style of programming.

    Twins cover what the bench market uses: frequent purchases, one need space, no capacity limits,
    no personal offers.
    """

    def __init__(self, scenario: Scenario, seed: int = 0) -> None:
        super().__init__(scenario, seed=seed)
        self.populate(self.market)

    def populate(self, market: Market) -> None:
        """Make the twin's own customers of the engine's newborn ones."""
        raise NotImplementedError

    def live(self, market: Market) -> Tally:
        """Let all customers live through one period."""
        raise NotImplementedError

    def step(self) -> None:
        """One period."""
        self.market.ledger.open_period()
        for step in SCHEDULE:
            if step.run is customers_live:
                self.market.tally = self.live(self.market)
            else:
                step.run(self.market)
        self.history.append(record(self.market))
        self.market.period += 1


class Counts(NamedTuple):
    """A tally in plain lists, which Python objects count in faster than in arrays."""

    tally: Tally

    @classmethod
    def empty(cls, market: Market) -> "Counts":
        """Nothing counted yet."""
        zeros = new_tally(market.scenario, len(market.posted.offer_product))
        return cls(Tally(*(array.tolist() for array in zeros)))

    def arrays(self) -> Tally:
        """What was counted, as the engine keeps it."""
        return Tally(*(np.array(counts, dtype=np.int64) for counts in self.tally))


class ProductOnSale:
    """A product on sale this period."""

    def __init__(self, posted: Any, index: int) -> None:
        self.index = index
        self.firm = int(posted.product_firm[index])
        self.generation = int(posted.product_generation[index])
        self.attribute = posted.attribute[index].tolist()
        self.quality = float(posted.quality[index])
        self.defects = float(posted.defects[index])


class Offer:
    """A product in a channel this period."""

    def __init__(self, posted: Any, index: int, products: list[ProductOnSale]) -> None:
        self.product = products[posted.offer_product[index]]
        self.channel = int(posted.offer_channel[index])
        self.log_price = float(posted.log_price[index])
        self.price_cents = int(posted.price_cents[index])
        self.list_cents = int(posted.list_cents[index])
        self.service = float(posted.service[index])
        self.utility = float(posted.utility[index])


def count(at: tuple[Any, ...], shape: tuple[int, ...], weights: Any = None) -> Any:
    """How often each cell of a table was hit, or the sum of whole-number weights."""
    flat = np.bincount(np.ravel_multi_index(at, shape), weights, minlength=int(np.prod(shape)))
    return flat.reshape(shape).astype(np.int64)


def raise_by(level: Any, share: Any) -> None:
    """Add a share of what is missing to levels within 0..1, in place."""
    level += (np.float32(1.0) - level) * share


def totals(figures: Figures) -> dict[str, float]:
    """What the market came to over all periods: sums of sales by firm, and means of states."""
    seen: dict[str, float] = {}
    for name, kept in (
        *((f"{name} {{0}}", figures.by(name, "firms")) for name in SUMMED),
        ("stage {1} of {0}", figures.count("stages")),
        ("units of kind {1} of {0}", figures.by("source_units", "firms", "kinds")),
        ("switching {0} to {1}", figures.count("switching")),
    ):
        sums = kept.sum(axis=0)
        seen |= {name.format(*at): float(value) for at, value in np.ndenumerate(sums)}
    for channel, units in enumerate(figures.by("units", "channels").sum(axis=0)):
        seen[f"units in channel {channel}"] = float(units)
    market = figures.count("market").sum(axis=0)
    of_market = {"occasions": OCCASIONS, "waited": WAITED, "first purchases": FIRST, "owners": OWNERS}
    return seen | {name: float(market[at]) for name, at in of_market.items()}
