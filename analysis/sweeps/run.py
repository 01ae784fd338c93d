"""A sweep from its plan to its folder: checked first, then run under supervision, resumable at any moment."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.engine import load_engine, prepare
from analysis.measures.outcomes import measure
from sim.experiments.designs import vary as grid
from sim.experiments.executors import NoWorkers, processors
from sim.experiments.executors.in_process import InProcess
from sim.experiments.identity import model_version
from sim.experiments.plan import Read, Wanted, read_plan
from sim.experiments.progress import Style, progress
from sim.experiments.study import MOST_RUNS, WHOLE, Shard, Study
from sim.files import BadInput, Problem

if TYPE_CHECKING:
    from sim.experiments.estimate import Estimate
    from sim.experiments.executors import Station
    from sim.experiments.sweep import Progressed, Sweep


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
        from sim.experiments.estimate import estimate  # noqa: PLC0415 - starts the engine
        from sim.experiments.sweep import first_run  # noqa: PLC0415

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
    from sim.experiments.store import Store  # noqa: PLC0415 - loads the data libraries
    from sim.experiments.sweep import Sweep  # noqa: PLC0415

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
    from sim.experiments.interrupts import interruptible  # noqa: PLC0415

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
        from sim.experiments.executors.cluster import Cluster  # noqa: PLC0415 - an extra

        return Cluster(order.cluster, prepare=load_engine, time_limit=limit)
    from sim.experiments.executors.workers import Workers  # noqa: PLC0415 - starts processes

    return Workers(min(order.slots, runs), prepare=load_engine, time_limit=limit)


def _refuse(order: SweepOrder, study: Study) -> None:
    from sim.experiments.limits import Request, refusal  # noqa: PLC0415

    name = order.read.name
    if study.total > MOST_RUNS:
        problem = f"asks for {order.estimate()}, and {MOST_RUNS:,} runs are the most"
        raise BadInput([Problem(name, 1, 1, "design", problem, "take fewer steps, samples or replications")])
    too_big = refusal(Request([*study.arms.values()], 1, order.slots))
    if too_big:
        raise BadInput([Problem(name, 1, 1, "customers", *too_big.split(" - ", 1))])
