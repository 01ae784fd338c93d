"""Labels of rows: every combination once, in order, and nobody else's."""

from itertools import product

import pandas as pd

from sim import load, simulate
from sim.result.grid import grid, named, period_grid


def test_every_combination_has_a_row_and_the_last_label_runs_fastest():
    axes = {"year": range(2), "firm": ["a", "b", "c"], "kind": ("new", "kept")}
    table = pd.DataFrame(grid(axes))
    assert [*table.itertuples(index=False, name=None)] == [*product(*axes.values())]
    assert table.equals(pd.DataFrame([*product(*axes.values())], columns=[*axes])), (
        "stored as pandas would store them"
    )


def test_periods_come_first_and_end_at_their_time():
    table = pd.DataFrame(period_grid(2, 0.25, {"firm": ["a", "b"]}))
    assert table.to_dict("list") == {
        "period": [0, 0, 1, 1],
        "time_years": [0.25, 0.25, 0.5, 0.5],
        "firm": ["a", "b", "a", "b"],
    }


def test_names_go_by_their_number():
    assert [*named(["a", "b"], [1, 0, 1])] == ["b", "a", "b"]


def test_changing_the_tables_of_one_run_leaves_the_next_run_as_it_is():
    scenario = load("durable", "customers=600", "years=1")
    before = simulate(scenario, 1).tables
    spoilt = simulate(scenario, 1).tables
    for table in filter(len, spoilt.values()):
        for at, column in enumerate(table):
            table.iloc[0, at] = table[column].iloc[-1]
    after = simulate(scenario, 1).tables
    for name, table in before.items():
        pd.testing.assert_frame_equal(table, after[name])
        assert not len(table) or not table.equals(spoilt[name]), name
