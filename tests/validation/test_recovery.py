"""V-C13 on the scenario `fund_call_centre`: the recovery paradox holds for satisfaction only.

De Matos, Henrique & Rossi (2007): those whom a failure befell and who got a good answer are at least as
satisfied as those who never met with one, and no more likely to stay. Measured right after the answer, on
first failures: month by month in the second year, customers whose first failure was voiced and answered in
that month against all those who have met with none so far; retention is the share still with the firm a year
later.
"""

import numpy as np
import pandas as pd
import pytest

from sim import Scenario, load
from sim.model import MarketModel
from sim.state.counts import RECOVERED
from tests.evidence import surely
from tests.runs import found_in
from tests.support import SEEDS, interval, seeds

pytestmark = pytest.mark.slow

FIRMS = ("fund", "rival", "other", "third")
GOOD_SERVICE = "{kind: dimensions, human: 60, business: 60, hidden: 60}"
CAREFUL = (
    "customers=2000",
    "years=3",
    *(f"firms.{firm}.strategies.service={GOOD_SERVICE}" for firm in FIRMS),
    *(f"firms.{firm}.strategies.recovery.money=40" for firm in FIRMS),
)
"""Failures are rare (6% of contacts), so that many have met with none; answers are good (86% of perfect)."""
SILENT = ("mechanisms.crm.complaints.voice=0", "mechanisms.crm.complaints.loyal_voice=0")
FROM, UNTIL, YEAR = 12, 24, 12


def panel(scenario: Scenario, seed: int) -> pd.DataFrame:
    """A row per month, customer and group: ``group``, ``satisfied`` (0..1), ``stayed`` (a year later)."""
    model = MarketModel(scenario, seed=seed)
    columns, seen, suppliers = model.market.customers.columns, [], []
    while model.running:
        month, before = model.market.period, columns.complaint.copy()
        model.step()
        suppliers.append(columns.supplier.copy())
        if FROM <= month < UNTIL:
            who = np.flatnonzero(columns.supplier >= 0)
            firm = columns.supplier[who].astype(int)
            new = columns.complaint[firm, who]
            recovered = (before[firm, who] == 0) & (new == 1 + RECOVERED)
            group = np.select([recovered, new == 0], ["recovered", "never"], "else")
            satisfied = columns.satisfaction[firm, who].astype(float)
            seen.append(pd.DataFrame({"month": month, "who": who, "group": group, "satisfied": satisfied}))
    rows = pd.concat(seen).query("group != 'else'")
    now, later = (np.array(suppliers)[rows.month + ahead, rows.who] for ahead in (0, YEAR))
    return rows.assign(stayed=now == later)


def panels(replications: int, *overrides: str) -> list[pd.DataFrame]:
    scenario = load("fund_call_centre").arm("capacity_120").set(*CAREFUL, *overrides)
    return found_in(panel, [(scenario, seed) for seed in seeds(replications)])


def difference(column: str, replications: int) -> pd.Series:
    """How much higher a column is for the recovered than for those who never failed, by seed."""
    means = [each.groupby("group")[column].mean() for each in panels(replications)]
    return pd.Series([mean["recovered"] - mean["never"] for mean in means])


def test_the_recovered_are_at_least_as_satisfied_as_those_who_never_met_with_a_failure():
    assert surely(lambda n: difference("satisfied", n)) >= 0


def test_the_recovered_are_no_more_likely_to_stay():
    """Not to be told from no difference, and at most two points in a hundred."""
    assert interval(difference("stayed", SEEDS)).low <= 0
    assert surely(lambda n: difference("stayed", n)) < 0.02


def test_where_nobody_complains_nobody_is_recovered():
    assert set(panels(1, *SILENT)[0].group) == {"never"}
