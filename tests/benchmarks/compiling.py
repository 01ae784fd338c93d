"""What compiling costs, and what is left of Python between compiled loops."""

import tempfile
from statistics import median
from typing import Any

from sim.model import MarketModel
from sim.processes.customers import customers_live
from tests.benchmarks.measuring import (
    PROCESSOR,
    Figure,
    bench_market,
    in_fresh_process,
    processor_time_of_children,
    timed,
    warm,
)

PEOPLE, PERIODS = 2_000, 60
IMPORTS = "import mesa, numba"
EVERY_KERNEL = """
from sim.experiments.run import simulate
from sim.scenario.scenario import library, load
for entry in library():
    whole = load(entry.name)
    small = whole.set(f"customers={min(whole.customers, 100)}", f"years={3 / whole.periods_per_year}")
    simulate(small, events=entry.name == "durable")
    firm, channel = next(iter(small.firms)), next(iter(small.channels))
    if entry.name == "durable":
        simulate(small.set(f"firms.{firm}.channels.{channel}.capacity=1"))
"""
"""A few periods of every scenario of the library, one of them with a scarce channel."""


def compiling() -> list[Figure]:
    """Compiling every kernel into an empty cache, and what of it a second process has to do."""
    with tempfile.TemporaryDirectory() as folder:
        cold, again = (_processor_time(EVERY_KERNEL, folder) for _ in range(2))
        importing = median(_processor_time(IMPORTS, folder) for _ in range(5))
    spent = cold - again
    note = f"({spent:.1f} s of the processor; a first and a second process, the same cache)"
    return [
        Figure(
            "cold compile of all kernels / importing mesa and numba",
            [spent / importing],
            "x",
            20,
            at_most=True,
            note=note,
        )
    ]


def _processor_time(program: str, cache: str) -> float:
    begun = processor_time_of_children()
    in_fresh_process(program, environment={"RIVALRY_CACHE": cache})
    return processor_time_of_children() - begun


def python_between_kernels() -> list[Figure]:
    """Processor time of a period outside compiled loops, with four firms, and what each further firm adds."""
    four, eight = _outside(0), _outside(4)
    further = [(more - few) / 4 for few, more in zip(four, eight, strict=True)]
    return [
        Figure("Python per period, 4 firms, 2,000 customers", four, " ms", 0.5, at_most=True),
        Figure("Python per period, each further firm", further, " ms", 0.05, at_most=True),
    ]


def _outside(more: int) -> list[float]:
    """Milliseconds a period in Python, in each of five runs of the bench market with so many more firms."""
    return [_one(more) for _ in range(5)]


def _one(more: int) -> float:
    scenario = bench_market(PEOPLE)
    alder = scenario.firms["alder"].model_copy(update={"base": scenario.firms["alder"].base})
    firms = {**scenario.firms, **{f"alder_{k}": alder for k in range(more)}}
    model = warm(MarketModel(scenario.model_copy(update={"firms": firms})))
    inside = _Watched()
    with inside:
        whole = timed(lambda: warm(model, PERIODS), PROCESSOR)
    return 1e3 * (whole - inside.seconds) / PERIODS


class _Watched:
    """Times the kernels of the customers' part while it is open."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._plain = {name: getattr(customers_live, name) for name in ("prepare_rows", "finish_rows")}

    def __enter__(self) -> None:
        for name, kernel in self._plain.items():
            setattr(customers_live, name, self._timing(kernel))

    def __exit__(self, *_: object) -> None:
        for name, kernel in self._plain.items():
            setattr(customers_live, name, kernel)

    def _timing(self, kernel: Any) -> Any:
        def called(*arguments: Any) -> None:
            self.seconds += timed(lambda: kernel(*arguments), PROCESSOR)

        return called
