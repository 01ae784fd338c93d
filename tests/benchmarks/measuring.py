"""How figures are taken: in interleaved pairs, so that what else the machine does hits both sides alike."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from sim.model import MarketModel
from sim.scenario.scenario import Scenario, load

BENCH_MARKET = Path(__file__).with_name("bench_market.yaml")
Clock = Callable[[], float]
WALL: Clock = time.perf_counter
PROCESSOR: Clock = time.process_time
"""Processor time of this process: other programs hardly move it, so single-threaded work is timed by it."""


class Figure(NamedTuple):
    """One line of the table."""

    name: str
    values: list[float]
    unit: str = ""
    target: float | None = None
    at_most: bool = False
    note: str = ""

    @property
    def middle(self) -> float:
        """The figure itself: the median of what was measured."""
        return median(self.values)

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.target is None:
            return None
        return self.middle <= self.target if self.at_most else self.middle >= self.target

    def row(self) -> tuple[str, str, str, str]:
        """Name, measured, target and verdict as texts."""
        low, high = min(self.values), max(self.values)
        spread = f" [{low:.4g} .. {high:.4g}]" if len(self.values) > 1 else ""
        sign = "<=" if self.at_most else ">="
        target = "" if self.target is None else f"{sign} {self.target:g}"
        verdict = {True: "yes", False: "NO", None: "reported"}[self.met]
        return self.name, f"{self.middle:.4g}{self.unit}{spread} {self.note}".rstrip(), target, verdict


def bench_market(customers: int | None = None) -> Scenario:
    """The bench market, with another number of customers if so wanted."""
    return load(BENCH_MARKET, *([] if customers is None else [f"customers={customers}"]))


def warm(model: MarketModel, periods: int = 2) -> MarketModel:
    """A model some periods into its run, with all kernels compiled."""
    for _ in range(periods):
        model.step()
    return model


def timed(work: Callable[[], object], clock: Clock = PROCESSOR, repeats: int = 1) -> float:
    """Seconds that some work takes, each time."""
    begun = clock()
    for _ in range(repeats):
        work()
    return (clock() - begun) / repeats


def in_fresh_process(code: str, *arguments: str, environment: dict[str, str] | None = None) -> str:
    """What a fresh Python prints.

    Raises
    ------
    RuntimeError
        If it fails.
    """
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, **(environment or {})},
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip()[-2000:])
    return done.stdout


def processor_time_of_children() -> float:
    """Processor time of all finished child processes so far, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
