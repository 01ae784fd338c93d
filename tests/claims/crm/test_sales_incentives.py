"""C8: pay for volume fills channels and loses trade customers; pay for their success sells through them."""

from functools import cache

import pandas as pd
import pytest

from sim import Comparison
from sim.model import MarketModel
from tests.support import FEW, arms_from, by_replication, compared, interval

FIRM = "maker"
VOLUME, SUCCESS, SALARIES = "volume_pay", "customer_success", "fixed_salaries"
THREE_YEARS = ("years=3",)
OFF = "mechanisms.crm.sales_incentives.strength=0"
TRADE = ("specialised_shops", "franchised_shops", "department_stores", "local_chains", "international_chains")
FIRST_QUARTER, FIRST_YEAR, LAST_YEAR = range(3), range(12), range(24, 36)
Tables = dict[str, pd.DataFrame]

pytestmark = pytest.mark.slow


@cache
def pays() -> Comparison:
    """The same money for volume, for success, and nothing, in the same luck."""
    return compared("trade_partners", (VOLUME, SUCCESS, SALARIES), THREE_YEARS, FEW)


def maker(tables: Tables) -> pd.DataFrame:
    return tables["firm"][tables["firm"].firm == FIRM]


def units_in(months: range):
    def units(tables: Tables) -> float:
        rows = maker(tables)
        return float(rows[rows.period.isin(months)].units.sum())

    return units


def trade_customers_at_the_end(tables: Tables) -> float:
    rows = tables["segment"]
    rows = rows[(rows.firm == FIRM) & rows.segment.isin(TRADE)]
    return float(rows[rows.period >= rows.period.max() - 5].customers.sum()) / 6


def profit(tables: Tables) -> float:
    return float(maker(tables).profit_cents.sum()) / 100


def lead(measure, ahead: str, behind: str) -> pd.Series:
    return by_replication(pays(), ahead, measure) - by_replication(pays(), behind, measure)


def test_both_kinds_of_pay_cost_the_same():
    cents = pays().tables["firm"].query("firm == @FIRM and arm != @SALARIES")
    assert (cents.groupby(["arm", "replication"]).relationship_cents.sum() == 36 * 4_166_667).all()


def test_pay_for_volume_sells_more_at_first():
    """For a year more than without any such pay, for a quarter more than pay for success."""
    assert interval(lead(units_in(FIRST_YEAR), VOLUME, SALARIES)).low > 0
    assert interval(lead(units_in(FIRST_QUARTER), VOLUME, SUCCESS)).low > 0


def test_pay_for_volume_sells_less_later():
    assert interval(lead(units_in(LAST_YEAR), VOLUME, SALARIES)).high < 0
    assert interval(lead(units_in(LAST_YEAR), VOLUME, SUCCESS)).high < 0


def test_pay_for_volume_has_fewer_trade_customers_and_less_profit_in_the_end():
    assert interval(lead(trade_customers_at_the_end, VOLUME, SUCCESS)).high < 0
    assert interval(lead(trade_customers_at_the_end, VOLUME, SALARIES)).high < 0
    assert interval(lead(profit, VOLUME, SUCCESS)).high < 0
    assert interval(lead(profit, VOLUME, SALARIES)).high < 0


def test_pay_for_success_sells_more_through_the_same_shops_in_the_end():
    helped, usual = (by_replication(pays(), arm, units_in(LAST_YEAR)) for arm in (SUCCESS, SALARIES))
    assert interval(helped / usual).low > 1.2


def test_where_pay_moves_no_salesperson_both_kinds_are_the_same():
    idle = compared("trade_partners", (VOLUME, SUCCESS), (*THREE_YEARS, OFF), 3)
    for measure in (units_in(FIRST_YEAR), trade_customers_at_the_end, profit):
        assert (by_replication(idle, VOLUME, measure) == by_replication(idle, SUCCESS, measure)).all()


@cache
def weeks_in_stock(arm: str, seed: int, *overrides: str) -> float:
    """Weeks of sales that the maker's goods lie with trade customers at the end of the first year."""
    model = MarketModel(arms_from("trade_partners", (arm,), overrides)[arm], seed=seed)
    for _ in range(12):
        model.step()
    held = model.market.resellers
    return float(held.stocked[0].sum() / held.sold_on[0].sum()) * 52 / 12


@cache
def extra_weeks(*overrides: str) -> pd.Series:
    return pd.Series(
        [
            weeks_in_stock(VOLUME, 1000 + r, *overrides) - weeks_in_stock(SALARIES, 1000 + r, *overrides)
            for r in range(3 if OFF in overrides else FEW)
        ]
    )


def test_pay_for_volume_fills_the_channel():
    assert interval(extra_weeks()).low > 1.0
    assert (extra_weeks(OFF) == 0).all()
