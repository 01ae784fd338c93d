"""Strategies of an installed package, which names their module as an entry point."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim import BadInput, load
from sim.strategies.outside.installed import GROUP, InstalledStrategies, installed
from tests.sim.strategies.outside.mine import FILE, PATH, USED


def install(folder: Path, text: str = FILE, module: str = "rivalry_regulars") -> None:
    """A package as an installer leaves it."""
    (folder / "rivalry_regulars.py").write_text(text, encoding="utf-8")
    about = folder / "rivalry_regulars-1.0.dist-info"
    about.mkdir()
    facts = "Metadata-Version: 2.1\nName: rivalry-regulars\nVersion: 1.0\n"
    (about / "METADATA").write_text(facts, encoding="utf-8")
    (about / "entry_points.txt").write_text(f"[{GROUP}]\nregulars = {module}\n", encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that packages are found in for the length of a test."""
    monkeypatch.syspath_prepend(tmp_path)
    installed.cache_clear()
    yield tmp_path
    installed.cache_clear()
    sys.modules.pop("rivalry_regulars", None)


def test_what_a_package_brings_along_can_be_chosen(site: Path):
    install(site)
    scenario = load("durable", USED)
    (source,) = installed()
    assert scenario.code_from_outside() == {PATH: source.sha256}
    assert scenario.known_strategies.records([USED, "regulars"])[0]["file"] == "rivalry_regulars"


def test_a_kind_of_a_package_that_is_taken_is_refused_at_its_class(site: Path):
    install(site, FILE.replace('"regulars"', '"poaching"'))
    with pytest.raises(BadInput, match=r"rivalry_regulars.py:12:1: Regulars: kind 'poaching' is one"):
        load("durable")


def test_a_package_whose_module_is_missing_is_named(site: Path):
    install(site, module="rivalry_nowhere")
    with pytest.raises(BadInput, match=r"^rivalry_nowhere:1:1: .*cannot be imported .* - repair or remove"):
        load("durable")


def test_another_version_on_another_machine_is_refused(site: Path):
    install(site)
    with pytest.raises(BadInput, match=r"installed as another file .* - install the same version"):
        InstalledStrategies("rivalry_regulars", "0" * 64).strategies()
