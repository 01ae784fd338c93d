"""The scenarios that come with the program."""

from pathlib import Path
from typing import NamedTuple

from sim.scenario import LIBRARY, load


class Entry(NamedTuple):
    """One scenario of the library: the name that commands take, its title, catalogue rows and arms."""

    name: str
    title: str
    rows: tuple[str, ...]
    arms: tuple[str, ...]


def library(folder: Path = LIBRARY) -> list[Entry]:
    """Every scenario of the library, by name.

    Raises
    ------
    BadInput
        If one of the files has a mistake.
    """
    return [_entry(path) for path in sorted(folder.glob("*.yaml"))]


def _entry(path: Path) -> Entry:
    scenario = load(path)
    return Entry(path.stem, scenario.title, scenario.rows, tuple(scenario.arms))
