"""D1, failed contacts: what fails on the web becomes a call, and the calls that remain are dearer (V-C18).

On the scenario `airline_channel_migration`, where nobody is moved.
"""

import pandas as pd
import pytest
from scipy.stats import binomtest

from tests.evidence import surely
from tests.support import EXACT, SEEDS, compared, interval

pytestmark = pytest.mark.slow

OFF = "mechanisms.channels.failed_contacts.strength=0"
NO_WEB, SOME_WEB, MUCH_WEB = (f"channels.web.reach={share}" for share in (0, 0.4, 0.98))
CALLED_FOR = ("communication", "after_sale", "account_care")
ORDINARY = 600
"""Cents of an ordinary call."""


def rows_of(table: str, *overrides: str, replications: int = SEEDS) -> pd.DataFrame:
    """Rows of the airline."""
    found = compared("airline_channel_migration", ("no_move",), overrides, replications).tables[table]
    return found[found.firm == "airline"]


def cents_per_call(*overrides: str, replications: int = SEEDS) -> pd.Series:
    """Mean cost of calls about anything but advice and sales, by replication."""
    rows = rows_of("task", *overrides, replications=replications)
    calls = rows[(rows.channel == "phone") & rows.task.isin(CALLED_FOR)].groupby("replication")
    return calls.contacts_cents.sum() / calls.contacts.sum()


def web_share(*overrides: str) -> float:
    """Share of contacts that are made on the web."""
    rows = rows_of("task", *overrides, replications=EXACT)
    rows = rows[rows.task.isin(CALLED_FOR)]
    return float(rows[rows.channel == "web"].contacts.sum() / rows.contacts.sum())


def failed(*overrides: str) -> tuple[int, int]:
    """Contacts on the web that became calls, and all that failed there."""
    web = rows_of("channel", *overrides).query("channel == 'web'")
    return int(web.spilled.sum()), int(web.spilled.sum() + web.unresolved.sum())


def test_three_in_four_contacts_that_fail_on_the_web_become_calls():
    """V-C17: 75% change channel when the web fails."""
    calls, of_all = failed()
    known = binomtest(calls, of_all).proportion_ci(0.95)
    assert known.low <= 0.75 <= known.high
    assert known.high - known.low < 0.02


def test_off_nothing_fails_on_the_web():
    assert failed(OFF) == (0, 0)


def test_the_more_contacts_go_to_the_web_the_dearer_are_the_calls_that_remain():
    """V-C18."""

    def dearer(more: str, less: str, n: int) -> pd.Series:
        return cents_per_call(more, replications=n) - cents_per_call(less, replications=n)

    assert 0 == web_share(NO_WEB) < web_share(SOME_WEB) < web_share(MUCH_WEB)
    assert surely(lambda n: dearer(SOME_WEB, NO_WEB, n)) > 0
    assert surely(lambda n: dearer(MUCH_WEB, SOME_WEB, n)) > 0


def test_without_a_web_calls_cost_on_average_what_their_difficulty_makes_them_cost():
    """At complexity 0.2 the mean difficulty is 0.2, and a call costs 0.4 of an ordinary one."""
    found = interval(cents_per_call(NO_WEB))
    assert found.low <= 0.4 * ORDINARY <= found.high


def test_off_calls_cost_the_same_however_many_go_to_the_web():
    for reach in (NO_WEB, SOME_WEB, MUCH_WEB):
        assert (cents_per_call(OFF, reach, replications=EXACT) == ORDINARY).all()
