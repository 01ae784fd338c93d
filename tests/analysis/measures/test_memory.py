"""What is asked of the same comparison again is not computed again."""

import gc
from dataclasses import replace

from analysis.measures.memory import once_per_comparison
from analysis.measures.summary import kpis


def test_a_comparison_is_asked_once_and_another_anew(comparison):
    asked = []

    @once_per_comparison
    def count(about):
        asked.append(about.arms)
        return len(asked)

    other = replace(comparison, failures=1)
    assert [count(comparison), count(comparison), count(other), count(comparison)] == [1, 1, 2, 1]


def test_nothing_is_kept_of_a_comparison_that_is_gone(comparison):
    @once_per_comparison
    def count(about):
        return next(calls)

    calls = iter(range(1000))
    seen = []
    for _ in range(3):
        short = replace(comparison, failures=2)
        seen.append(count(short))
        del short
        gc.collect()
    assert seen == [0, 1, 2]


def test_changing_a_table_of_key_figures_does_not_change_the_next(comparison):
    first = kpis(comparison)
    first.loc[:, "units"] = -1
    assert (kpis(comparison).units >= 0).all()
