"""What an analysis reads out of a sweep: the right figure of the right firm, arm and point."""

import pytest

from analysis.sensitivity.sweep import NothingThere, converging, of_arm, regretting, responses, swept
from sim.experiments.plan import Keep
from sim.experiments.store import Store
from sim.files import BadInput
from tests.analysis.small_store import filled, profit, study


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return filled(tmp_path_factory.mktemp("sweep") / "store", study())


def test_the_focus_firms_profit_is_read_unless_another_is_asked_for(store):
    found = swept(store, None)
    assert (found.focus, found.kpi.column, found.arms) == ("leader", "profit_cents", ("plain", "dear"))
    assert len(found.own) == 24
    rows = found.own.itertuples()
    assert all(row.value == profit("leader", (1, 2, 3)[row.point], row.arm, row.replication) for row in rows)
    other = swept(store, "challenger.units")
    assert (other.focus, other.kpi.column) == ("challenger", "units")
    assert swept(store, "units").focus == "leader"


def test_responses_are_means_over_replications_at_each_point(store):
    plain = responses(store, None, "plain", None)
    assert plain.means.tolist() == [1001.5, 2001.5, 3001.5]


def test_a_difference_is_of_the_same_points_in_the_same_luck(store):
    less = responses(store, None, "dear", "plain")
    assert less.means.tolist() == [0.0, 0.0, 500.0]
    assert "“dear” less “plain”" in less.name


def test_of_two_arms_the_other_is_set_against_the_one_named(store):
    assert responses(store, None, None, "plain").means.tolist() == [0.0, 0.0, 500.0]
    assert responses(store, None, None, "dear").means.tolist() == [0.0, 0.0, -500.0]
    assert (
        responses(store, None, None, None).means.tolist()
        == of_arm(swept(store, None), "plain").means.tolist()
    )


def test_failed_and_open_runs_are_left_out(tmp_path):
    of = study()
    folder = filled(tmp_path / "store", of, fails=(0,), leaves=(23,))
    assert len(swept(folder, None).own) == 22


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"of": "nobody.units"}, "--of:1:1: firm: unknown firm 'nobody'"),
        ({"of": "unts"}, "--of:1:1: key figure: unknown key figure 'unts' - nearest is 'units'"),
        ({"arm": "daer"}, "--arm:1:1: arm: unknown arm 'daer' - nearest is 'dear'"),
        ({"against": "x"}, "--against:1:1: arm: unknown arm 'x' - use one of: plain, dear"),
    ],
)
def test_an_unknown_name_is_told_as_of_the_option_that_said_it(store, asked, told):
    with pytest.raises(BadInput, match=told):
        responses(store, **{"of": None, "arm": None, "against": None, **asked})


def test_a_figure_that_was_not_kept_is_told(tmp_path):
    of = study()
    plan = of.plan.model_copy(update={"keep": Keep(outcomes=("profit_cents",))})
    kept = type(of)(type(of.read)(of.read.name, plan, of.read.arms), of.model)
    folder = filled(tmp_path / "store", kept)
    assert len(swept(folder, None).own) == 24
    with pytest.raises(NothingThere, match="did not keep units - keep it in a new sweep"):
        swept(folder, "units")


def test_a_sweep_of_which_nothing_is_finished_is_told(tmp_path):
    of = study()
    Store.create_or_open(tmp_path / "store", of.record(), of.model).close()
    with pytest.raises(NothingThere, match="no run has finished - run the sweep first"):
        swept(tmp_path / "store", None)


def test_convergence_and_regret_are_told_of_all_arms(store):
    assert "“plain”" in converging(store, None).text
    told = regretting(store, None)
    assert "“dear” is regretted least" in told.finding
    assert len(told.figures) == 2
