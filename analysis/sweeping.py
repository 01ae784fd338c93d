"""A sweep from its plan to its folder: checked first, then run under supervision, resumable at any moment."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from analysis.outcomes import measure
from analysis.preparing import load_engine, prepare
from sim.data_dictionary import OUTCOME
from sim.designs import vary as grid
from sim.executors import NoWorkers, processors
from sim.executors.in_process import InProcess
from sim.files import BadInput, Problem
from sim.files.problems import one_line
from sim.identity import model_version
from sim.plan import Read, Wanted, read_plan
from sim.progress import Style, progress
from sim.refusal import Refusal
from sim.storage import Format, claim_folder, give_back, write_tables
from sim.study import MOST_RUNS, WHOLE, Shard, Study, recorded_study

if TYPE_CHECKING:
    from sim.estimate import Estimate
    from sim.executors import Station
    from sim.store import Store
    from sim.strategies.strategy_set import StrategySet
    from sim.sweep import Progressed, Sweep

REASONS: Final = 10


class NothingThere(Refusal):
    """A sweep without the results that are asked for."""


def planned(
    file: str,
    changes: Sequence[str] | None,
    vary: Sequence[str] | None,
    replications: int | None,
    **more: Any,  # noqa: ANN401 - what else `Wanted` takes
) -> Read:
    """The plan of a file with what the command line says over it.

    Raises
    ------
    BadInput
        With every problem found.
    """
    said = {key: value for key, value in more.items() if value is not None}
    wanted = Wanted(
        changes=tuple(changes or ()),
        design=grid(*vary) if vary else None,
        replications=replications,
        **said,
    )
    return read_plan(file, wanted)


def read_shard(text: str | None) -> Shard:
    """The part of a sweep that "i/n" means.

    Raises
    ------
    BadInput
        If it is none.
    """
    if text is None:
        return WHOLE
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text.strip())
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        problem = Problem(
            "--shard", 1, 1, "shard", f"is no part (got {text!r})", "write 3/8 for the third of eight"
        )
        raise BadInput([problem])
    return Shard(int(found[1]), int(found[2]))


@dataclass(frozen=True, kw_only=True)
class SweepOrder:
    """What to run, where, and into which folder."""

    read: Read
    folder: Path
    jobs: int | None = None
    cluster: str | None = None
    shard: Shard = WHOLE
    new_generation: bool = False
    retry_failed: bool = False
    style: Style = "auto"
    command: str = ""
    recorded: tuple[dict[str, Any], ...] = ()
    """Points of a sweep that is made again."""

    @property
    def study(self) -> Study:
        """All runs of the plan, under the program as it is."""
        return Study(self.read, model_version(), self.recorded)

    def estimate(self) -> Estimate:
        """What it will take, measured on one run."""
        from sim.estimate import estimate  # noqa: PLC0415 - starts the engine
        from sim.sweep import first_run  # noqa: PLC0415

        prepare()
        study = self.study
        return estimate(study, lambda: first_run(study, measure), self.slots)

    @property
    def slots(self) -> int:
        """Runs at the same time."""
        return min(self.jobs or processors(), max(self.study.part(self.shard), 1))


@dataclass(frozen=True)
class Done:
    """How a sweep came out: runs in all, finished, failed (of all times), and the signal that stopped it."""

    total: int
    finished: int
    all_failed: int
    stopped_by: int | None = None


def carry_out(order: SweepOrder) -> Done:
    """Run what is not finished of a plan.

    Raises
    ------
    BadInput
        If there are too many runs.
    FolderBusy, PlanChanged
        If the folder is somebody else's, or holds another plan.
    NoWorkers, ClusterProblem
        If no worker can be had; what was finished before is kept.
    OSError
        If results cannot be written.
    """
    from sim.store import Store  # noqa: PLC0415 - loads the data libraries
    from sim.sweep import Sweep  # noqa: PLC0415

    study = order.study
    _refuse(order, study)
    if order.cluster is None:
        prepare()
    with Store.create_or_open(
        order.folder,
        study.record(),
        study.model,
        writer=order.shard.writer,
        new_generation=order.new_generation,
        command=order.command,
    ) as store:
        for damage in store.repaired:
            print(f"{damage.path}: {damage.what}; {damage.runs} runs are computed again", file=sys.stderr)
        sweep = Sweep(study, store, measure, order.shard, order.retry_failed)
        done, stopped_by = _run(order, sweep)
        failed = sum(bool(store.finished.get(run.identity)) for run in study.runs(order.shard))
    return Done(done.total, done.before + done.done, failed, stopped_by)


def _run(order: SweepOrder, sweep: Sweep) -> tuple[Progressed, int | None]:
    """Run under supervision; what was done, and the exit code that a signal asks for."""
    from sim.interrupts import interruptible  # noqa: PLC0415

    with (
        interruptible() as interruption,
        progress("runs", order.style) as told,
        _station(order, len(sweep.todo)) as station,
    ):
        try:
            done = sweep.run(
                station, lambda: interruption.wanted, lambda far: told(far.before + far.done, far.total)
            )
        except NoWorkers as nobody:
            raise NoWorkers(f"{nobody}; what is finished is kept - go on with: {order.command}") from None
        return done, (interruption.exit_code or None) if done.left else None


def _station(order: SweepOrder, runs: int) -> Station:
    """Where the runs that are left are computed; nothing is started for none."""
    limit = order.read.plan.time_limit
    if not runs:
        return InProcess()
    if order.cluster is not None:
        from sim.executors.cluster import Cluster  # noqa: PLC0415 - an extra

        return Cluster(order.cluster, prepare=load_engine, time_limit=limit)
    from sim.executors.workers import Workers  # noqa: PLC0415 - starts processes

    return Workers(min(order.slots, runs), prepare=load_engine, time_limit=limit)


def _refuse(order: SweepOrder, study: Study) -> None:
    from sim.limits import Request, refusal  # noqa: PLC0415

    name = order.read.name
    if study.total > MOST_RUNS:
        problem = f"asks for {order.estimate()}, and {MOST_RUNS:,} runs are the most"
        raise BadInput([Problem(name, 1, 1, "design", problem, "take fewer steps, samples or replications")])
    too_big = refusal(Request([*study.arms.values()], 1, order.slots))
    if too_big:
        raise BadInput([Problem(name, 1, 1, "customers", *too_big.split(" - ", 1))])


def open_study(folder: Path, strategies: StrategySet | None = None) -> tuple[Store, Study]:
    """The results in a folder to read, and the study that they are of.

    Parameters
    ----------
    folder
        Folder of the sweep.
    strategies
        Those to choose from, if runs are to be computed; None = results are only read.

    Raises
    ------
    FolderProblem, OSError
        If there are none, or they cannot be read.
    BadInput
        If they were made with other files with strategies.
    """
    from sim.store import Store  # noqa: PLC0415

    store = Store.read(folder)
    return store, recorded_study(store.plan, store.model_version, folder.resolve().name, strategies)


def status_lines(folder: Path) -> Iterator[str]:
    """How far a sweep is, and why runs failed, line by line."""
    store, study = open_study(folder)
    outcomes = [store.finished.get(run.identity) for run in study.runs()]
    done, failed = sum(end is not None for end in outcomes), Counter(end for end in outcomes if end)
    yield f"{done:,} of {study.total:,} runs finished, {failed.total():,} of them failed"
    yield f"generation {store.generation}, model {store.model_version}"
    for reason, count in failed.most_common(REASONS):
        yield f"{count:,} x {one_line(reason, 300)}"
    if study.model != model_version():
        yield f"the program has changed since (now {model_version()}): go on with --new-generation"


def export_sweep(folder: Path, out: Path, kind: Format) -> list[Path]:
    """Write all tables of a sweep into a new folder, sorted by run; the files.

    `runs` lists every run with its point and how it ended; `outcome` carries the varied values too.

    Raises
    ------
    Refusal
        If there is no sweep, nothing of it is finished, or the new folder cannot be used.
    OSError
        If something cannot be read or written.
    """
    store, study = open_study(folder)
    if not store.finished:
        raise NothingThere(f"{folder}: nothing is finished yet - run it first")
    claimed = claim_folder(out, "")
    try:
        written = write_tables({"runs": runs_table(store, study)}, claimed, kind)
        for name in (each for each in study.kept if each in store.tables()):
            written += store.export(claimed, [name], study.order(varied=name == OUTCOME), kind)
    finally:
        give_back(claimed)
    return written


def runs_table(store: Store, study: Study) -> pd.DataFrame:
    """One row per run of the plan: what it is, whether it is finished, and why it failed."""
    order = study.order(varied=True)
    table = pd.DataFrame([labels for _, labels in order])
    ends = [store.finished.get(identity) for identity, _ in order]
    table["status"] = ["open" if end is None else "failed" if end else "finished" for end in ends]
    table["reason"] = [end or "" for end in ends]
    table["identity"] = [identity for identity, _ in order]
    return table
