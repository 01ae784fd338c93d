"""What all tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.runs import forget_old_versions

# The first call of a kernel compiles it, which no deadline survives. Every run draws the same examples.
settings.register_profile("rivalry", deadline=None, derandomize=True, database=None)
settings.load_profile("rivalry")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Make room for what is found in runs; workers leave that to the process that started them."""
    if not hasattr(session.config, "workerinput"):
        forget_old_versions()


@pytest.fixture(scope="session")
def repository() -> Path:
    """Root of the source tree."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def scenarios(repository: Path) -> Path:
    """Folder of the scenario files."""
    return repository / "scenarios"


@pytest.fixture(autouse=True, scope="module")
def _forget_runs(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let go of what a file read of runs for its own tests, lest that fill the memory."""
    yield
    for kept in vars(request.module).values():
        if hasattr(kept, "cache_clear"):
            kept.cache_clear()
