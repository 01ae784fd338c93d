"""Figures of all periods of a run at once, made of what was kept of each. P = periods, F = firms.

A sweep that keeps a few tables pays for the figures in them alone.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.agents.firms import Status
from sim.compiling import declared
from sim.mechanisms.crm.relationship_stages import Stage
from sim.processes.firms.books_close import cost_of_goods, cost_of_sales
from sim.result.grid import Array, ratio
from sim.result.practice import OF_A_FIRM, OF_THE_TRADE, by_firm
from sim.result.recording import Period
from sim.scenario.scenario import Scenario
from sim.state.counting import Count
from sim.state.counts import Tally
from sim.state.ledger import Account, cents, flowed, profits
from sim.units import Floats

Whole = npt.NDArray[np.int64]
_COUNTS = declared(Tally, Count)


class Figures:
    """What some periods of one run come to.

    Parameters
    ----------
    scenario
        The market.
    history
        What was kept of the periods, in their order; at least one.
    """

    def __init__(self, scenario: Scenario, history: Sequence[Period]) -> None:
        self.scenario = scenario
        self.history = history
        self._counts = dict(
            zip(Tally._fields, zip(*(kept.tally for kept in history), strict=True), strict=True)
        )
        self._stacked: dict[str, Whole] = {}

    def count(self, name: str) -> Whole:
        """A count of `Tally`, with the periods in front."""
        if name not in self._stacked:
            self._stacked[name] = np.array(self._counts[name])
        return self._stacked[name]

    def by(self, name: str, *by: str, where: Any = ()) -> Whole:  # noqa: ANN401 - an index
        """A count, or a part of it, summed over all but the periods and what is named.

        Parameters
        ----------
        name
            Field of `Tally`.
        by
            What it stays broken down by, in the order of the field's own.
        where
            Index of the part into the count.
        """
        counts, left = _COUNTS[name].part(self.count(name), where)
        over = tuple(axis for axis, kind in enumerate(left, 1) if kind not in by)
        summed: Whole = counts.sum(axis=over) if over else counts
        return summed

    @cached_property
    def customers(self) -> Whole:
        """Customers of each firm at the end of the period, int64[P, F]."""
        return self.by("stages", "firms", where=np.s_[:, Stage.WELCOME : Stage.LOST])

    @cached_property
    def flow(self) -> Whole:
        """What moved in the books in cents, debit positive, int64[P, F, accounts]."""
        return np.array([kept.flow for kept in self.history])

    def spent(self, account: Account) -> Whole:
        """What went through an account, int64[P, F] cents."""
        return flowed(self.flow, account)

    @property
    def profit(self) -> Whole:
        """Profit, int64[P, F] cents."""
        return profits(self.flow)

    @property
    def cash(self) -> Whole:
        """Cash at the end of the period, int64[P, F] cents."""
        return np.array([kept.cash for kept in self.history])

    @property
    def courted_twice(self) -> Whole:
        """Spent on courting own customers, int64[P, F] cents."""
        return np.array([[cents(state[2]) for state in kept.states] for kept in self.history], dtype=np.int64)

    @property
    def status(self) -> Array:
        """Status of each firm at the end of the period: texts [P, F]."""
        return self._texts([[state[0].value for state in kept.states] for kept in self.history])

    @property
    def phases(self) -> Array:
        """Phase of each firm as it estimates it: texts [P, F]."""
        return self._texts([[state[1].value for state in kept.states] for kept in self.history])

    @property
    def category_phases(self) -> Array:
        """Phase of the category before smoothing and after: texts [P, 2]."""
        return self._texts([[phase.value for phase in kept.phases] for kept in self.history])

    def _texts(self, texts: list[list[str]]) -> Array:
        return np.array(texts, dtype=object)

    @cached_property
    def practice(self) -> dict[str, Floats]:
        """By attribute, the numbers of OF_A_FIRM and OF_THE_TRADE, float64[P, F]."""
        of_firms = np.array([kept.practice for kept in self.history], dtype=np.float64)
        of_trade = zip(*(kept.trade for kept in self.history), strict=True)
        return {reading.source: of_firms[:, :, k] for k, reading in enumerate(OF_A_FIRM)} | {
            reading.source: by_firm(reading.source, arrays)
            for reading, arrays in zip(OF_THE_TRADE, of_trade, strict=True)
        }

    @property
    def list_price(self) -> Floats:
        """Mean list price in cents of what a firm has on offer, float64[P, F]; NaN if nothing."""
        periods, firms = len(self.history), len(self.scenario.firms)
        offers = [len(kept.list_cents) for kept in self.history]
        firm = np.concatenate([kept.offer_firm for kept in self.history])
        place = np.repeat(np.arange(periods), offers) * firms + firm
        listed = np.concatenate([kept.list_cents for kept in self.history])
        total, number = (np.bincount(place, weights, periods * firms) for weights in (listed, None))
        return ratio(total, number).reshape(periods, firms)

    @cached_property
    def production(self) -> Whole:
        """Cost of making what was sold, int64[P, F, segments] cents."""
        return cost_of_goods(self.count("generation_units"), self.history[0].costs)

    @cached_property
    def transaction(self) -> Whole:
        """Commissions and further cost of sales, int64[P, F, segments, channels] cents."""
        terms = np.array([kept.terms for kept in self.history])
        return cost_of_sales(self.count("units"), self.count("revenue"), terms, self.history[0].costs)

    @property
    def infrastructure(self) -> Whole:
        """What each channel cost a firm, int64[P, F, channels] cents; they sum to the ledger's entry."""
        paid = self.spent(Account.INFRASTRUCTURE)
        effort, is_open = (
            np.array([[of[k] for of in kept.channels] for kept in self.history]) for k in (0, 1)
        )
        each = np.array([channel.profile.infrastructure for channel in self.scenario.channels.values()])
        exact = each * effort * is_open * self.scenario.period_years * 100.0 + 100.0 * self._for_routes
        # Cumulative rounding keeps the channels' sum equal to the one entry in the ledger.
        edges = np.zeros((*paid.shape, len(each) + 1), dtype=np.int64)
        edges[..., 1:] = np.round(exact.cumsum(axis=2)).astype(np.int64)
        edges[..., -1] = paid
        is_active = np.array([[state[0] is Status.ACTIVE for state in kept.states] for kept in self.history])
        shares: Whole = np.diff(edges, axis=2) * (is_active | (paid != 0))[..., np.newaxis]
        return shares

    @property
    def _for_routes(self) -> Floats:
        """Money for routes through each channel, float64[P, F, channels]."""
        names = list(self.scenario.channels)
        return np.array([[_shared_out(state[3], names) for state in kept.states] for kept in self.history])


def _shared_out(routes: Any, channels: list[str]) -> list[float]:  # noqa: ANN401 - plans by name
    """Money for routes by channel; each is shared equally by its channels."""
    return [
        float(sum(route.cost / len(route.channels) for route in routes.values() if name in route.channels))
        for name in channels
    ]
