"""V-C8: what a per cent of retention, margin or acquisition cost is worth, by the firms' own books."""

from functools import cache

import pandas as pd
import pytest

from analysis.battery.customer_equity import customer_base, elasticities
from sim import compare, load
from tests.support import SEEDS, RunTables, interval
from tests.validation.spending import SPENDING

pytestmark = pytest.mark.slow

NEVER_LOST = "mechanisms.crm.relationship_stages.strength=0"
FIRMS = [
    *(("repertoire", firm) for firm in ("leader", "second", "third", "fourth", "fifth", "sixth")),
    ("subscription", "leader"),
]
SIZES = {"repertoire": (*SPENDING, "years=3", "periods_per_year=12"), "subscription": ("years=8",)}


@cache
def estimated(name: str, *overrides: str, replications: int = SEEDS) -> pd.DataFrame:
    """Elasticities and the base they rest on, a row for each firm and replication."""
    scenario = load(name, *SIZES[name], *overrides)
    runs = compare({"base": scenario}, replications, seed=1000)
    rows = []
    for replication in range(replications):
        table = RunTables(runs, "base", replication)["firm"]
        for firm, own in table.groupby("firm", sort=False):
            base = customer_base(own, scenario.periods_per_year)
            rows.append({"firm": firm, **vars(elasticities(base)), "stays": base.retention})
    return pd.DataFrame(rows)


@pytest.mark.parametrize(("name", "firm"), FIRMS)
def test_a_per_cent_of_retention_is_worth_several_of_margin_and_far_more_than_of_acquisition_cost(name, firm):
    found = estimated(name)
    own = found[found.firm == firm]
    assert len(own) == SEEDS
    retention, margin, cost = (interval(own[key]) for key in ("retention", "margin", "acquisition_cost"))
    assert 3 <= retention.low <= retention.high <= 7
    assert 0.9 <= margin.low <= margin.high <= 1.1
    assert 0.02 <= cost.low <= cost.high <= 0.3
    assert retention.low > margin.high > margin.low > cost.high


def test_retention_is_worth_several_times_the_discount_rate():
    own = estimated("repertoire")[lambda rows: rows.firm == "leader"]
    assert interval(own.retention / own.discount).low > 3


def test_a_firm_that_never_counts_a_customer_as_lost_has_nothing_to_win_back_and_misjudges_retention():
    """V-C8 with relationship stages off: retention of 1 by the books, and an elasticity beyond the band."""
    found = estimated("repertoire", NEVER_LOST, replications=3)
    assert (found.stays == 1).all()
    assert not found.retention.between(3, 7).any()
