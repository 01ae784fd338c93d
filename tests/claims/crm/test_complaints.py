"""C6 on the scenario `fund_call_centre`: an answer to complaints, or silence."""

from functools import partial

import pandas as pd
import pytest

from sim import Comparison
from tests.evidence import surely
from tests.support import EXACT, by_replication, compared

pytestmark = pytest.mark.slow

NAME, FIRM, ARM = "fund_call_centre", "fund", "capacity_120"
SILENCE = f"firms.{FIRM}.strategies.recovery=null"
OFF = "mechanisms.crm.complaints.strength=0"
SMALL = ("customers=2000", "years=4")
Tables = dict[str, pd.DataFrame]


def runs(replications: int, *overrides: str) -> Comparison:
    """The fund with agents enough."""
    return compared(NAME, (ARM,), (*SMALL, *overrides), replications)


def firm_in(tables: Tables) -> pd.DataFrame:
    """Rows of the fund."""
    return tables["firm"][tables["firm"].firm == FIRM]


def satisfaction(tables: Tables) -> float:
    """Mean index of satisfaction after the first year."""
    rows = firm_in(tables)
    return float(rows[rows.period >= 12].satisfaction.mean())


def left(tables: Tables) -> float:
    """Share of customers who leave in a year."""
    rows = firm_in(tables)
    return float(rows.lost.sum() / rows.customers.sum() * 12)


def customers(tables: Tables) -> float:
    """Customers at the end."""
    return float(firm_in(tables).customers.iloc[-1])


def gain(measure, replications: int, *overrides: str) -> pd.Series:
    """How much larger a measure is with answers than with silence."""
    answers, silence = (
        by_replication(runs(replications, *changes), ARM, measure)
        for changes in (overrides, (SILENCE, *overrides))
    )
    return answers - silence


def test_recovery_beats_silence():
    assert surely(partial(gain, satisfaction)) > 0
    assert surely(partial(gain, left)) < 0
    assert surely(partial(gain, customers)) > 0


def test_complaints_are_voiced_and_all_are_answered_where_agents_are_enough():
    table = runs(EXACT).tables["firm"]
    rows = table[table.firm == FIRM]
    assert rows.complaints.sum() > 0
    assert rows.complaints_answered.sum() / rows.complaints.sum() > 0.99


@pytest.mark.parametrize("measure", [satisfaction, left, customers])
def test_where_nobody_complains_there_is_nothing_to_recover(measure):
    assert (gain(measure, EXACT, OFF) == 0).all()
    assert (runs(EXACT, OFF).tables["firm"].complaints == 0).all()
