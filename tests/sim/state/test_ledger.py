"""The books: every cent comes from somewhere and goes somewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.state.ledger import COSTS, Account, Ledger

ENTRIES = st.lists(
    st.tuples(
        st.integers(0, 1), st.sampled_from([Account.REVENUE, Account.CAPITAL, *COSTS]), st.integers(0, 10**12)
    )
)


def booked(entries: list[tuple[int, Account, int]]) -> Ledger:
    ledger = Ledger(2)
    for firm, account, cents in entries:
        if account is Account.REVENUE:
            ledger.receive(firm, cents)
        elif account is Account.CAPITAL:
            ledger.found(firm, cents)
        else:
            ledger.pay(firm, account, cents)
    return ledger


def total(entries: list[tuple[int, Account, int]], firm: int, *accounts: Account) -> int:
    return sum(cents for who, account, cents in entries if who == firm and account in accounts)


@given(ENTRIES)
def test_whatever_is_booked_the_books_balance(entries: list[tuple[int, Account, int]]):
    ledger = booked(entries)
    ledger.check()
    assert ledger.balance.sum() == 0


@given(ENTRIES)
def test_profit_is_revenue_less_all_costs_and_cash_is_profit_and_capital(
    entries: list[tuple[int, Account, int]],
):
    ledger = booked(entries)
    for firm in range(2):
        profit = total(entries, firm, Account.REVENUE) - total(entries, firm, *COSTS)
        assert int(ledger.profits()[firm]) == profit
        assert ledger.cash(firm) == profit + total(entries, firm, Account.CAPITAL)


@given(ENTRIES)
def test_flows_of_an_account_are_what_was_booked_on_it(entries: list[tuple[int, Account, int]]):
    ledger = booked(entries)
    for account in (Account.REVENUE, Account.CAPITAL, *COSTS):
        assert ledger.flowed(account).tolist() == [total(entries, firm, account) for firm in range(2)]


def test_a_new_period_begins_with_no_flows_and_remembers_the_last():
    ledger = booked(
        [
            (0, Account.REVENUE, 900),
            (0, Account.PRODUCTION, 400),
            (0, Account.TRANSACTION, 50),
            (0, Account.FIXED, 100),
        ]
    )
    ledger.open_period()
    assert not ledger.flow.any()
    assert (ledger.last_revenue[0], ledger.last_margin[0], ledger.last_profit[0]) == (900, 450, 350)
    assert ledger.cash(0) == 350


def test_negative_entries_are_refused():
    with pytest.raises(ValueError, match="swap debit and credit"):
        Ledger(1).pay(0, Account.FIXED, -1)


def test_money_from_nowhere_is_found():
    ledger = booked([(0, Account.REVENUE, 900)])
    ledger.balance[0, 0] += 1
    with pytest.raises(AssertionError, match="out of balance by 1 cents"):
        ledger.check()


def test_revenue_that_no_customer_paid_is_found():
    ledger = Ledger(1)
    ledger.post(0, Account.CASH, Account.REVENUE, 700)
    with pytest.raises(AssertionError, match="customers paid 0 cents, firms received 700"):
        ledger.check()
