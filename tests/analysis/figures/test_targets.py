"""The chart of targets: where each is met, and how each arm stands to it."""

from dataclasses import replace

import pytest

from analysis.figures.targets import targets
from analysis.measures.targets import check_targets
from sim.scenario.targets import Target

WANTED = {
    "profit_cents": Target(change=0.1),
    "share_end": Target(difference=0.05),
    "satisfaction_end": Target(at_least=78.0),
    "cost_of_sales": Target(at_most=0.001),
}


def wanting(comparison, **wanted):
    return replace(
        comparison, scenario=type(comparison.scenario)(**{**vars(comparison.scenario), "targets": wanted})
    )


def test_each_target_has_a_panel_with_its_line_and_the_side_on_which_it_is_met(comparison):
    figure = targets(wanting(comparison, **WANTED))
    lines = [shape for shape in figure.layout.shapes if shape.type == "line"]
    areas = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert [line.x0 for line in lines] == pytest.approx([10.0, 5.0, 78.0, 0.1])
    assert [area.x1 > area.x0 for area in areas] == [True, True, True, False]


def test_every_arm_shows_its_outcome_and_interval(comparison):
    wanted = wanting(comparison, satisfaction_end=Target(at_least=78.0))
    traces = targets(wanted).data
    for trace, result in zip(traces, check_targets(wanted), strict=True):
        assert trace.x[0] == pytest.approx(result.outcome)
        assert trace.x[0] + trace.error_x.array[0] == pytest.approx(result.high)
        assert trace.x[0] - trace.error_x.arrayminus[0] == pytest.approx(result.low)


def test_its_title_says_what_was_found_and_its_table_holds_the_numbers(comparison):
    meta = targets(wanting(comparison, **WANTED)).layout.meta
    assert meta["finding"].startswith("“early generation” meets")
    assert len(meta["table"]["rows"]) == 2 + 2 + 3 + 3


def test_a_single_run_without_intervals_can_be_drawn(one_arm):
    figure = targets(wanting(one_arm, **WANTED))
    assert len(figure.data) == 4
    assert all(trace.error_x.array is None for trace in figure.data)


def test_without_targets_there_is_no_chart(comparison):
    with pytest.raises(ValueError, match="no targets"):
        targets(comparison)
