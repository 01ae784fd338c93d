"""Markets at the edge go on: nobody, one person, one firm, no way to buy, everybody bankrupt."""

import pytest

from sim import Result, simulate
from sim.result.dictionary import DATA_DICTIONARY, NEVER, columns_of
from tests.contract.small import busy

FIRMS = ("leader", "challenger", "follower", "newcomer")
EDGES = {
    "nobody": ("customers=0",),
    "one person": ("customers=1",),
    "two people": ("customers=2",),
    "everybody isolated": ("mechanisms.customers.word_of_mouth.isolated=300",),
    "more isolated than people": ("mechanisms.customers.word_of_mouth.isolated=400",),
    "a channel that nobody can use": ("channels.web.reach=0",),
    "no channel that anybody can use": tuple(f"channels.{name}.reach=0" for name in ("shop", "web", "phone")),
    "a firm with all channels closed": tuple(
        f"firms.leader.channels.{name}.open=false" for name in ("shop", "web", "phone")
    ),
    "nobody sells": tuple(
        f"firms.{firm}.channels.{name}.open=false" for firm in FIRMS for name in ("shop", "web", "phone")
    ),
    "nothing launched": tuple(f"firms.{firm}.products.first.launch=0.9" for firm in FIRMS[1:]),
    "nobody has entered yet": tuple(f"firms.{firm}.enters=5" for firm in FIRMS),
    "everybody bankrupt": tuple(f"firms.{firm}.cash=1" for firm in FIRMS),
    "a free product": (
        "firms.leader.strategies.price={kind: markup, markup: 0}",
        "firms.leader.products.first.unit_cost=0",
    ),
    "one period": ("years=0.08",),
    "days": ("years=0.1", "periods_per_year=365"),
    "years": ("years=5", "periods_per_year=1"),
    "no capacity": ("firms.leader.channels.shop.capacity=0",),
    "nobody wants one": ("mechanisms.cycles.adoption.potential=0",),
}
NULLABLE = {
    (table, column.name) for table in DATA_DICTIONARY for column in columns_of(table) if column.null != NEVER
}


@pytest.fixture(scope="module", params=EDGES)
def result(request: pytest.FixtureRequest) -> Result:
    return simulate(busy(*EDGES[request.param]), 2)


def test_the_run_goes_on_to_its_end(result: Result):
    assert len(result.tables["category"]) == result.scenario.periods


def test_nothing_is_null_but_what_the_dictionary_says(result: Result):
    null = {
        (name, column)
        for name, table in result.tables.items()
        for column in table
        if table[column].isna().any()
    }
    assert null <= NULLABLE


def test_nulls_have_their_reason(result: Result):
    firm, category = result.tables["firm"], result.tables["category"]
    for column in ("satisfaction", "attitudinal_loyalty"):
        assert (firm[column].isna() == (firm.customers == 0)).all(), column
    for column in ("herfindahl", "mean_price_cents"):
        assert (category[column].isna() == (category.units == 0)).all(), column
    assert (category.penetration.isna() == (result.scenario.customers == 0)).all()
    flows = (
        result.tables["switching"]
        .query("origin != 'none'")
        .groupby(["period", "origin"], sort=False)
        .purchases.sum()
    )
    assert (firm.behavioural_loyalty.isna().to_numpy() == (flows == 0).to_numpy()).all()


def test_measures_stay_within_their_scales(result: Result):
    firm = result.tables["firm"]
    for column, most in (
        ("satisfaction", 100),
        ("attitudinal_loyalty", 1),
        ("behavioural_loyalty", 1),
        ("share", 1),
    ):
        assert firm[column].dropna().between(0, most).all(), column


def test_a_market_of_one_firm_is_all_its_own():
    alone = dict.fromkeys(FIRMS[1:], "20")
    result = simulate(busy(*(f"firms.{firm}.enters={date}" for firm, date in alone.items())), 2)
    sold = result.tables["category"].query("units > 0")
    assert len(sold) > 0
    assert (sold.herfindahl == 1.0).all()


def test_when_all_firms_are_bankrupt_nobody_buys_and_nobody_owns_a_contract():
    tables = simulate(busy(*EDGES["everybody bankrupt"]), 2).tables
    gone = tables["firm"].groupby("period").status.agg(lambda status: (status == "bankrupt").all())
    first = gone[gone].index.min() + 1
    firm, category = (tables[name][tables[name].period >= first] for name in ("firm", "category"))
    assert len(category) > 0
    assert category.units.sum() == category.owners.sum() == firm.customers.sum() == 0


def test_a_bankrupt_firm_pays_and_sells_nothing_any_more():
    firm = simulate(busy(), 2).tables["firm"]
    gone = firm[(firm.status == "bankrupt") & (firm.status.shift(len(FIRMS)) == "bankrupt")]
    assert len(gone) > 0
    assert (gone[["units", "revenue_cents", "profit_cents", "infrastructure_cents", "customers"]] == 0).all(
        axis=None
    )
