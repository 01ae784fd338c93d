"""Money and counts: in every period of every small market each cent and each unit adds up."""

import numpy as np
import pandas as pd
import pytest

from sim import Result, simulate
from sim.model import MarketModel
from tests.contract.small import busy
from tests.reference.markets import MARKETS, market

COSTS = (
    "production",
    "transaction",
    "infrastructure",
    "contacts",
    "advertising",
    "acquisition",
    "retention",
    "win_back",
    "care",
    "relationship",
    "service",
    "programmes",
    "bad_debt",
    "research",
    "fixed",
    "setup",
)
MAY_BE_NEGATIVE = ["profit_cents", "cash_cents", "contribution_cents", "discount_cents", "cohort"]
"""A discount is below 0 where surcharges bring in more than discounts give away."""
KEY = ["period", "firm"]
ALL = ["the busy one", *MARKETS]


@pytest.fixture(scope="module", params=ALL)
def result(request: pytest.FixtureRequest) -> Result:
    return simulate(busy() if request.param == "the busy one" else market(request.param), 5)


def summed(result: Result, table: str, columns: list[str]) -> pd.DataFrame:
    """Sums by period and firm, in the order of the firm table."""
    return result.tables[table].groupby(KEY, sort=False)[columns].sum().reset_index()[columns]


def test_profit_is_revenue_less_every_cost_to_the_cent(result: Result):
    firm = result.tables["firm"]
    costs = sum(firm[f"{cost}_cents"] for cost in COSTS)
    assert (firm.profit_cents == firm.revenue_cents - costs).all()


def test_cash_is_what_was_paid_in_and_all_profit_since(result: Result):
    for name, firm in result.tables["firm"].groupby("firm"):
        entered = (firm.status != "waiting").to_numpy()
        paid_in = round(100 * result.scenario.firms[str(name)].cash) * entered
        assert (firm.cash_cents == paid_in + firm.profit_cents.cumsum()).all(), name


def served(result: Result) -> pd.Series:
    """Margin of each firm's sales less what its own customers never paid and cost in service, in cents."""
    sums = result.tables["firm"].groupby("firm").sum(numeric_only=True)
    law = result.scenario.mechanisms.customers.cost_to_serve
    by_channel = result.scenario.mechanisms.channels.task_channels.is_on
    a_contact = 0 if by_channel else round(100 * law.strength * law.contact)
    an_account = round(100 * law.strength * law.account * result.scenario.period_years)
    showroom = result.tables["practice"].groupby("firm").showroom_cents.sum()
    margin = sums.revenue_cents - sums.production_cents - sums.transaction_cents
    margin -= sums.contacts_cents - showroom
    kept = an_account * sums.customers + supplied(result).reindex(sums.index, fill_value=0)
    return margin - sums.bad_debt_cents - a_contact * sums.contacts - kept


def supplied(result: Result) -> pd.Series:
    """What accounts of trade customers cost the firms that supply them directly, in cents."""
    scenario, segment = result.scenario, result.tables["segment"]
    law, classes = (
        scenario.mechanisms.channels.trade_structure,
        scenario.mechanisms.customers.customer_classes,
    )
    each = round(100 * law.strength * law.account * scenario.period_years) if classes.is_on else 0
    direct = [
        scenario.segments[name].customer_class in getattr(scenario.firms[firm].strategies.trade, "direct", ())
        for firm, name in zip(segment.firm, segment.segment, strict=True)
    ]
    return each * segment[direct].groupby("firm").customers.sum()


def test_channels_add_up_to_the_firm(result: Result):
    columns = ["units", "revenue_cents", "transaction_cents", "infrastructure_cents", "contacts_cents"]
    assert summed(result, "channel", columns).equals(result.tables["firm"][columns])


def test_tasks_and_journeys_add_up_to_channels(result: Result):
    task, channel, journey = (result.tables[name] for name in ("task", "channel", "journey"))
    by_task = task.groupby([*KEY, "channel"], sort=False)[["contacts", "contacts_cents"]].sum().reset_index()
    if len(by_task):
        assert by_task.equals(channel[by_task.columns])
        sales = task[task.task == "sale"].groupby(["firm", "channel"]).contacts.sum()
        bought = journey.groupby(["firm", "bought_in"]).purchases.sum()
        assert (bought.reindex(sales.index, fill_value=0).to_numpy() == sales.to_numpy()).all()
    else:
        assert not journey.purchases.sum()


def test_segments_and_kinds_of_customers_add_up_to_the_firm(result: Result):
    firm = result.tables["firm"]
    columns = ["customers", "units", "revenue_cents", "production_cents", "transaction_cents"]
    columns += ["won", "lost", "won_back"]
    assert summed(result, "segment", columns).equals(firm[columns])
    assert (firm.units_new + firm.units_kept + firm.units_won_back == firm.units).all()


def test_what_a_segment_contributes_is_its_revenue_less_the_cost_of_its_sales(result: Result):
    segment = result.tables["segment"]
    costs = segment.production_cents + segment.transaction_cents
    assert (segment.contribution_cents == segment.revenue_cents - costs).all()


def test_sources_add_up_to_kinds_of_customers_and_to_revenue_in_every_year(result: Result):
    source, firm = result.tables["source"], result.tables["firm"]
    year = (firm.period // result.scenario.periods_per_year).rename("year")
    yearly = firm.groupby([year, "firm"]).sum(numeric_only=True)
    for kind, rows in source.groupby("kind"):
        units = rows.groupby(["year", "firm"]).units.sum()
        assert units.equals(yearly[f"units_{kind}"].rename("units")), kind
    assert source.groupby(["year", "firm"]).revenue_cents.sum().equals(yearly.revenue_cents)


def test_a_cohort_is_as_large_as_the_customers_won_in_its_year_and_cohorts_hold_all_customers(result: Result):
    cohort, firm = result.tables["cohort"], result.tables["firm"]
    length = result.scenario.periods_per_year
    won = firm.groupby(["firm", (firm.period // length).rename("cohort")]).won.sum()
    sizes = cohort[cohort.cohort >= 0].groupby(["firm", "cohort"]).customers
    assert sizes.max().equals(won.rename("customers"))
    assert (sizes.nunique() == 1).all()
    ends = firm[((firm.period + 1) % length == 0) | (firm.period == result.scenario.periods - 1)]
    customers = ends.set_index(["firm", (ends.period // length).rename("year")]).customers.sort_index()
    assert cohort.groupby(["firm", "year"]).still.sum().equals(customers.rename("still"))
    assert (cohort.still <= cohort.customers).all()


def test_bins_of_loyalty_hold_all_customers_of_the_period(result: Result):
    loyalty, firm = result.tables["loyalty"], result.tables["firm"]
    seen = loyalty.groupby(["firm", "moment", "period"]).customers.sum().reset_index()
    both = seen.merge(firm, on=["firm", "period"], suffixes=("", "_of_the_firm"))
    assert len(both) == 3 * len(result.scenario.firms)
    assert (both.customers == both.customers_of_the_firm).all()
    assert loyalty.groupby("moment").period.first().to_dict() == {
        "start": 0,
        "middle": max(result.scenario.periods // 2 - 1, 0),
        "end": result.scenario.periods - 1,
    }


def test_what_customers_contribute_is_the_margin_of_their_firm_but_for_the_rounding_of_commissions(
    result: Result,
):
    sums = result.tables["firm"].groupby("firm").sum(numeric_only=True)
    margin = served(result)
    value = result.tables["value"].groupby("firm").sum(numeric_only=True).reindex(sums.index, fill_value=0)
    sales = result.tables["switching"].groupby("destination").purchases.sum()[sums.index]
    roundings = sales + result.scenario.periods * len(result.scenario.channels)
    assert (value.revenue_cents == sums.revenue_cents).all()
    assert ((value.contribution_cents - margin).abs() <= 0.5 * roundings).all()


def test_without_commissions_customers_contribute_the_margin_to_the_cent():
    free = busy(
        *(f"channels.{channel}.commission=0" for channel in ("shop", "web", "phone")),
        "mechanisms.channels.trade_structure.handling=0",
    )
    result = simulate(free, 5)
    tables, margin = result.tables, served(result)
    sums = tables["firm"].groupby("firm").sum(numeric_only=True)
    assert (
        tables["value"].groupby("firm").contribution_cents.sum().equals(margin.rename("contribution_cents"))
    )
    assert sums.transaction_cents.sum() > 0


def test_firms_and_generations_add_up_to_the_category(result: Result):
    firm, category = result.tables["firm"], result.tables["category"]
    by_period = firm.groupby("period")[["units", "revenue_cents"]].sum()
    assert (by_period.units.to_numpy() == category.units).all()
    assert (by_period.revenue_cents.to_numpy() == category.revenue_cents).all()
    assert (result.tables["generation"].groupby("period").units.sum().to_numpy() == category.units).all()


def test_everybody_is_in_one_stage_with_every_firm(result: Result):
    stage = result.tables["stage"].pivot_table(index=KEY, columns="stage", values="customers", sort=False)
    assert (stage.sum(axis=1) == result.scenario.customers).all()
    customers = stage.drop(columns=["attraction", "lost"]).sum(axis=1)
    assert (customers.to_numpy() == result.tables["firm"].customers).all()


def test_every_occasion_ends_in_a_purchase_or_not(result: Result):
    category, flows = result.tables["category"], result.tables["switching"]
    purchases = flows.groupby("period").purchases.sum().to_numpy()
    assert (purchases + category.waited <= category.occasions).all()
    turned_away = result.tables["channel"].groupby("period").turned_away.sum().to_numpy()
    assert (purchases + category.waited == category.occasions)[turned_away == 0].all()


def test_shares_are_null_when_nothing_is_sold_and_add_up_to_one_otherwise(result: Result):
    firm = result.tables["firm"]
    for share, total in (("share", "units"), ("revenue_share", "revenue_cents")):
        sums = firm.groupby("period").agg(
            share=(share, "sum"), total=(total, "sum"), nulls=(share, lambda s: s.isna().all())
        )
        sold = sums.total > 0
        assert np.allclose(sums.share[sold], 1.0)
        assert sums.nulls[~sold].all()
        assert not firm[share][firm.period.isin(sums.index[sold])].isna().any()


def test_nothing_that_is_counted_is_negative(result: Result):
    for name, table in result.tables.items():
        whole = table.select_dtypes("int64").drop(columns=MAY_BE_NEGATIVE, errors="ignore")
        assert (whole >= 0).all(axis=None), name


def test_what_customers_paid_is_what_firms_received():
    for scenario in (busy(), market("frequent purchases with personal offers")):
        model = MarketModel(scenario, seed=5)
        begun = model.market.customers.columns.money.sum(axis=1)
        received = np.zeros(len(begun), dtype=np.int64)
        while model.running:
            model.step()
            received += model.history[-1].tally.revenue.sum(axis=(1, 2))
            assert (model.market.customers.columns.money.sum(axis=1) - begun == received).all()
        assert received.sum() > 0


def test_scarce_channels_serve_about_what_they_can_and_turn_the_rest_away():
    limited = busy(
        "customers=20000",
        "firms.leader.channels.shop.capacity=480",
        "firms.leader.base.share=0.2",
        "years=0.5",
    )
    served = simulate(limited, 5).tables["channel"].query("firm == 'leader' and channel == 'shop'")
    assert (served.turned_away > 0).all()
    assert served.units.mean() == pytest.approx(40.0, rel=0.15)
