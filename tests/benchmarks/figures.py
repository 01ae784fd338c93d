"""The figures, each measured by one function."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from statistics import variance

import numpy as np

from sim.experiments.experiment import compare
from sim.experiments.run import simulate
from sim.model import MarketModel
from sim.scenario.scenario import find, load
from tests.benchmarks.compiling import IMPORTS
from tests.benchmarks.measuring import (
    BENCH_MARKET,
    WALL,
    Figure,
    bench_market,
    in_fresh_process,
    processor_time_of_children,
    timed,
    warm,
)
from tests.benchmarks.mesa_twin import MesaTwin
from tests.benchmarks.numpy_twin import NumpyTwin
from tests.benchmarks.roofline import stream

MILLION = 1_000_000
PAIRS = 7


def against_mesa() -> Figure:
    """Customer-steps per second of the engine over those of Mesa objects, both in one thread."""
    people, objects = bench_market().customers, 2_000
    engine, twin = warm(MarketModel(bench_market())), warm(MesaTwin(bench_market(objects)))
    pairs = [(timed(engine.step, repeats=3) / people, timed(twin.step) / objects) for _ in range(PAIRS)]
    return Figure(
        "one thread / Mesa objects", [slow / fast for fast, slow in pairs], "x", 150, note=_each(pairs)
    )


def against_numpy() -> Figure:
    """Customer-steps per second of the engine over those of vectorised NumPy, both in one thread."""
    people = bench_market().customers
    engine, twin = warm(MarketModel(bench_market())), warm(NumpyTwin(bench_market()))
    pairs = [(timed(engine.step, repeats=3) / people, timed(twin.step) / people) for _ in range(PAIRS)]
    return Figure(
        "one thread / vectorised NumPy", [slow / fast for fast, slow in pairs], "x", 3.5, note=_each(pairs)
    )


def _each(pairs: list[tuple[float, float]]) -> str:
    """Both sides of a ratio in nanoseconds per customer-step."""
    engine, other = (1e9 * float(np.median([pair[side] for pair in pairs])) for side in (0, 1))
    return f"({engine:.0f} against {other:.0f} ns a customer-step)"


def two_threads() -> Figure:
    """Speed of two threads over one, a million customers; the bits must not differ."""
    one, two = (warm(MarketModel(bench_market(MILLION), threads=threads)) for threads in (1, 2))
    pairs = [(timed(one.step, WALL), timed(two.step, WALL)) for _ in range(2 * PAIRS)]
    columns = zip(one.market.customers.columns, two.market.customers.columns, strict=True)
    same = all(np.array_equal(a, b) for a, b in columns)
    note = "same bits" if same else "BITS DIFFER"
    return Figure("two threads / one", [a / b if same else 0.0 for a, b in pairs], "x", 1.4, note=note)


def share_of_roofline() -> Figure:
    """Time of pure memory traffic over time of a period, a million customers, one thread."""
    model = warm(MarketModel(bench_market(MILLION)))
    columns = model.market.customers.columns
    stream(columns)
    pairs = [(timed(model.step), timed(lambda: stream(columns), repeats=3)) for _ in range(PAIRS)]
    return Figure(
        "share of the roofline",
        [100.0 * roof / step for step, roof in pairs],
        "%",
        35,
        note=_each([(a / MILLION, b / MILLION) for a, b in pairs]),
    )


RESIDENT = """
import sys
from sim.model import MarketModel
from sim.scenario.scenario import load
model = MarketModel(load(sys.argv[1], "customers=" + sys.argv[2]))
for _ in range(3):
    model.step()
for line in open("/proc/self/status"):
    if line.startswith("VmHWM"):
        print(int(line.split()[1]) * 1024)
"""


def bytes_per_customer() -> Figure:
    """Slope of peak resident memory over customers, everything included."""
    half = MILLION // 2
    slopes = []
    for _ in range(3):
        small, large = (
            int(in_fresh_process(RESIDENT, str(BENCH_MARKET), str(people))) for people in (half, MILLION)
        )
        slopes.append((large - small) / half)
    held = MarketModel(bench_market(1_000)).market.customers.bytes_each
    return Figure(
        "memory per customer", slopes, " bytes", 320, at_most=True, note=f"({held:.0f} of it in columns)"
    )


FIRST_PERIOD = """
import os
from sim.model import MarketModel
import sim.experiments.run
from sim.scenario.scenario import load
sim.experiments.run.simulate(load("durable"), progress=lambda done, of: os._exit(0))
"""
FIRST_PERIOD_OF_COMMAND = """
import os, sys, tempfile
import cli
from sim.model import MarketModel
step = MarketModel.step
def first(model):
    step(model)
    os._exit(0)
MarketModel.step = first
sys.argv = ["rivalry", "run", "durable", "--out", tempfile.mkdtemp() + "/out"]
cli.main()
"""


def warm_start() -> Figure:
    """Time of a fresh `rivalry run` to its first period over the time to import mesa and numba."""
    has_command = importlib.util.find_spec("cli") is not None
    code = FIRST_PERIOD_OF_COMMAND if has_command else FIRST_PERIOD
    in_fresh_process(code)

    def seconds(program: str) -> float:
        begun = processor_time_of_children()
        in_fresh_process(program)
        return processor_time_of_children() - begun

    pairs = [(seconds(code), seconds(IMPORTS)) for _ in range(2 * PAIRS)]
    ours = float(np.median([start for start, _ in pairs]))
    note = f"({ours:.2f} s" + (")" if has_command else ", without a command line)")
    return Figure(
        "warm start / importing mesa and numba", [a / b for a, b in pairs], "x", 1.6, at_most=True, note=note
    )


def common_luck(name: str = "smartphone_succession", replications: int = 30) -> Figure:
    """Variance of the difference in the focus firm's profit, independent seeds over common luck.

    One value an arm against the baseline: the more alike two arms are, the more luck they share.
    """
    scenario = load(name)
    result = compare(scenario, replications)
    firm = result.tables["firm"]
    profit = (
        firm[firm.firm == scenario.focus_firm]
        .groupby(["arm", "replication"])
        .profit_cents.sum()
        .unstack("arm")
    )
    baseline, *others = result.arms
    ratios = []
    for other in others:
        # A shift by one gives every run of an arm a partner with another seed.
        apart = profit[other].to_numpy() - np.roll(profit[baseline].to_numpy(), 1)
        together = profit[other] - profit[baseline]
        ratios.append(variance(apart.tolist()) / max(variance(together.tolist()), 1e-9))
    return Figure(
        "variance, independent seeds / common luck",
        ratios,
        "x",
        20,
        note=", ".join(f"{arm} {ratio:.1f}" for arm, ratio in zip(others, ratios, strict=True)),
    )


BIG = """
import resource, time
from sim.experiments.run import simulate
from sim.scenario.scenario import load
scenario = load("ten_million_customers", "years=1")
begun = time.perf_counter()
simulate(scenario, threads=2)
print(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2)
"""


def ten_million() -> list[Figure]:
    """Peak memory and time of a year with ten million customers."""
    seconds, gibibytes = map(float, in_fresh_process(BIG).split())
    return [
        Figure(
            "ten million customers, 12 months: memory", [gibibytes * 1.073741824], " GB", 12, at_most=True
        ),
        Figure(
            "ten million customers, 12 months: time", [seconds], " s", note="(births included, 2 threads)"
        ),
    ]


def default_run() -> Figure:
    """Time of the default run, kernels compiled before."""
    scenario = load("durable", "years=10")
    simulate(scenario)
    spent = [timed(lambda: simulate(scenario), WALL) for _ in range(5)]
    size = f"({scenario.customers} customers, {scenario.periods} months, {len(scenario.firms)} firms)"
    return Figure("default run, warm", spent, " s", 1.0, at_most=True, note=size)


def exists(name: str) -> bool:
    """Whether the library has a scenario of that name."""
    return Path(find(name)).exists()


FIGURES: dict[str, Callable[[], Figure]] = {
    "mesa": against_mesa,
    "numpy": against_numpy,
    "threads": two_threads,
    "roofline": share_of_roofline,
    "memory": bytes_per_customer,
    "start": warm_start,
    "luck": common_luck,
    "default": default_run,
}
