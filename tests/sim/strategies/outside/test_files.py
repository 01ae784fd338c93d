"""A Python file of somebody's own: run when it is named, and its mistakes told by line with a remedy."""

import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim import BadInput, load
from sim.experiments.identity import Digest
from sim.strategies.base import NO_OFFERS, FirmView
from sim.strategies.care import CareStrategy
from sim.strategies.kinds import built_in
from sim.strategies.outside.files import StrategyFile, read_strategies
from tests.sim.strategies.care.views import view_of
from tests.sim.strategies.outside.mine import FILE, PATH, USED, written

VIEW: FirmView = view_of(5, purchases=np.arange(5))
ARM = "{firms: {leader: {strategies: {care: {kind: regulars}}}}}"
NO_DECISION = FILE.replace("(CareStrategy)", "(Strategy)").replace("to_those\n", "to_those, Strategy\n")
VALIDATED = (
    FILE.replace("import Field", "import Field, field_validator")
    + """
    @field_validator("discount")
    @classmethod
    def _small(cls, value):
        return 1 / 0
"""
)


def told(path: str, *overrides: str) -> str:
    """The one line in which a file is refused."""
    with pytest.raises(BadInput) as caught:
        load("durable", *overrides, strategies=path)
    (problem,) = caught.value.problems
    return str(problem)


def test_a_file_adds_its_strategies_to_those_of_the_program(tmp_path: Path):
    care = load("durable", USED, strategies=written(tmp_path)).firms["leader"].strategies.care
    assert isinstance(care, CareStrategy)
    assert type(care) not in built_in(CareStrategy)
    assert care.model_dump() == {"kind": "regulars", "discount": 0.2, "purchases": (1, 2)}


def test_arms_and_changes_know_the_file_too(tmp_path: Path):
    market = tmp_path / "market.yaml"
    market.write_text(f"extends: durable\narms:\n  mine: {ARM}\n")
    arm = load(market, strategies=written(tmp_path)).arm("mine")
    assert arm.set(f"{PATH}.discount=0.3").firms["leader"].strategies.care.discount == 0.3


def test_a_scenario_alone_never_has_code_run(tmp_path: Path):
    ran = tmp_path / "ran"
    written(tmp_path, f"open({str(ran)!r}, 'w').close()\n{FILE}")
    with pytest.raises(BadInput, match=r"unknown kind 'regulars' .*name its file with --strategies"):
        load("durable", USED)
    assert not ran.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("{kind: regular}", "kind: unknown kind 'regular' - nearest is 'regulars'"),
        ("{kind: regulars, discunt: 1}", "unknown path - nearest is 'firms.leader.strategies.care.discount'"),
        ("{kind: regulars, discount: 2}", "discount: must be at most 1 (got 2) - write 1 or less"),
        ("{kind: regulars, purchases: 3}", "purchases: must be a list (got 3) - write [3]"),
    ],
)
def test_what_a_scenario_says_to_it_is_checked_as_for_any_other(tmp_path: Path, change: str, words: str):
    assert words in told(written(tmp_path), f"{PATH}={change}")


MISTAKES = [
    ("class Mine(:\n", 1, "strategies: is no Python (invalid syntax) - correct this line"),
    ("x = 1\nreturn x\n", 2, "strategies: is no Python ('return' outside function)"),
    ("x = 1\ny = 1 / 0\n", 2, "strategies: ZeroDivisionError: division by zero - correct this line"),
    ("import neighbour\n", 1, "ModuleNotFoundError: No module named 'neighbour'"),
    ("x = 1\n", 1, "defines no strategy with a kind - derive from the class of a decision"),
    (NO_DECISION, 12, "Regulars: is for no decision - derive from the class of a decision"),
    (FILE.replace('Literal["regulars"]', "str"), 12, "Regulars: has no kind that files can name"),
    (FILE.replace('"regulars"', '"My Own"'), 12, "Regulars: has no kind that files can name"),
    (FILE.replace("Share = Field", "Ellipsis = Field"), 12, "Error: "),
    (FILE.replace('"regulars"', '"poaching"'), 12, "kind 'poaching' is one of rivalry itself already"),
    (
        f"{FILE}\n\nclass Other(Regulars):\n    pass\n",
        25,
        "Other: kind 'regulars' is one of my_strategies.py",
    ),
]


@pytest.mark.parametrize(("text", "line", "words"), MISTAKES, ids=[words for *_, words in MISTAKES])
def test_a_mistake_is_told_by_file_and_line(tmp_path: Path, text: str, line: int, words: str):
    path = written(tmp_path, text)
    found = told(path)
    assert found.startswith(f"{path}:{line}:")
    assert words in found


def test_a_kind_of_two_files_is_refused_by_name(tmp_path: Path):
    paths = [written(tmp_path), written(tmp_path, FILE + "\n", "other.py")]
    with pytest.raises(
        BadInput, match=r"other.py:12:1: Regulars: kind 'regulars' is one of my_strategies.py"
    ):
        load("durable", strategies=paths)
    assert load("durable", USED, strategies=[paths[0], paths[0]])


@pytest.mark.parametrize("name", ["nowhere.py", "."])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str):
    assert ": strategies: " in told(str(tmp_path / name))


def test_what_goes_wrong_in_a_decision_is_told_by_line(tmp_path: Path):
    path = written(tmp_path, FILE.replace("self.purchases)", "self.nothing)"))
    care = load("durable", USED, strategies=path).firms["leader"].strategies.care
    assert care is not None
    with pytest.raises(BadInput, match=r"my_strategies.py:21:1: Regulars: AttributeError: .*'nothing'"):
        care.decide(VIEW)


def test_a_decision_without_offers_is_told(tmp_path: Path):
    path = written(tmp_path, FILE.replace("return Offers", "view = Offers"))
    care = load("durable", USED, strategies=path).firms["leader"].strategies.care
    assert care is not None
    with pytest.raises(BadInput, match=r"my_strategies.py:12:1: Regulars: decide gave NoneType, not Offers"):
        care.decide(VIEW)


def test_what_goes_wrong_while_a_scenario_is_checked_is_told_by_line(tmp_path: Path):
    path = written(tmp_path, VALIDATED)
    wrong = "strategies: ZeroDivisionError: division by zero - correct this line"
    assert told(path, USED) == f"{path}:27:1: {wrong}"


def test_a_scenario_takes_the_file_along_to_another_process(tmp_path: Path):
    folder = tmp_path / "gone"
    folder.mkdir()
    scenario = load("durable", USED, strategies=written(folder))
    (tmp_path / "scenario").write_bytes(pickle.dumps(scenario))
    (folder / "my_strategies.py").unlink()
    code = (
        "import pickle; from sim.experiments.identity import Digest;"
        f"scenario = pickle.loads(open({str(tmp_path / 'scenario')!r}, 'rb').read());"
        f"print(Digest(scenario.set('{PATH}.discount=0.3')).at({{}}))"
    )
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert there.strip() == Digest(scenario.set(f"{PATH}.discount=0.3")).at({})


def test_in_one_process_it_stays_the_same_class(tmp_path: Path):
    scenario = load("durable", USED, strategies=written(tmp_path))
    again = pickle.loads(pickle.dumps(scenario))
    care = scenario.firms["leader"].strategies.care
    assert care == again.firms["leader"].strategies.care
    assert again.firms == scenario.firms


def test_a_changed_file_is_other_code_beside_the_first(tmp_path: Path):
    scenarios = [
        load("durable", USED, strategies=written(tmp_path, text))
        for text in (FILE, FILE.replace("personal=to_those(chosen, self.discount)", ""))
    ]
    first, second = (each.firms["leader"].strategies.care for each in scenarios)
    assert first is not None
    assert second is not None
    assert first.decide(VIEW).personal is not None
    assert second.decide(VIEW).personal is None
    assert Digest(scenarios[0]).at({}) != Digest(scenarios[1]).at({})


def test_runs_without_it_are_the_same_whether_the_file_is_named_or_not(tmp_path: Path):
    plain, named = load("durable"), load("durable", strategies=written(tmp_path))
    assert Digest(plain).at({}) == Digest(named).at({})
    assert Digest(named).at({PATH: {"kind": "regulars"}}) == Digest(
        named.set(f"{PATH}={{kind: regulars}}")
    ).at({})


def test_hash_and_line_are_those_of_the_text(tmp_path: Path):
    file = read_strategies(written(tmp_path))
    (regulars,) = file.strategies()
    assert file.line_of(regulars) == 12
    assert len(file.sha256) == 64
    assert replace(file, path="elsewhere/my_strategies.py").sha256 == file.sha256
    assert StrategyFile("a.py", FILE + " ").sha256 != file.sha256
    assert regulars().decide(VIEW) is not NO_OFFERS
