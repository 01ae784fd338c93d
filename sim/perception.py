"""What data quality lets a firm see: its own records, incomplete, and guesses about the rest."""

from functools import cached_property
from typing import NamedTuple

import numpy as np

from sim.agents.customers import Array, Columns
from sim.agents.firms import Firm
from sim.compiling import kernel
from sim.market import Market
from sim.maths import exp
from sim.mechanisms.crm.relationship_stages import own_gap
from sim.randomness import Decision, Word, normal, uniform
from sim.strategies.base import FirmView, Floats, ProductView, Records

SPREAD_OF_GUESSES = 1.5
"""Standard deviation of the log of guessed spending at data quality 0."""


class Look(NamedTuple):
    """How one firm reads its books."""

    firm: int
    period: int
    usual_gap: float
    key: Word
    quality: float
    """Share of customers whose records are usable."""


@kernel
def read_records(columns: Columns, look: Look, seen: Array) -> None:
    """What a firm's books say of everybody.

    Writes: seen, float32[3, n] = silence, purchases, money in cents.
    """
    firm = look.firm
    for i in range(columns.segment.shape[0]):
        seen[0, i] = seen[1, i] = seen[2, i] = 0.0
        if columns.purchases[firm, i] == 0 or uniform(look.key, np.uint64(i)) >= look.quality:
            continue
        purchases, last = float(columns.purchases[firm, i]), float(columns.last[firm, i])
        gap = own_gap(float(columns.first[firm, i]), last, purchases, look.usual_gap)
        seen[0, i] = (look.period - last) / gap
        seen[1, i] = purchases
        seen[2, i] = columns.money[firm, i]


@kernel
def guess_spending(columns: Columns, firm: int, key: Word, spread: float, guess: Array) -> None:
    """What a firm guesses that everybody spends in the category. Writes: guess, float32[n] cents."""
    for i in range(columns.segment.shape[0]):
        elsewhere = 0.0
        for rival in range(columns.money.shape[0]):
            elsewhere += 0.0 if rival == firm else float(columns.money[rival, i])
        guess[i] = float(columns.money[firm, i]) + elsewhere * exp(spread * normal(key, np.uint64(i)))


class Research:
    """One firm's look at people; see `sim.strategies.base.MarketResearch`."""

    def __init__(self, market: Market, firm: Firm) -> None:
        self.market = market
        self.firm = firm

    def records(self) -> Records:
        """The firm's own records, for the share of customers that its data quality makes usable."""
        market, firm = self.market, self.firm
        seen = np.empty((3, len(market.customers)), dtype=np.float32)
        key = np.uint64(market.luck.key(Decision.RECORD, 0, firm.index))
        look = Look(firm.index, market.period, market.rates.usual_gap, key, firm.data_quality)
        read_records(market.customers.columns, look, seen)
        return Records(silence=seen[0], purchases=seen[1], money=seen[2] / np.float32(100))

    def spending(self) -> Floats:
        """Guessed spending in the category since the start, float32[n], in currency units."""
        market, firm = self.market, self.firm
        guess = np.empty(len(market.customers), dtype=np.float32)
        key = np.uint64(market.luck.key(Decision.ESTIMATE, 0, firm.index))
        guess_spending(
            market.customers.columns,
            firm.index,
            key,
            SPREAD_OF_GUESSES * (1.0 - firm.data_quality),
            guess,
        )
        return guess / np.float32(100)


class Looking:
    """What all firms can read off last period's books and shop windows; made once a period."""

    def __init__(self, market: Market) -> None:
        self.market = market

    @cached_property
    def prices(self) -> dict[int, float]:
        """Mean list price by firm index, of those with something on sale."""
        lines = {firm.index: list(firm.on_sale().values()) for firm in self.market.firms if firm.is_active}
        return {
            index: sum(line.price for line in on_sale) / len(on_sale)
            for index, on_sale in lines.items()
            if on_sale
        }

    def view(self, firm: Firm) -> FirmView:
        """All that one firm may know now."""
        market, tally = self.market, self.market.tally
        revenue, profit = market.ledger.last_revenue[firm.index], market.ledger.last_profit[firm.index]
        sold = int(tally.units[firm.index].sum()) if tally is not None else 0
        return FirmView(
            period=market.period,
            years=market.years,
            periods_per_year=market.scenario.periods_per_year,
            phase=firm.recogniser.phase,
            market_phase=market.category.phase,
            years_in_decline=None
            if firm.decline_since is None
            else (market.period - firm.decline_since) * market.scenario.period_years,
            products={
                name: ProductView(
                    line.on_sale, line.price, line.spec.price, line.spec.unit_cost, line.readiness
                )
                for name, line in firm.products.items()
            },
            channels=dict(firm.open_channels),
            rival_prices=tuple(price for index, price in self.prices.items() if index != firm.index),
            stage_counts=tuple(int(count) for count in tally.stages[firm.index])
            if tally is not None
            else (len(market.customers), 0, 0, 0, 0, 0),
            revenue=revenue / 100.0,
            profit=profit / 100.0,
            cash=market.ledger.cash(firm.index) / 100.0,
            margin=market.ledger.last_margin[firm.index] / 100.0 / sold if sold else 0.0,
            won=int(tally.won[firm.index].sum()) if tally is not None else 0,
            lost=int(tally.lost[firm.index].sum()) if tally is not None else 0,
            research=Research(market, firm),
        )
