"""How long the report of a comparison takes to build, and how large it is."""

import tempfile
from pathlib import Path

from analysis.report.comparison import write_report
from sim.experiments.executors import processors
from sim.experiments.experiment import arms_of, compare
from sim.scenario.scenario import load
from tests.benchmarks.measuring import PROCESSOR, WALL, Figure


def report() -> list[Figure]:
    """Report of 4 arms x 50 runs of the flagship; few customers, as it does not depend on how many."""
    scenario = load("smartphone_succession", "customers=500")
    arms = dict([*arms_of(scenario).items()][:4])
    comparison = compare(arms, 50, jobs=processors())
    wall, used = [], []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        for _ in range(3):
            begun, busy = WALL(), PROCESSOR()
            write_report(comparison, path, "rivalry compare smartphone_succession")
            wall.append(WALL() - begun)
            used.append(PROCESSOR() - busy)
        size = path.stat().st_size / 1e6
    what = f"report of {len(comparison.arms)} arms x {comparison.replications} runs"
    return [
        Figure(
            f"{what}: built in", wall, " s", 5, at_most=True, note=f"({min(used):.1f} s of the processor)"
        ),
        Figure(f"{what}: size", [size], " MB", 8, at_most=True),
    ]
