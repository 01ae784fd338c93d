"""A result made again from what it says of itself, and held against the first, byte by byte."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.compare.delivery import Order, Shown, deliver
from analysis.sweeps.results import NothingThere, export_sweep, open_study
from analysis.sweeps.run import SweepOrder, carry_out
from sim.experiments.identity import model_version
from sim.experiments.provenance import Made, read_provenance, sha256
from sim.experiments.storage import claim_folder, give_back
from sim.scenario.scenario import strategies_of
from sim.strategies.strategy_set import StrategySet


@dataclass(frozen=True)
class Rerun:
    """What came of making a result again.

    Attributes
    ----------
    folder : where it is now
    differing : files that are not the same bytes, by their path inside the folder
    older : version of the model that made the first, if it is another
    stopped_by : exit code that a signal asks for, if one came
    """

    folder: Path
    differing: tuple[str, ...]
    older: str = ""
    stopped_by: int | None = None


def rerun(
    folder: Path, out: Path | None, jobs: int | None, shown: Shown, strategies: Sequence[str] = ()
) -> Rerun:
    """Make the result in a folder again, in a new one: a run, a comparison or a sweep.

    Parameters
    ----------
    folder
        Where the result is.
    out
        A new or empty folder; None = the first that is free.
    jobs
        Processors to use; None = all.
    shown
        Makes the display of progress.
    strategies
        Python files with strategies that it was made with. What a result says of them has no code run.

    Raises
    ------
    BadInput
        If the folder holds no result, or it was made with other files with strategies.
    Refusal, OSError
        As `deliver` or `carry_out`; also of a sweep that is not finished.
    """
    known = strategies_of(strategies)
    if (folder / "plan.json").is_file():
        return _swept_again(folder, out, jobs, known)
    made = read_provenance(folder, known)
    _, again = deliver(_order(made, folder, out, jobs), shown)
    return Rerun(again, tuple(_differing(made, again)), _older(made.model))


def _older(model: str) -> str:
    return model if model != model_version() else ""


def _order(made: Made, folder: Path, out: Path | None, jobs: int | None) -> Order:
    return Order(
        arms=made.arms,
        name=folder.resolve().name,
        command=made.command,
        replications=made.replications,
        seed=made.seed,
        jobs=jobs,
        out=out,
        kind="csv" if made.kind == "csv" else "parquet",
        drivers=made.drivers,
    )


def _differing(made: Made, again: Path) -> list[str]:
    return [
        name
        for name, digest in made.files.items()
        if not (again / name).is_file() or sha256(again / name) != digest
    ]


def _swept_again(folder: Path, out: Path | None, jobs: int | None, known: StrategySet) -> Rerun:
    """Run a sweep again, with the points that it had, and compare what both export."""
    store, study = open_study(folder, known)
    open_runs = sum(run.identity not in store.finished for run in study.runs())
    if open_runs:
        raise NothingThere(
            f"{folder}: {open_runs:,} of {study.total:,} runs are not finished - finish the sweep first"
        )
    again = claim_folder(out, folder.resolve().name)
    try:
        order = SweepOrder(read=study.read, folder=again, jobs=jobs, recorded=tuple(study.points))
        done = carry_out(order)
    finally:
        give_back(again)
    if done.stopped_by is not None:
        return Rerun(again, (), stopped_by=done.stopped_by)
    return Rerun(again, _other_exports(folder, again), _older(study.model))


def _other_exports(*folders: Path) -> tuple[str, ...]:
    """Tables of two sweeps that are not the same bytes when they are exported."""
    with tempfile.TemporaryDirectory() as here:
        one, two = (
            _digests(export_sweep(folder, Path(here) / str(number), "parquet"))
            for number, folder in enumerate(folders)
        )
    return tuple(sorted(name for name in {*one, *two} if one.get(name) != two.get(name)))


def _digests(files: Iterable[Path]) -> dict[str, str]:
    return {path.name: sha256(path) for path in files}
