"""Who earns most under each arm, and by how much."""

import pandas as pd
import pytest

from analysis.figures import standings
from analysis.statistics.intervals import mean_interval


@pytest.fixture(scope="module")
def profits(comparison) -> pd.DataFrame:
    """Profit in cents by arm, replication and firm, straight from the books."""
    return comparison.tables["firm"].groupby(["arm", "replication", "firm"]).profit_cents.sum().unstack()


def test_the_table_names_the_firm_with_the_highest_mean_profit_and_the_next(comparison, profits):
    rows = standings(comparison).layout.meta["table"]["rows"]
    assert len(rows) == len(comparison.arms)
    for arm, row in zip(comparison.arms, rows, strict=True):
        ranked = profits.loc[arm].mean().nlargest(2)
        assert row[1:3] == [*ranked.index]


def test_the_finding_counts_arms_by_leader_and_those_beyond_luck(comparison, profits):
    leads = []
    for arm in comparison.arms:
        first, second = profits.loc[arm].mean().nlargest(2).index
        leads.append(mean_interval((profits.loc[arm][first] - profits.loc[arm][second]).to_numpy(float)))
    clear = sum(lead.low is not None and lead.low > 0 for lead in leads)
    finding = standings(comparison).layout.meta["finding"]
    assert finding.endswith(f"of {len(comparison.arms)} arms; beyond luck under {clear}")


def test_the_darkest_cell_of_each_row_is_the_leader(comparison, profits):
    heat = standings(comparison).data[0]
    for arm, shades in zip(comparison.arms, heat.z, strict=True):
        means = profits.loc[arm].mean()[list(comparison.scenario.firms)].to_numpy()
        if means.max() > 0:
            assert shades.argmax() == means.argmax()
