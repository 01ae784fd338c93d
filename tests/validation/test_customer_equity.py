"""V-C8: what a per cent of retention, margin or acquisition cost is worth, by the firms' own books."""

from functools import cache, partial

import pandas as pd
import pytest

from analysis.battery.customer_equity import customer_base, elasticities
from sim import load
from tests.evidence import Estimate, surely
from tests.support import EXACT, compare, run_tables
from tests.validation.spending import SPENDING

pytestmark = pytest.mark.slow

NEVER_LOST = "mechanisms.crm.relationship_stages.strength=0"
FIRMS = [
    *(("repertoire", firm) for firm in ("leader", "second", "third", "fourth", "fifth", "sixth")),
    ("subscription", "leader"),
]
SIZES = {"repertoire": (*SPENDING, "years=3", "periods_per_year=12"), "subscription": ("years=8",)}


@cache
def estimated(name: str, replications: int, *overrides: str) -> pd.DataFrame:
    """Elasticities and the base they rest on, a row for each firm and replication."""
    scenario = load(name, *SIZES[name], *overrides)
    runs = compare({"base": scenario}, replications)
    rows = []
    for replication in range(replications):
        table = run_tables(runs, "base", replication)["firm"]
        for firm, own in table.groupby("firm", sort=False):
            base = customer_base(own, scenario.periods_per_year)
            rows.append({"firm": firm, **vars(elasticities(base)), "stays": base.retention})
    return pd.DataFrame(rows)


def of(name: str, firm: str, replications: int) -> pd.DataFrame:
    """Elasticities of one firm, a row for each replication."""
    found = estimated(name, replications)
    rows = found[found.firm == firm].reset_index(drop=True)
    assert len(rows) == replications
    return rows


@pytest.mark.parametrize(("name", "firm"), FIRMS)
def test_a_per_cent_of_retention_is_worth_several_of_margin_and_far_more_than_of_acquisition_cost(name, firm):
    def elasticity(key: str) -> Estimate:
        return surely(lambda n: of(name, firm, n)[key])

    assert 3 <= elasticity("retention") <= 7
    assert 0.9 <= elasticity("margin") <= 1.1
    assert 0.02 <= elasticity("acquisition_cost") <= 0.3


def test_retention_is_worth_several_times_the_discount_rate():
    own = partial(of, "repertoire", "leader")
    assert surely(lambda n: own(n).retention / own(n).discount) > 3


def test_a_firm_that_never_counts_a_customer_as_lost_has_nothing_to_win_back_and_misjudges_retention():
    """V-C8 with relationship stages off: retention of 1 by the books, and an elasticity beyond the band."""
    found = estimated("repertoire", EXACT, NEVER_LOST)
    assert (found.stays == 1).all()
    assert not found.retention.between(3, 7).any()
