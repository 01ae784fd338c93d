"""Figures of sweeps: the speed they leave of a bare loop's, what a task costs, and how soon they go on."""

import os
import pickle
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing
from multiprocessing import active_children
from pathlib import Path
from statistics import median
from typing import Final

import pandas as pd

from analysis.engine import load_engine
from analysis.measures.outcomes import measure
from sim.experiments.designs import vary
from sim.experiments.executors.workers import Workers
from sim.experiments.identity import model_version
from sim.experiments.plan import Wanted, read_plan
from sim.experiments.run import simulate
from sim.experiments.runner import run_all
from sim.experiments.store import RunRecord, Store
from sim.experiments.study import Shard, Study
from sim.experiments.sweep import Sweep
from sim.scenario.scenario import load
from tests.benchmarks.measuring import PROCESSOR, WALL, Figure, in_fresh_process, processor_time_of_children

BLOCK: Final = 100
"""Runs by a sweep between two turns of the bare loop."""
CORES: Final = 2


def study_of(replications: int) -> Study:
    """Ten cells of the flagship, 2,000 customers over 120 months."""
    wanted = Wanted(
        changes=("customers=2000", "years=10"),
        design=vary("firms.incumbent.brand=0.7:1.5:5"),
        arms=("no_rescue", "early_generation"),
        replications=replications,
    )
    return Study(read_plan("smartphone_succession", wanted), "benchmark")


def bare_loop() -> None:
    """Simulate as many runs as each line "FIRST COUNT" says, and nothing else; prints both seconds."""
    study = study_of(1)
    cells = [arm.set(**point) for point in study.points for arm in study.arms.values()]
    simulate(cells[0])
    print("ready", flush=True)
    for line in sys.stdin:
        first, count = map(int, line.split())
        wall, processor = WALL(), PROCESSOR()
        for run in range(first, first + count):
            simulate(cells[run % len(cells)], run)
        print(WALL() - wall, PROCESSOR() - processor, flush=True)


class BareLoop:
    """A plain process that runs `bare_loop`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from tests.benchmarks.sweeps import bare_loop; bare_loop()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._said()

    def begin(self, first: int, count: int) -> None:
        """Have it do some runs."""
        print(first, count, file=self._process.stdin, flush=True)

    def end(self) -> tuple[float, float]:
        """Seconds on the wall and of the processor that they took."""
        wall, processor = map(float, self._said().split())
        return wall, processor

    def _said(self) -> str:
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise RuntimeError("the bare loop broke off")
        return line

    def __enter__(self) -> "BareLoop":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()


def sweep_speed(runs: int = 200) -> list[Figure]:
    """Runs per second of a sweep with two workers and a store over those of two bare loops.

    Blocks of runs by the sweep take turns with as many by two plain processes at the same time, so that
    whatever else the machine does, and whatever two busy cores take from each other, hits both alike.
    After each, one bare loop has the machine to itself; twice its speed is the other yardstick.
    """
    blocks = runs // BLOCK
    study = study_of(runs // 10)
    measured = []
    with ExitStack() as opened:
        folder = opened.enter_context(tempfile.TemporaryDirectory())
        store = opened.enter_context(
            Store.create_or_open(Path(folder) / "store", study.record(), study.model)
        )
        loops = [opened.enter_context(BareLoop()) for _ in range(CORES)]
        station = opened.enter_context(Workers(CORES, prepare=load_engine))
        station.wait_until_ready()
        for block in range(1, blocks + 1):
            sweep = _swept(Sweep(study, store, measure, Shard(block, blocks)), station)
            measured.append((sweep, _looped(loops, block * BLOCK), _looped(loops[:1], block * BLOCK)))
    return _speed_figures(measured, runs)


Rate = tuple[float, float]
"""Runs per second, and processor seconds per run."""


def _swept(sweep: Sweep, station: Workers) -> Rate:
    used, begun = _processor_time(), WALL()
    sweep.run(station, lambda: False, lambda _: None)
    return BLOCK / (WALL() - begun), (_processor_time() - used) / BLOCK


def _looped(loops: list[BareLoop], first: int) -> Rate:
    each = BLOCK // CORES
    for number, loop in enumerate(loops):
        loop.begin(first + number * each, each)
    ends = [loop.end() for loop in loops]
    return sum(each / wall for wall, _ in ends), sum(used for _, used in ends) / (each * len(loops))


def _processor_time() -> float:
    """Processor time of this process and its workers, in seconds."""
    ticks = 0
    for worker in active_children():
        fields = Path(f"/proc/{worker.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return PROCESSOR() + ticks / os.sysconf("SC_CLK_TCK")


def _speed_figures(measured: list[tuple[Rate, Rate, Rate]], runs: int) -> list[Figure]:
    middle = [median(rates[side][0] for rates in measured) for side in range(3)]
    return [
        Figure(
            f"sweep of {runs} runs, 2 workers / 2 bare loops at once",
            [100 * sweep[0] / pair[0] for sweep, pair, _ in measured],
            "%",
            85,
            note=f"({middle[0]:.2f} against {middle[1]:.2f} runs a second)",
        ),
        Figure(
            f"sweep of {runs} runs, 2 workers / 2 x one bare loop alone",
            [100 * sweep[0] / (CORES * alone[0]) for sweep, _, alone in measured],
            "%",
            85,
            note=f"({middle[0]:.2f} against 2 x {middle[2]:.2f} runs a second)",
        ),
        Figure(
            "processor time of a run, bare loop / sweep",
            [100 * pair[1] / sweep[1] for sweep, pair, _ in measured],
            "%",
            85,
            note=f"({median(sweep[1] for sweep, _, _ in measured):.3f} s in the sweep)",
        ),
    ]


def nothing(_argument: bytes) -> None:
    """A task that does nothing."""


def task_overhead(tasks: int = 2_000) -> list[Figure]:
    """Seconds of a task that does nothing but travels with a scenario, at two workers."""
    packed = zlib.compress(pickle.dumps(load("smartphone_succession"), protocol=5))
    spent = []
    with Workers(CORES) as station:
        station.wait_until_ready()
        for _ in range(5):
            begun = WALL()
            with closing(run_all(nothing, _jobs(packed, tasks), station, stop=lambda: False)) as ends:
                done = sum(not ended.failure for ended in ends)
            spent.append(1e3 * (WALL() - begun) / done)
    return [Figure("overhead of a task, 2 workers", spent, " ms", 2, at_most=True)]


def _jobs(packed: bytes, tasks: int) -> Iterator[tuple[int, tuple[bytes]]]:
    return ((number, (packed,)) for number in range(tasks))


PLAN: Final = """
scenario: smartphone_succession
set: [customers=50, years=1]
arms: [no_rescue, early_generation]
replications: 10
design:
  kind: latin_hypercube
  samples: 500
  seed: 1
  over:
    firms.incumbent.brand: {from: 0.7, to: 1.5}
    mechanisms.customers.brand_choice.price: {from: 1, to: 3}
"""
LEFT: Final = 4
"""Runs that are not finished."""
COMMAND: Final = """
import os, sys, time
import cli
from sim.experiments.executors.workers import Workers
if sys.argv[1] == "submit":
    def submit(*_):
        os._exit(0)
    Workers.submit = submit
sys.argv = ["rivalry", "sweep", "run", *sys.argv[2:]]
cli.main()
"""


def resuming() -> list[Figure]:
    """Seconds from the start of a command to its first task, with 10,000 runs finished."""
    with tempfile.TemporaryDirectory() as name:
        plan, folder = Path(name) / "bench.yaml", Path(name) / "store"
        plan.write_text(PLAN, encoding="utf-8")
        parts = _fill(plan, folder)
        command = (str(plan), "--out", str(folder), "--jobs", str(CORES), "--progress", "none")
        used = processor_time_of_children()
        spent = [_seconds(COMMAND, "submit", *command) for _ in range(3)]
        used = (processor_time_of_children() - used) / len(spent)
        whole = _seconds(COMMAND, "run", *command)
    note = f"({used:.1f} s of the processor; {parts} parts; {whole:.1f} s to the commit of the last {LEFT})"
    return [Figure("10,000 runs finished: resumed after", spent, " s", 5, at_most=True, note=note)]


def _seconds(*call: str) -> float:
    begun = time.perf_counter()
    in_fresh_process(*call)
    return time.perf_counter() - begun


def _fill(plan: Path, folder: Path) -> int:
    """Leave a store as a sweep does, a part for every 20 runs, with the outcome of one run in all places."""
    study = Study(read_plan(str(plan)), model_version())
    outcome = measure(simulate(next(iter(study.arms.values()))))
    runs = list(study.runs())[:-LEFT]
    with Store.create_or_open(folder, study.record(), study.model) as store:
        for place in range(0, len(runs), 20):
            for run in runs[place : place + 20]:
                store.add(RunRecord(run.identity, {"outcome": _shifted(outcome, run.number)}))
            store.commit()
    return -(-len(runs) // 20)


def _shifted(outcome: pd.DataFrame, number: int) -> pd.DataFrame:
    return outcome.assign(profit_cents=outcome["profit_cents"] + number)
