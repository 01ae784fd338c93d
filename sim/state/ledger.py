"""The books: double entry in whole cents; money moves only here.

Every entry debits one account and credits another by the same amount, so all accounts always sum
to zero: nothing is lost, also when a firm goes bankrupt.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt


class Account(StrEnum):
    """Accounts of a firm. Cash and costs grow by debit, revenue and capital by credit."""

    CASH = "cash"
    CAPITAL = "capital"
    REVENUE = "revenue"
    PRODUCTION = "production"
    TRANSACTION = "transaction"
    INFRASTRUCTURE = "infrastructure"
    CONTACTS = "contacts"
    ADVERTISING = "advertising"
    ACQUISITION = "acquisition"
    RETENTION = "retention"
    WIN_BACK = "win_back"
    CARE = "care"
    RELATIONSHIP = "relationship"
    SERVICE = "service"
    PROGRAMMES = "programmes"
    BAD_DEBT = "bad_debt"
    RESEARCH = "research"
    FIXED = "fixed"
    SETUP = "setup"


_FIRST_COST = 3
COSTS = tuple(Account)[_FIRST_COST:]
"""Accounts of costs; profit is revenue less all of them."""

_INDEX = {account: index for index, account in enumerate(Account)}
_CASH = _INDEX[Account.CASH]

_GROW_BY_CREDIT = frozenset((Account.REVENUE, Account.CAPITAL))


class Ledger:
    """The accounts of all firms, and of all others taken together ("outside").

    ``balance`` is int64[firms, accounts] in cents, debit positive. ``flow`` is the same for the
    running period. ``spent_by_customers`` counts, from the customers' side, what they paid.
    """

    def __init__(self, firms: int) -> None:
        self.balance: npt.NDArray[np.int64] = np.zeros((firms, len(Account)), dtype=np.int64)
        self.flow: npt.NDArray[np.int64] = np.zeros((firms, len(Account)), dtype=np.int64)
        self._cells = self._views()
        self.spent_by_customers = 0
        self.last_revenue = [0] * firms
        self.last_profit = [0] * firms
        self.last_margin = [0] * firms

    def _views(self) -> tuple[memoryview, memoryview]:
        """Balances and flows cell by cell: entries come one by one, at which arrays are slow."""
        return self.balance.reshape(-1).data, self.flow.reshape(-1).data

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_cells"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._cells = self._views()

    def post(self, firm: int, debit: Account, credit: Account, cents: int) -> None:
        """Enter one transaction of a firm.

        Raises
        ------
        ValueError
            If the amount is negative.
        """
        if cents < 0:
            raise ValueError(f"an entry of {cents} cents; swap debit and credit instead")
        if cents == 0:
            return
        row = firm * len(_INDEX)
        taken, given = row + _INDEX[debit], row + _INDEX[credit]
        for cells in self._cells:
            cells[taken] += cents
            cells[given] -= cents

    def receive(self, firm: int, cents: int) -> None:
        """Customers pay a firm."""
        self.post(firm, Account.CASH, Account.REVENUE, cents)
        self.spent_by_customers += cents

    def pay(self, firm: int, cost: Account, cents: int) -> None:
        """A firm pays for something."""
        self.post(firm, cost, Account.CASH, cents)

    def pay_all(self, firm: int, costs: Iterable[tuple[Account, int]]) -> None:
        """A firm pays for several things.

        Raises
        ------
        ValueError
            If an amount is negative.
        """
        for cost, cents in costs:
            if cents != 0:
                self.post(firm, cost, Account.CASH, cents)

    def found(self, firm: int, cents: int) -> None:
        """Owners pay capital in."""
        self.post(firm, Account.CASH, Account.CAPITAL, cents)

    def cash(self, firm: int) -> int:
        """Cash of a firm, in cents; negative = debt."""
        return self._cells[0][firm * len(_INDEX) + _CASH]

    def holdings(self) -> npt.NDArray[np.int64]:
        """Cash of all firms, int64[firms] cents."""
        return self.balance[:, _INDEX[Account.CASH]].copy()

    def flowed(self, account: Account) -> npt.NDArray[np.int64]:
        """What moved on an account this period, int64[firms] cents; positive for revenue and costs alike."""
        return flowed(self.flow, account)

    def profits(self) -> npt.NDArray[np.int64]:
        """Profit of the period by firm, in cents."""
        return profits(self.flow)

    def open_period(self) -> None:
        """Begin a new period: what flowed becomes last period's, and flows start at nothing."""
        revenue = self.flowed(Account.REVENUE)
        margin = revenue - self.flowed(Account.PRODUCTION) - self.flowed(Account.TRANSACTION)
        self.last_revenue, self.last_margin = revenue.tolist(), margin.tolist()
        self.last_profit = self.profits().tolist()
        self.flow[:] = 0

    def check(self) -> None:
        """Check that nothing was lost.

        Raises
        ------
        AssertionError
            If accounts do not sum to zero, or customers did not pay what firms received.
        """
        if self.balance.sum() != 0:
            raise AssertionError(f"the books are out of balance by {int(self.balance.sum())} cents")
        received = -int(self.balance[:, _INDEX[Account.REVENUE]].sum())
        if received != self.spent_by_customers:
            raise AssertionError(f"customers paid {self.spent_by_customers} cents, firms received {received}")


def flowed(flow: npt.NDArray[np.int64], account: Account) -> npt.NDArray[np.int64]:
    """What moved on an account, in cents; positive for revenue and costs alike.

    Parameters
    ----------
    flow
        int64[..., accounts], debit positive.
    """
    moved: npt.NDArray[np.int64] = flow[..., _INDEX[account]]
    return -moved if account in _GROW_BY_CREDIT else moved.copy()


def profits(flow: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Profit in cents of what moved on all accounts, int64[..., accounts]."""
    costs: npt.NDArray[np.int64] = flow[..., _FIRST_COST:].sum(axis=-1)
    return flowed(flow, Account.REVENUE) - costs


def cents(money: float) -> int:
    """Money in whole cents."""
    return round(100.0 * money)
