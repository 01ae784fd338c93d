"""A folder in memory, where there is one: these tests ask for the disk thousands of times."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sim.experiments.store import small_sweep

MEMORY = Path("/dev/shm")


@pytest.fixture
def work() -> Iterator[Path]:
    """An empty folder."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture
def swept(work: Path) -> Path:
    """A store with all runs of the small sweep."""
    small_sweep.run(work / "swept")
    return work / "swept"
