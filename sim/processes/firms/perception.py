"""What data quality lets a firm see: its own records, incomplete, and guesses about the rest."""

from functools import cached_property

import numpy as np

from sim.agents.firms import Firm
from sim.agents.standing import standing_of
from sim.mechanisms.crm.customer_view import integrated
from sim.processes.firms.customer_files import FIGURES, FileKeys, Look, guess_spending, new_desk, read_records
from sim.randomness import Decision
from sim.scenario.scenario import MOST_FIRMS
from sim.state.market import Market
from sim.strategies.base import FirmView, Floats, ProductView, Records, Standing


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
            usual_gap=market.rates.relationship_stages.usual_gap,
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
        read_records(self.market.customers.columns, self.look, new_desk(), seen)
        return seen

    def records(self) -> Records:
        """The firm's own records, as far as its data quality and its one view of the customer go."""
        silence, purchases, money, contribution, tenure = self._read()
        for cents in (money, contribution):
            np.divide(cents, np.float32(100), out=cents)
        return Records(silence, purchases, money, contribution, tenure)

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

    @cached_property
    def counts(self) -> list[tuple[int, int, int]]:
        """Units sold, customers won and lost last period, by firm."""
        tally = self.market.tally
        if tally is None:
            return [(0, 0, 0)] * len(self.market.firms)
        sold, won, lost = tally.units.sum(axis=(1, 2)), tally.won.sum(axis=1), tally.lost.sum(axis=1)
        return list(zip(sold.tolist(), won.tolist(), lost.tolist(), strict=True))

    @cached_property
    def stages(self) -> list[tuple[int, ...]]:
        """Customers by relationship stage, by firm; before there are books, all are strangers."""
        tally = self.market.tally
        if tally is None:
            return [(len(self.market.customers), 0, 0, 0, 0, 0)] * len(self.market.firms)
        return [tuple(stages) for stages in tally.stages.tolist()]

    @cached_property
    def dependence(self) -> list[float]:
        """Share of its trade sales that each firm would lose with its largest customers."""
        shares: list[float] = self.market.resellers.dependence.tolist()
        return shares

    def view(self, firm: Firm) -> FirmView:
        """All that one firm may know now."""
        market = self.market
        revenue, profit = market.ledger.last_revenue[firm.index], market.ledger.last_profit[firm.index]
        sold, won, lost = self.counts[firm.index]
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
            stage_counts=self.stages[firm.index],
            revenue=revenue / 100.0,
            profit=profit / 100.0,
            cash=market.ledger.cash(firm.index) / 100.0,
            margin=market.ledger.last_margin[firm.index] / 100.0 / sold if sold else 0.0,
            won=won,
            lost=lost,
            dependence=self.dependence[firm.index],
            research=Research(market, firm),
        )
