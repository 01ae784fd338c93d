"""The path is the name: a mechanism is the same file name everywhere."""

from pathlib import Path

import pytest

from sim.mechanisms.base import Mechanism
from sim.scenario.mechanisms import Mechanisms

EACH = dict(Mechanisms().each())


def file_of(folder: str, path: str) -> str:
    group, name = path.split("/")
    return f"tests/{folder}/{group}/test_{name}.py"


@pytest.mark.parametrize("path", EACH)
def test_a_mechanism_lives_where_its_key_says(path: str):
    assert type(EACH[path]).__module__ == "sim.mechanisms." + path.replace("/", ".")


@pytest.mark.parametrize("path", EACH)
@pytest.mark.parametrize("folder", ["sim/mechanisms", "claims"])
def test_a_mechanism_has_its_tests_under_its_own_path(folder: str, path: str, repository: Path):
    assert (repository / file_of(folder, path)).is_file()


def test_every_mechanism_in_the_folder_can_be_named_in_a_scenario(repository: Path):
    files = {
        f"{file.parent.name}/{file.stem}"
        for file in (repository / "sim" / "mechanisms").glob("*/*.py")
        if file.stem != "__init__" and f"({Mechanism.__name__})" in file.read_text(encoding="utf-8")
    }
    assert files == set(EACH)


@pytest.mark.parametrize("path", EACH)
def test_a_mechanism_tells_its_source(path: str, repository: Path):
    text = (repository / "sim" / "mechanisms" / f"{path}.py").read_text(encoding="utf-8")
    assert "\nSource: " in text
