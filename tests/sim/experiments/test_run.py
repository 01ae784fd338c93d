"""What one run gives."""

import pandas as pd

from sim import load, simulate
from sim.experiments.run import simulate_some


def test_some_tables_of_a_run_are_the_same_bits_as_in_all_of_them():
    scenario = load("durable", "customers=200", "years=1")
    whole = simulate(scenario, 3, replication=2)
    part = simulate_some(scenario, 3, 2, ("firm", "switching", "value"))
    assert sorted(part.tables) == ["firm", "switching", "value"]
    assert (part.arm, part.seed, part.replication) == (whole.arm, whole.seed, whole.replication)
    for name, table in part.tables.items():
        pd.testing.assert_frame_equal(table, whole.tables[name], check_exact=True)
