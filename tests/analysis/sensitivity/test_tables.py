"""Results as text: an estimate and its limits in one cell, finding first, notes last."""

import numpy as np
import pandas as pd

from analysis.measures.summary import BY_COLUMN
from analysis.sensitivity import analyse_tornado, as_text
from analysis.sensitivity.tables import in_words, interval_words
from analysis.statistics.intervals import NO_REPLICATION, Interval
from analysis.style import percent
from sim.experiments.designs import OneAtATime

DESIGN = OneAtATime.model_validate({"over": {"firms.acme.products.first.price": {"from": 200, "to": 400}}})


def test_limits_stand_in_the_cell_of_their_estimate():
    table = pd.DataFrame(
        {
            "factor": ["a", "b"],
            "total": [0.5, 0.1],
            "total_95_low": [0.4, np.nan],
            "total_95_high": [0.6, np.nan],
        }
    )
    assert in_words(table, {"total": percent}) == (
        ["factor", "total"],
        [["a", "50% (40% to 60%)"], ["b", "10%"]],
    )


def test_an_unknown_change_says_why(measure):
    measured = measure(DESIGN, lambda _: 0.0)
    assert interval_words(Interval(None, None, None, 0, NO_REPLICATION), measured) == (
        "unknown (no replication has a value)"
    )


def test_a_result_reads_well_on_a_terminal(measure):
    kpi = BY_COLUMN["profit_cents"]
    measured = measure(
        DESIGN, lambda p: 1e8 + 1e5 * p.get("firms.acme.products.first.price", 300), 3, 1e4, kpi
    )
    lines = as_text(analyse_tornado(measured)).splitlines()
    assert lines[0].startswith("Acme first price moves cumulative profit most: +200k (95% CI +200k to +20")
    assert " ".join(lines[2].split()) == (
        "factor low end high end change at low end change at high end end to end"
    )
    assert lines[3].startswith("firms.acme.products.first.price  200      400       −100k (−100k to −99.7k)")
    assert lines[-1].startswith(
        "Changes are counted from 1.30m: one factor at a time, all else as in the file."
    )


def test_numbers_for_machines_keep_their_unit(measure):
    table = analyse_tornado(
        measure(DESIGN, lambda p: p.get("firms.acme.products.first.price", 300) * 100.0, 3)
    ).table()
    assert table.end_to_end.tolist() == [20_000.0]
    assert list(table.columns[-1:]) == ["unit"]
