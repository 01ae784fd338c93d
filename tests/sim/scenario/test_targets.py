"""Targets in scenario files: one thing said about a known key figure, or an error that helps."""

import json
import re
from pathlib import Path

import pytest

from sim import load
from sim.files import BadInput
from sim.scenario.scenario import Scenario
from sim.scenario.targets import METRICS, Target

FILE = """
extends: durable
targets:
  satisfaction_end: {change: 0.12}
  cost_of_sales: {change: -0.05}
  share_end: {difference: 0.05}
  profit_cents: {at_least: 100_000}
  lost: {at_most: 900}
"""


def read(tmp_path, text):
    path = tmp_path / "wanted.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_a_file_sets_targets_in_four_ways(tmp_path):
    targets = read(tmp_path, FILE).targets
    assert {metric: (target.way, target.value) for metric, target in targets.items()} == {
        "satisfaction_end": ("change", 0.12),
        "cost_of_sales": ("change", -0.05),
        "share_end": ("difference", 0.05),
        "profit_cents": ("at_least", 100_000.0),
        "lost": ("at_most", 900.0),
    }


@pytest.mark.parametrize(
    ("way", "value", "wants_more"),
    [
        ("change", 0.1, True),
        ("change", -0.1, False),
        ("difference", 2.0, True),
        ("difference", -2.0, False),
        ("at_least", -5.0, True),
        ("at_most", 5.0, False),
    ],
)
def test_the_sign_or_the_word_says_on_which_side_it_is_met(way, value, wants_more):
    assert Target(**{way: value}).wants_more is wants_more


def test_the_plan_for_channels_in_the_readme_can_be_read(tmp_path):
    readme = (Path(__file__).resolve().parents[3] / "README.md").read_text(encoding="utf-8")
    (plan,) = re.findall(r"```yaml\n(targets:.+?)```", readme, re.DOTALL)
    targets = read(tmp_path, f"extends: durable\n{plan}").targets
    assert targets["channel_cost_share"] == Target(change=-0.05)
    assert {"face_to_face_contacts", "cost_per_contact_cents", "satisfaction_end"} <= set(targets)


def test_a_file_without_targets_has_none():
    assert load("durable").targets == {}


def test_every_arm_keeps_the_targets_of_the_file(tmp_path):
    scenario = read(tmp_path, FILE + "arms: {same: , cheap: {firms: {}}}\n")
    assert scenario.arm("cheap").targets == scenario.targets


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ("{share_ende: {at_least: 0.3}}", "3:3: targets.share_ende: is not one of the choices"),
        ("{share_end: {at_leest: 0.3}}", "targets.share_end.at_leest: unknown key - nearest is 'at_least'"),
        ("{share_end: {at_least: 1, at_most: 2}}", "says at_least and at_most - give exactly one"),
        ("{share_end: {}}", "says nothing - give exactly one of change, difference, at_least, at_most"),
        ("{share_end: {change: 0}}", "targets.share_end.change: 0 does not say whether more or less"),
        ("{share_end: {change: -1}}", "targets.share_end.change: must be above -1"),
        ("{share_end: +5pp}", "targets.share_end: must be a mapping of keys (got +5pp)"),
        ("{share_end: {at_least: .nan}}", "targets.share_end.at_least"),
    ],
)
def test_a_wrong_target_is_told_with_its_place_and_a_remedy(tmp_path, wrong, problem):
    with pytest.raises(BadInput) as refused:
        read(tmp_path, f"extends: durable\ntargets:\n  {wrong[1:-1]}\n")
    assert problem in str(refused.value)
    assert " - " in str(refused.value)


def test_a_target_can_be_set_from_the_command_line_and_is_shown_with_its_origin():
    scenario = load("durable", "targets.share_end.at_least=0.3")
    shown = {line.path: (line.value, line.origin) for line in scenario.explained()}
    assert shown["targets.share_end.at_least"] == (0.3, "--set")


def test_the_schema_names_the_key_figures():
    schema = Scenario.model_json_schema()
    assert schema["properties"]["targets"]["propertyNames"]["enum"] == list(METRICS)
    assert "change" in json.dumps(schema["$defs"]["Target"])
