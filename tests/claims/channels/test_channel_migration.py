"""D6 on the scenario `airline_channel_migration`: customers are moved from the phone to the web.

Closure and incentive with help end sales by phone on the same day, so both then sell all on the web.
"""

import pandas as pd
import pytest

from tests.support import FEW, SEEDS, by_replication, compared, interval

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


def ahead(one: str, other: str, measure, *overrides: str, replications: int = SEEDS) -> pd.Series:
    """How much larger a measure is in one arm than in another."""
    comparison = compared(NAME, (one, other), overrides, replications)
    first, second = (by_replication(comparison, arm, measure) for arm in (one, other))
    return first - second


def cost_of_closing(arm: str, *overrides: str) -> pd.Series:
    """Share of the customers whom the airline would have had, had it closed nothing, that it has not."""
    closing, without = (
        by_replication(compared(NAME, (GRADUAL, CLOSURE), (*overrides, *more)), arm, customers)
        for more in ((), (STAYS_OPEN,))
    )
    return 1.0 - closing / without


def test_incentive_with_help_keeps_more_customers_than_closure_at_the_same_migration():
    assert interval(ahead(GRADUAL, CLOSURE, customers)).low > 0
    assert (by_replication(compared(NAME, (GRADUAL, CLOSURE)), GRADUAL, moved_after) == 1).all()
    assert (ahead(GRADUAL, CLOSURE, moved_after) == 0).all()


def test_help_keeps_more_customers_where_fares_are_the_same_at_all_times():
    assert interval(ahead(GRADUAL, CLOSURE, customers, SAME_FARES)).low > 0


def test_with_the_law_off_help_keeps_nobody():
    assert (ahead(GRADUAL, CLOSURE, customers, SAME_FARES, OFF, replications=FEW) == 0).all()


def test_closing_costs_a_smaller_share_of_customers_who_were_prepared():
    """Help also wins customers before anything is closed, which is left out here."""
    assert interval(cost_of_closing(CLOSURE) - cost_of_closing(GRADUAL)).low > 0.02


def test_with_the_law_off_closing_costs_the_same_share_whoever_was_prepared():
    spared = interval(cost_of_closing(CLOSURE, OFF) - cost_of_closing(GRADUAL, OFF))
    assert abs(spared.estimate) < 0.005


def test_what_an_earlier_incentive_keeps_without_the_law_is_a_small_part():
    with_law, without = (ahead(GRADUAL, CLOSURE, customers, *law) for law in ((), (OFF,)))
    assert interval(with_law - 10 * without).low > 0


@pytest.mark.parametrize("arm", ["surcharge", "incentive", "help", GRADUAL])
def test_every_way_moves_people(arm: str):
    assert interval(ahead(arm, "no_move", moved_before, replications=FEW)).low > 0


def test_a_surcharge_costs_customers_and_help_wins_some():
    assert interval(ahead("surcharge", "no_move", customers)).high < 0
    assert interval(ahead("help", "no_move", customers)).low > 0


def test_who_is_forced_and_minds_leaves_more_often():
    minding, bearing = (
        by_replication(compared(NAME, (CLOSURE,), law), CLOSURE, customers) for law in ((), (NOBODY_MINDS,))
    )
    assert interval(bearing - minding).low > 0


def test_where_nobody_learns_fewer_move():
    """The web is as strange as before at the start, and stays so."""
    usual, without = (
        by_replication(compared(NAME, ("no_move",), law), "no_move", moved_before)
        for law in ((), (NO_LEARNING,))
    )
    assert interval(usual - without).low > 0
