"""Measure speed and memory against the baselines and print one table (`make bench`).

Every figure is the median of interleaved pairs in this run, with the lowest and highest. Ratios of
single-threaded work are of processor time, all others of time on the wall.
"""

import argparse
import sys
import time
from collections.abc import Callable

from rich.console import Console
from rich.table import Table

from tests.benchmarks.channels import channels
from tests.benchmarks.compiling import compiling, python_between_kernels
from tests.benchmarks.figures import FIGURES, exists, ten_million
from tests.benchmarks.measuring import Figure
from tests.benchmarks.profiling import profile
from tests.benchmarks.relationships import relationships
from tests.benchmarks.reports import report
from tests.benchmarks.sweeps import resuming, sweep_speed, task_overhead

EXPERIMENTS: dict[str, Callable[..., list[Figure]]] = {
    "cold": compiling,
    "python": python_between_kernels,
    "sweep": sweep_speed,
    "task": task_overhead,
    "resume": resuming,
    "report": report,
    "relationships": relationships,
    "channels": channels,
}
"""Figures that come several at a time."""
NEEDS = dict.fromkeys(("luck", "sweep", "task", "resume", "report"), "smartphone_succession")
"""Scenario that a figure needs."""


def main() -> int:
    """Measure what was asked for; exit code 0 whatever comes out."""
    asked = _arguments()
    progress = Console(stderr=True)
    measured: list[Figure] = []
    for name in asked.figures or (*FIGURES, *EXPERIMENTS):
        if not exists(NEEDS.get(name, "durable")):
            progress.print(f"{name}: left out, there is no scenario {NEEDS[name]}")
            continue
        begun = time.perf_counter()
        measured += _measured(name, asked.big)
        progress.print(f"{name}: {time.perf_counter() - begun:.0f} s")
    if asked.big:
        measured += ten_million()
    _print_table(measured)
    if asked.profile:
        _print_profile()
    return 0


def _measured(name: str, big: bool) -> list[Figure]:
    if name == "sweep":
        return sweep_speed(1_000 if big else 200)
    return EXPERIMENTS[name]() if name in EXPERIMENTS else [FIGURES[name]()]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "figures",
        nargs="*",
        choices=[*FIGURES, *EXPERIMENTS, []],
        help="figures to measure; all if none is named",
    )
    parser.add_argument(
        "--big", action="store_true", help="sweep 1,000 runs, and run ten million customers too (12 GB)"
    )
    parser.add_argument("--profile", action="store_true", help="also show the time of each process by itself")
    return parser.parse_args()


def _print_table(measured: list[Figure]) -> None:
    table = Table("figure", "measured: median [lowest .. highest]", "target", "met")
    for figure in measured:
        table.add_row(*figure.row())
    Console(width=max(Console().width, 140)).print(table)


def _print_profile() -> None:
    table = Table("step", "ns a customer")
    for name, nanoseconds in profile().items():
        table.add_row(name, f"{nanoseconds:.1f}")
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
