"""What a study will take, measured on one run of it: time and disk."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from sim.experiments.progress import spoken_time
from sim.experiments.storage import write_tables
from sim.experiments.study import Study


class Estimate(NamedTuple):
    """What a study will take."""

    runs: int
    seconds_each: float
    slots: int
    bytes_each: int

    @property
    def seconds(self) -> float:
        """Time for all runs, in seconds."""
        return self.runs * self.seconds_each / self.slots

    @property
    def bytes(self) -> int:
        """Disk for all runs; runs that share a file take less."""
        return self.runs * self.bytes_each

    def __str__(self) -> str:
        """One line for people."""
        return (
            f"{self.runs:,} runs, about {spoken_time(self.seconds)} on {self.slots} "
            f"{'processor' if self.slots == 1 else 'processors'} ({self.seconds_each:.2g} s a run), "
            f"at most {spoken_size(self.bytes)} of disk"
        )


def estimate(study: Study, first_run: Callable[[], dict[str, pd.DataFrame]], slots: int) -> Estimate:
    """Measure a run, once it has been made ready by another, and multiply.

    Parameters
    ----------
    study
        What will be run.
    first_run
        Computes one run of it.
    slots
        Runs at the same time.
    """
    first_run()
    begun = time.perf_counter()
    tables = first_run()
    took = time.perf_counter() - begun
    with tempfile.TemporaryDirectory() as folder:
        size = sum(path.stat().st_size for path in write_tables(tables, Path(folder)))
    return Estimate(study.total, took, slots, size)


def spoken_size(size: int) -> str:
    """A size for people: `12 MB`."""
    for limit, unit in ((1e15, "PB"), (1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if size >= limit:
            return f"{size / limit:,.1f} {unit}"
    return f"{size} bytes"
