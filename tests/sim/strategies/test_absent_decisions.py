"""A decision that is left out is absent: nothing stands for it, and an arm takes it out with `null`."""

from pathlib import Path

import pytest

from sim import load
from sim.files import BadInput
from sim.scenario.parts import Strategies

FILE = """\
extends: durable
firms:
  leader:
    strategies:
      care: {kind: blanket_discount, discount: 0.1}
      budgets: {kind: fixed, advertising: 10_000}
  challenger:
    orientation: relationship
    strategies:
      care: {kind: intensive_care}
arms:
  as_it_is: null
  careless:
    firms:
      leader: {strategies: {care: null, budgets: null, tiers: null}}
      challenger: {strategies: {care: null, recovery: null}}
"""


def file(folder: Path, text: str = FILE) -> str:
    path = folder / "market.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_what_a_file_leaves_out_is_not_decided():
    leader = load("durable").firms["leader"].strategies
    decided = {name for name in Strategies.model_fields if getattr(leader, name) is not None}
    assert decided == {"budgets"}
    assert list(leader.taken()) == [leader.budgets]


def test_an_arm_switches_off_what_its_base_has(tmp_path: Path):
    market = load(file(tmp_path))
    base, careless = (market.arm(name).firms["leader"].strategies for name in ("as_it_is", "careless"))
    assert base.care is not None
    assert base.budgets is not None
    assert (careless.care, careless.budgets, careless.tiers) == (None, None, None)


def test_an_arm_switches_off_what_comes_with_an_orientation_too(tmp_path: Path):
    market = load(file(tmp_path))
    base, careless = (market.arm(name).firms["challenger"].strategies for name in ("as_it_is", "careless"))
    assert base.care is not None
    assert base.recovery is not None
    assert (careless.care, careless.recovery) == (None, None)
    assert careless.personalisation == base.personalisation


def test_what_was_switched_off_can_be_chosen_anew(tmp_path: Path):
    off = load(file(tmp_path)).arm("careless")
    on = off.set("firms.leader.strategies.care={kind: poaching}")
    assert on.firms["leader"].strategies.care is not None


@pytest.mark.parametrize(
    ("decision", "word"),
    [("care", "none"), ("tiers", "none"), ("trade", "usual"), ("personalisation", "mass")],
)
def test_words_for_nothing_in_an_older_file_are_refused_with_a_remedy(
    tmp_path: Path, decision: str, word: str
):
    text = FILE.replace("care: {kind: blanket_discount, discount: 0.1}", f"{decision}: {{kind: {word}}}")
    path = file(tmp_path, text)
    with pytest.raises(BadInput) as told:
        load(path)
    line, column = 5, 6 + len(f"{decision}: {{kind: ") + 1
    assert str(told.value) == (
        f"{path}:{line}:{column}: firms.leader.strategies.{decision}.kind: '{word}' is no strategy "
        f"- leave {decision} out; in an arm, write {decision}: null"
    )


def test_words_for_nothing_in_an_arm_are_refused_where_they_stand(tmp_path: Path):
    path = file(tmp_path, FILE.replace("recovery: null", "recovery: {kind: none}"))
    with pytest.raises(BadInput, match=f"^{path}:16:62: arms.careless.*write recovery: null$"):
        load(path)
