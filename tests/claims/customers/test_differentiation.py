"""B13 on the scenario `entry_barrier`: loyal customers mind price less, and a rival must pay to break in."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from sim import Comparison
from tests.support import by_replication, compared, interval

NO_DULLING = "mechanisms.customers.differentiation.strength=0"
Tables = dict[str, pd.DataFrame]


@cache
def entries(*overrides: str) -> Comparison:
    """Entry against the loyal and against the cheap incumbent, in the same luck."""
    return compared("entry_barrier", ("loyal_base", "cheap_base"), overrides)


def survives(tables: Tables) -> float:
    """1 if the entrant is in the market at the end, else 0."""
    entrant = tables["firm"][tables["firm"].firm == "entrant"]
    return float(entrant.status.iloc[-1] == "active")


def breaks_even(tables: Tables) -> float:
    """Periods until cumulative profit is positive for good; the whole run if never, or if it fails."""
    entrant = tables["firm"][tables["firm"].firm == "entrant"]
    below = np.flatnonzero(entrant.profit_cents.cumsum().to_numpy() <= 0)
    return float(below[-1] + 1) if survives(tables) else float(len(entrant))


def more_against_the_loyal(measure, *overrides: str) -> pd.Series:
    """Measure against the loyal incumbent less that against the cheap one, by replication."""
    runs = entries(*overrides)
    return by_replication(runs, "loyal_base", measure) - by_replication(runs, "cheap_base", measure)


@pytest.mark.slow
def test_an_entrant_survives_less_often_against_a_loyal_base_than_against_a_cheap_one():
    assert interval(more_against_the_loyal(survives)).high < 0


@pytest.mark.slow
def test_an_entrant_breaks_even_later_against_a_loyal_base_than_against_a_cheap_one():
    assert interval(more_against_the_loyal(breaks_even)).low > 0


@pytest.mark.slow
def test_if_the_loyal_minded_price_like_all_others_they_would_be_no_wall():
    assert interval(more_against_the_loyal(survives, NO_DULLING)).high >= 0
    assert interval(more_against_the_loyal(breaks_even, NO_DULLING)).low <= 0


@pytest.mark.slow
def test_the_wall_is_the_work_of_dulled_price():
    """Difference of differences: with the mechanism less without it, in the same luck."""
    for measure, sign in ((survives, -1), (breaks_even, 1)):
        due = sign * (more_against_the_loyal(measure) - more_against_the_loyal(measure, NO_DULLING))
        assert interval(due).low > 0
