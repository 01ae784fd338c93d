"""What the twins share: the firms' side is the engine's own, only the customers' part is theirs."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from sim.model import MarketModel
from sim.processes.customers.customers_live import customers_live
from sim.processes.schedule import SCHEDULE
from sim.result.recording import record
from sim.scenario.scenario import Scenario
from sim.state.counts import Tally, new_tally
from sim.state.market import Market


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


def totals(history: Sequence[dict[str, Any]]) -> dict[str, float]:
    """What the market came to over all periods: sums of sales by firm, and means of states."""
    firms = len(history[0]["status"])
    seen: dict[str, float] = {}
    for firm in range(firms):
        for name in (
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
        ):
            seen[f"{name} {firm}"] = float(sum(np.sum(kept[name][firm]) for kept in history))
        for stage in range(6):
            seen[f"stage {stage} of {firm}"] = float(sum(kept["stages"][firm, stage] for kept in history))
        for kind in range(3):
            seen[f"units of kind {kind} of {firm}"] = float(
                sum(kept["units_by_kind"][firm, kind] for kept in history)
            )
        for other in range(firms + 1):
            seen[f"switching {other} to {firm}"] = float(
                sum(kept["switching"][other, firm] for kept in history)
            )
    for channel in range(history[0]["units"].shape[1]):
        seen[f"units in channel {channel}"] = float(sum(kept["units"][:, channel].sum() for kept in history))
    for at, name in enumerate(("occasions", "waited", "first purchases", "owners")):
        seen[name] = float(sum(kept["category"][at] for kept in history))
    return seen
