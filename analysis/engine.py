"""The engine made ready: its kernels are compiled once, before many processes need them at the same time."""

import inspect
import sys


def is_prepared() -> bool:
    """Whether the loops over customers were compiled on this machine before, from these very sources."""
    from sim.compiling.cache import is_compiled  # noqa: PLC0415 - starts the engine
    from sim.processes.customers.customers_live import finish_rows  # noqa: PLC0415

    return is_compiled(inspect.unwrap(finish_rows))


def prepare() -> None:
    """Compile the kernels for all processes to come, and say so, unless they are at hand."""
    if is_prepared():
        return
    line = "Preparing for this machine, which takes a quarter of a minute the first time"
    print(line, file=sys.stderr, flush=True)
    load_engine()


def load_engine() -> None:
    """Load the engine and its kernels, so that a worker is ready before its first run."""
    from sim.experiments.run import simulate  # noqa: PLC0415 - starts the engine
    from sim.scenario.scenario import load  # noqa: PLC0415

    simulate(load("durable", "customers=50", "years=0.1"))
