import itertools

import numpy as np
import pandas as pd
import pytest

from analysis.games.regret import regrets


def runs(values):
    """`values` by arm and point: one figure per replication."""
    return pd.DataFrame(
        [
            {"arm": arm, "point": point, "replication": replication, "value": value}
            for (arm, point), figures in values.items()
            for replication, value in enumerate(figures)
        ]
    )


# Savage's table: in each environment the best act has no regret.
HAND_MADE = {
    ("bold", "boom"): [10_000, 12_000],
    ("bold", "bust"): [-4_000, -6_000],
    ("safe", "boom"): [4_000, 6_000],
    ("safe", "bust"): [2_000, 4_000],
    ("middle", "boom"): [7_000, 7_000],
    ("middle", "bust"): [0, -2_000],
}


def test_regret_of_a_hand_made_table():
    found = regrets(runs(HAND_MADE))
    assert found.arms == ("bold", "safe", "middle")
    assert found.points == ("boom", "bust")
    assert found.means.tolist() == [[11_000, 5_000, 7_000], [-5_000, 3_000, -1_000]]
    assert found.regret.tolist() == [[0, 6_000, 4_000], [8_000, 0, 4_000]]
    table = found.table().set_index("arm")
    assert table.max_regret.to_dict() == {"bold": 8_000, "safe": 6_000, "middle": 4_000}
    assert table.mean_regret.to_dict() == {"bold": 4_000, "safe": 3_000, "middle": 4_000}
    assert table.worst_point.to_dict() == {"bold": "bust", "safe": "boom", "middle": "boom"}
    assert table.index[table.minimax].tolist() == ["middle"]
    assert "“safe” is likelier the best on average" in found.finding()
    assert found.finding().startswith("“middle” is regretted least: at worst 40.0 cumulative profit short")


def test_where_less_is_better_the_least_is_best():
    found = regrets(runs(HAND_MADE), outcome="lost")
    assert found.regret.tolist() == [[6_000, 0, 2_000], [0, 8_000, 4_000]]


def test_p_best_is_exact_for_few_replications_and_shares_ties():
    gain = np.array([3.0, -1.0, -1.0])
    found = regrets(runs({("a", 0): [0, 0, 0], ("b", 0): gain, ("c", 0): gain}))
    draws = [sum(draw) for draw in itertools.product(gain, repeat=3)]
    better, equal = np.mean([d > 0 for d in draws]), np.mean([d == 0 for d in draws])
    expected = [1 - better - equal + equal / 3, better / 2 + equal / 3, better / 2 + equal / 3]
    assert found.chances[0].tolist() == pytest.approx(expected)
    assert found.table().p_best.tolist() == pytest.approx(expected)
    assert found.table().p_best.sum() == pytest.approx(1)


def test_luck_that_all_arms_share_does_not_blur_which_is_best():
    luck = np.random.default_rng(1).normal(size=20) * 1e9
    found = regrets(runs({("a", 0): luck, ("b", 0): luck + 1.0}))
    assert found.chances[0].tolist() == pytest.approx([0, 1])


def test_an_arm_may_be_best_on_average_and_seldom_the_best_in_one_environment():
    values = {("steady", p): [5.0] * 4 for p in range(3)}
    values |= {("wild", p): [6.0] * 4 for p in range(2)} | {("wild", 2): [-90.0] * 4}
    table = regrets(runs(values)).table().set_index("arm")
    assert table.p_best.to_dict() == {"steady": pytest.approx(1), "wild": 0}
    assert table.p_best_by_point.to_dict() == pytest.approx({"steady": 1 / 3, "wild": 2 / 3})


def test_a_missing_run_takes_its_replication_from_all_arms_there():
    frame = runs(HAND_MADE)
    frame = frame[~((frame.arm == "safe") & (frame.point == "boom") & (frame.replication == 1))]
    found = regrets(frame)
    assert found.means[0].tolist() == [10_000, 4_000, 7_000]
    assert found.means[1].tolist() == [-5_000, 3_000, -1_000]
    assert found.notes()[0] == "1 of 12 runs are missing; only complete pairs are compared."
    assert any("no uncertainty" in note for note in found.notes())


def test_a_null_is_a_missing_run():
    frame = runs(HAND_MADE)
    frame["value"] = frame.value.astype("Float64")
    frame.loc[0, "value"] = pd.NA
    assert regrets(frame).means[0].tolist() == [12_000, 6_000, 7_000]


def test_an_environment_that_lacks_an_arm_is_left_out_of_the_verdict_and_told():
    frame = runs(HAND_MADE)
    frame = frame[~((frame.arm == "middle") & (frame.point == "bust"))]
    found = regrets(frame)
    table = found.table().set_index("arm")
    assert table.max_regret.to_dict() == {"bold": 0, "safe": 6_000, "middle": 4_000}
    assert found.regret[1].tolist()[:2] == [8_000, 0]
    assert np.isnan(found.regret[1, 2])
    assert "1 of 2 environments lack an arm and are left out of the verdict." in found.notes()
    assert len(found.by_point()) == 6


def test_without_any_whole_environment_nothing_is_claimed():
    found = regrets(runs({("a", 0): [1.0], ("b", 1): [1.0]}))
    assert found.finding() == "No environment has a run of every arm: nothing can be said"


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (runs(HAND_MADE).drop(columns="point"), "no column point"),
        (runs(HAND_MADE).iloc[:0], "no run"),
        (pd.concat([runs(HAND_MADE)] * 2), "twice"),
    ],
)
def test_a_table_that_cannot_be_judged_is_refused(frame, message):
    with pytest.raises(ValueError, match=message):
        regrets(frame)
