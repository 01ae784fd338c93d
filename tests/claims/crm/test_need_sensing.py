"""A2, law: who has sensed what is wanted brings a successor that fits better and sells more.

On the scenario `phase_aware_crm`: the maker with a fifth of its budget for sensing needs, and with none.
"""

import pandas as pd
import pytest

from sim import Comparison
from tests.evidence import surely
from tests.support import EXACT, by_replication, compared

OFF = "mechanisms.crm.need_sensing.strength=0"
NONE = "firms.maker.strategies.budgets.need_sensing=0"
SHORT = ("years=8",)
LAUNCH = 72
Tables = dict[str, pd.DataFrame]

pytestmark = pytest.mark.slow


def runs(replications: int, *overrides: str) -> Comparison:
    return compared("phase_aware_crm", ("base",), (*SHORT, *overrides), replications)


def sold_of_the_successor(tables: Tables) -> float:
    """Units in the two years from the launch of the second generation."""
    rows = tables["firm"].query("firm == 'maker'")
    return float(rows[rows.period >= LAUNCH].units.sum())


def gain(n: int, *overrides: str) -> pd.Series:
    sensing, blind = (
        by_replication(runs(n, *more, *overrides), "base", sold_of_the_successor) for more in ((), (NONE,))
    )
    return sensing - blind


def test_who_has_sensed_what_is_wanted_sells_more_of_the_successor():
    assert surely(gain) > 0


def test_off_sensing_sells_nothing_more():
    assert (gain(EXACT, OFF) == 0.0).all()
