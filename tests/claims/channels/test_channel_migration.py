"""D6 on the scenario `airline_channel_migration`: customers are moved from the phone to the web.

Closure and incentive with help end sales by phone on the same day, so both then sell all on the web.
"""

from functools import partial

import pandas as pd
import pytest

from tests.evidence import surely
from tests.support import EXACT, by_replication, compared

pytestmark = pytest.mark.slow

NAME, FIRM = "airline_channel_migration", "airline"
GRADUAL, CLOSURE = "incentive_with_help", "closure"
OFF = "mechanisms.channels.channel_migration.strength=0"
NO_LEARNING = "mechanisms.channels.channel_migration.learning=0"
NOBODY_MINDS = "mechanisms.channels.channel_migration.forced=0"
SAME_FARES = f"firms.{FIRM}.strategies.channels.begins=0.25"
"""Who closes lowers fares on the web as early as who helps; nothing else differs then but the help."""
STAYS_OPEN = f"firms.{FIRM}.strategies.channels.closes=null"
CLOSED, MONTHS = 12, 24
Tables = dict[str, pd.DataFrame]


def customers(tables: Tables) -> float:
    """Customers of the airline after 24 months."""
    firm = tables["firm"]
    return float(firm[(firm.firm == FIRM) & (firm.period == MONTHS - 1)].customers.iloc[0])


def on_the_web(tables: Tables, first: int, last: int) -> float:
    """Share of its sales in the months from first up to, not including, last."""
    table = tables["channel"]
    rows = table[(table.firm == FIRM) & table.period.between(first, last - 1)]
    return float(rows[rows.channel == "web"].units.sum() / rows.units.sum())


def moved_before(tables: Tables) -> float:
    """Share of sales on the web in the last quarter in which the phone sold too."""
    return on_the_web(tables, CLOSED - 3, CLOSED)


def moved_after(tables: Tables) -> float:
    """Share of sales on the web in the year that follows."""
    return on_the_web(tables, CLOSED, MONTHS)


def of(arm: str, measure, n: int, *overrides: str) -> pd.Series:
    """A measure in n replications of an arm."""
    return by_replication(compared(NAME, (arm,), overrides, n), arm, measure)


def ahead(one: str, other: str, measure, n: int, *overrides: str) -> pd.Series:
    """How much larger a measure is in one arm than in another."""
    return of(one, measure, n, *overrides) - of(other, measure, n, *overrides)


def cost_of_closing(arm: str, n: int, *overrides: str) -> pd.Series:
    """Share of the customers whom the airline would have had, had it closed nothing, that it has not."""
    return 1.0 - of(arm, customers, n, *overrides) / of(arm, customers, n, *overrides, STAYS_OPEN)


def spared(n: int, *overrides: str) -> pd.Series:
    """By how much smaller that share is if customers were prepared."""
    return cost_of_closing(CLOSURE, n, *overrides) - cost_of_closing(GRADUAL, n, *overrides)


def test_incentive_with_help_keeps_more_customers_than_closure_at_the_same_migration():
    assert surely(lambda n: ahead(GRADUAL, CLOSURE, customers, n)) > 0
    assert (of(GRADUAL, moved_after, EXACT) == 1).all()
    assert (of(CLOSURE, moved_after, EXACT) == 1).all()


def test_help_keeps_more_customers_where_fares_are_the_same_at_all_times():
    assert surely(lambda n: ahead(GRADUAL, CLOSURE, customers, n, SAME_FARES)) > 0


def test_with_the_law_off_help_keeps_nobody():
    assert (ahead(GRADUAL, CLOSURE, customers, EXACT, SAME_FARES, OFF) == 0).all()


def test_closing_costs_a_smaller_share_of_customers_who_were_prepared():
    """Help also wins customers before anything is closed, which is left out here."""
    assert surely(spared) > 0.02


def test_with_the_law_off_closing_costs_the_same_share_whoever_was_prepared():
    assert -0.005 < surely(lambda n: spared(n, OFF)) < 0.005


def test_what_an_earlier_incentive_keeps_without_the_law_is_a_small_part():
    def more_than_ten_times(n: int) -> pd.Series:
        with_law, without = (ahead(GRADUAL, CLOSURE, customers, n, *law) for law in ((), (OFF,)))
        return with_law - 10 * without

    assert surely(more_than_ten_times) > 0


@pytest.mark.parametrize("arm", ["surcharge", "incentive", "help", GRADUAL])
def test_every_way_moves_people(arm: str):
    assert surely(lambda n: ahead(arm, "no_move", moved_before, n)) > 0


def test_a_surcharge_costs_customers_and_help_wins_some():
    assert surely(lambda n: ahead("surcharge", "no_move", customers, n)) < 0
    assert surely(lambda n: ahead("help", "no_move", customers, n)) > 0


def test_who_is_forced_and_minds_leaves_more_often():
    assert surely(lambda n: of(CLOSURE, customers, n, NOBODY_MINDS) - of(CLOSURE, customers, n)) > 0


def test_where_nobody_learns_fewer_move():
    """The web is as strange as before at the start, and stays so."""
    moved = partial(of, "no_move", moved_before)
    assert surely(lambda n: moved(n) - moved(n, NO_LEARNING)) > 0
