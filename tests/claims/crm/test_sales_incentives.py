"""C8: pay for volume fills channels and loses trade customers; pay for their success sells through them."""

from functools import partial

import pandas as pd
import pytest

from sim import Scenario
from sim.model import MarketModel
from tests.evidence import surely
from tests.runs import found_in
from tests.support import EXACT, arms_from, by_replication, compared, seeds

FIRM = "maker"
VOLUME, SUCCESS, SALARIES = "volume_pay", "customer_success", "fixed_salaries"
THREE_YEARS = ("years=3",)
OFF = "mechanisms.crm.sales_incentives.strength=0"
TRADE = ("specialised_shops", "franchised_shops", "department_stores", "local_chains", "international_chains")
FIRST_QUARTER, FIRST_YEAR, LAST_YEAR = range(3), range(12), range(24, 36)
Tables = dict[str, pd.DataFrame]

pytestmark = pytest.mark.slow


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


def of(arm: str, measure, replications: int, *overrides: str) -> pd.Series:
    """A measure of an arm, by replication."""
    runs = compared("trade_partners", (arm,), (*THREE_YEARS, *overrides), replications)
    return by_replication(runs, arm, measure)


def lead(measure, ahead: str, behind: str, replications: int) -> pd.Series:
    return of(ahead, measure, replications) - of(behind, measure, replications)


def test_both_kinds_of_pay_cost_the_same():
    for arm in (VOLUME, SUCCESS):
        cents = of(arm, lambda tables: float(maker(tables).relationship_cents.sum()), EXACT)
        assert (cents == 36 * 4_166_667).all()


def test_pay_for_volume_sells_more_at_first():
    """For a year more than without any such pay, for a quarter more than pay for success."""
    assert surely(partial(lead, units_in(FIRST_YEAR), VOLUME, SALARIES)) > 0
    assert surely(partial(lead, units_in(FIRST_QUARTER), VOLUME, SUCCESS)) > 0


def test_pay_for_volume_sells_less_later():
    assert surely(partial(lead, units_in(LAST_YEAR), VOLUME, SALARIES)) < 0
    assert surely(partial(lead, units_in(LAST_YEAR), VOLUME, SUCCESS)) < 0


def test_pay_for_volume_has_fewer_trade_customers_and_less_profit_in_the_end():
    for other in (SUCCESS, SALARIES):
        assert surely(partial(lead, trade_customers_at_the_end, VOLUME, other)) < 0
        assert surely(partial(lead, profit, VOLUME, other)) < 0


def test_pay_for_success_sells_more_through_the_same_shops_in_the_end():
    sold = units_in(LAST_YEAR)
    assert surely(lambda n: of(SUCCESS, sold, n) / of(SALARIES, sold, n)) > 1.2


def test_where_pay_moves_no_salesperson_both_kinds_are_the_same():
    for measure in (units_in(FIRST_YEAR), trade_customers_at_the_end, profit):
        assert (of(VOLUME, measure, EXACT, OFF) == of(SUCCESS, measure, EXACT, OFF)).all()


def weeks_in_stock(scenario: Scenario, seed: int) -> float:
    """Weeks of sales that the maker's goods lie with trade customers at the end of the first year."""
    model = MarketModel(scenario, seed=seed)
    for _ in range(12):
        model.step()
    held = model.market.resellers
    return float(held.stocked[0].sum() / held.sold_on[0].sum()) * 52 / 12


def extra_weeks(replications: int, *overrides: str) -> pd.Series:
    """How many more there are where volume is paid for."""
    paid, unpaid = (
        pd.Series(found_in(weeks_in_stock, [(scenario, seed) for seed in seeds(replications)]))
        for scenario in arms_from("trade_partners", (VOLUME, SALARIES), overrides).values()
    )
    return paid - unpaid


def test_pay_for_volume_fills_the_channel():
    assert surely(extra_weeks) > 1.0
    assert (extra_weeks(EXACT, OFF) == 0).all()
