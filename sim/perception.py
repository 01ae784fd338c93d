"""What data quality lets a firm see: its own records, incomplete, and guesses about the rest."""

from dataclasses import fields
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from sim.agents.customers import Array, Columns
from sim.agents.firms import Firm
from sim.agents.standing import standing_of
from sim.compiling import kernel, part
from sim.market import Market
from sim.maths import exp
from sim.mechanisms.crm.customer_view import (
    amount_error,
    date_on_file,
    departments_joined,
    integrated,
    number_on_file,
    purchases_on_file,
    share_on_file,
)
from sim.mechanisms.crm.relationship_stages import own_gap
from sim.randomness import Decision, Word, normal, uniform
from sim.scenario import MOST_FIRMS
from sim.strategies.base import FirmView, Floats, ProductView, Records, Standing

SPREAD_OF_GUESSES = 1.5
"""Standard deviation of the log of guessed spending at data quality 0."""


class FileKeys(NamedTuple):
    """Keys of one firm's luck with its records, the same in every period."""

    usable: Word
    """Whether there is a usable record."""
    parts: Word
    """How many departments pass on what they know."""
    twice: Word
    start: Word
    """With which purchase the file begins."""
    amounts: Word
    guesses: Word
    """What people spend with rivals."""


class Look(NamedTuple):
    """How one firm reads its books."""

    firm: int
    period: int
    usual_gap: float
    period_years: float
    keys: FileKeys
    quality: float
    """Share of customers whose records are usable."""
    is_distorted: bool
    departments: int
    integrated: float
    """Chance that another department's part of a customer's dealings is on file."""
    duplicates: float
    """Share of customers who are held twice."""
    amount_error: float
    """Standard deviation of the log of recorded amounts."""


FIGURES: Final = len(fields(Records))
"""How many figures a record has; kernels write them in the order of `Records`."""


@kernel
def read_records(columns: Columns, look: Look, seen: Array) -> None:
    """What a firm's books say of everybody.

    Writes: seen, float32[FIGURES, n] = silence, purchases, money and contribution in cents, tenure.
    """
    firm = look.firm
    for i in range(columns.segment.shape[0]):
        who, made = np.uint64(i), float(columns.purchases[firm, i])
        for figure in range(FIGURES):
            seen[figure, i] = 0.0
        if made == 0.0 or uniform(look.keys.usable, who) >= look.quality:
            continue
        dates = float(columns.first[firm, i]), float(columns.last[firm, i])
        purchases, first, last, amounts = _on_file(look, who, made, dates)
        if purchases == 0.0:
            continue
        seen[0, i] = (look.period - last) / own_gap(first, last, purchases, look.usual_gap)
        seen[1, i] = purchases
        seen[2, i] = amounts * columns.money[firm, i]
        seen[3, i] = amounts * columns.contribution[firm, i]
        seen[4, i] = (look.period - first) * look.period_years


@part
def _on_file(
    look: Look, who: Word, made: float, dates: tuple[float, float]
) -> tuple[float, float, float, float]:
    """Of purchases `made`, how many are on file, the first and last date, and amounts over the true ones."""
    first, last = dates
    if not look.is_distorted:
        return made, first, last, 1.0
    joined = departments_joined(uniform(look.keys.parts, who), look.departments - 1, look.integrated)
    is_held_twice = uniform(look.keys.twice, who) < look.duplicates
    share = share_on_file(float(joined), float(look.departments), is_held_twice)
    start = uniform(look.keys.start, who)
    purchases = purchases_on_file(made, share, start)
    earliest = number_on_file(1.0, share, start, made)
    latest = number_on_file(purchases, share, start, made)
    amounts = amount_error(look.amount_error, normal(look.keys.amounts, who)) * purchases / made
    return (
        purchases,
        date_on_file(earliest, made, first, last),
        date_on_file(latest, made, first, last),
        amounts,
    )


@kernel
def guess_spending(columns: Columns, look: Look, own: Array, guess: Array) -> None:
    """What a firm guesses that everybody spends in the category, `own` (cents, [n]) of it with itself.

    Writes: guess, float32[n] cents.
    """
    spread = SPREAD_OF_GUESSES * (1.0 - look.quality)
    for i in range(columns.segment.shape[0]):
        elsewhere = 0.0
        for rival in range(columns.money.shape[0]):
            elsewhere += 0.0 if rival == look.firm else float(columns.money[rival, i])
        guess[i] = float(own[i]) + elsewhere * exp(spread * normal(look.keys.guesses, np.uint64(i)))


class Research:
    """One firm's look at people; see `sim.strategies.base.MarketResearch`."""

    def __init__(self, market: Market, firm: Firm) -> None:
        self.market = market
        self.firm = firm

    @property
    def look(self) -> Look:
        """How the firm reads its books now."""
        market, firm = self.market, self.firm
        view = market.scenario.mechanisms.crm.customer_view
        poor = view.strength * (1.0 - firm.data_quality)
        return Look(
            firm=firm.index,
            period=market.period,
            usual_gap=market.rates.usual_gap,
            period_years=market.scenario.period_years,
            keys=self._keys(),
            quality=firm.data_quality,
            is_distorted=view.is_on,
            departments=view.departments,
            integrated=integrated(firm.integration, view.strength),
            duplicates=poor * view.duplicates,
            amount_error=poor * view.amount_error,
        )

    def _keys(self) -> FileKeys:
        luck, index = self.market.luck, self.firm.index
        usable, parts, twice, start, amounts = (
            np.uint64(luck.key(Decision.RECORD, 0, index + MOST_FIRMS * figure)) for figure in range(5)
        )
        guesses = np.uint64(luck.key(Decision.ESTIMATE, 0, index))
        return FileKeys(usable, parts, twice, start, amounts, guesses)

    def _read(self) -> Floats:
        """float32[FIGURES, n]: what the books say, amounts in cents."""
        seen = np.empty((FIGURES, len(self.market.customers)), dtype=np.float32)
        read_records(self.market.customers.columns, self.look, seen)
        return seen

    def records(self) -> Records:
        """The firm's own records, as far as its data quality and its one view of the customer go."""
        silence, purchases, money, contribution, tenure = self._read()
        return Records(silence, purchases, money / np.float32(100), contribution / np.float32(100), tenure)

    def standing(self) -> Standing:
        """Unpaid orders and referrals, for the share of customers that its data quality makes usable."""
        return standing_of(self.market.customers.columns, self.firm.index, self.records())

    def spending(self) -> Floats:
        """Guessed spending in the category since the start, float32[n], in currency units."""
        columns, look = self.market.customers.columns, self.look
        own = self._read()[2] if look.is_distorted else columns.money[look.firm]
        guess = np.empty(len(self.market.customers), dtype=np.float32)
        guess_spending(columns, look, own, guess)
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
                    line.on_sale,
                    line.price,
                    line.spec.price,
                    line.spec.unit_cost,
                    line.readiness,
                    None if line.launched is None else market.years - line.launched,
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
