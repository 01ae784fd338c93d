"""The engine made ready: its kernels are compiled once, before many processes need them at the same time."""

import sys


def is_prepared() -> bool:
    """Whether compiled kernels are at hand; the first run compiles them, which takes half a minute."""
    from sim.compiling.cache import kernels_folder  # noqa: PLC0415 - starts the engine

    folder = kernels_folder()
    return folder is not None and any(folder.iterdir())


def prepare() -> None:
    """Compile the kernels for all processes to come, and say so, unless they are at hand."""
    if is_prepared():
        return
    line = "Preparing for this machine, which takes half a minute the first time"
    print(line, file=sys.stderr, flush=True)
    load_engine()


def load_engine() -> None:
    """Load the engine and its kernels, so that a worker is ready before its first run."""
    from sim.experiments.run import simulate  # noqa: PLC0415 - starts the engine
    from sim.scenario.scenario import load  # noqa: PLC0415

    simulate(load("durable", "customers=50", "years=0.1"))
