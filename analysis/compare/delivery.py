"""From a request to a folder with tables and a report: checked first, computed, then written."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.experiments.executors import processors
from sim.experiments.experiment import Comparison, Progress, compare, side_by_side
from sim.experiments.limits import Request, refusal
from sim.experiments.provenance import Made, sha256, write_provenance
from sim.experiments.run import simulate
from sim.experiments.storage import Format, claim_folder, give_back, write_tables
from sim.refusal import Refusal
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from analysis.compare.drivers import Span
    from analysis.sensitivity import Tornado

Shown = Callable[[str], AbstractContextManager[Progress]]


class Refused(Refusal):
    """An order that cannot be carried out."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """What to compute, and where to put it.

    Attributes
    ----------
    arms : scenarios by the name of the arm, the baseline first
    name : what it is called, for the folder and messages
    command : command line that makes it again
    replications, seed : as `sim.compare` takes them
    jobs : processors to use; None = all
    out : a new or empty folder; None = the first free `out/name-1`, `out/name-2`, ...
    kind : format of the tables
    force : also if memory will probably not suffice
    drivers : features of the market, each with its ends, that the difference between arms is tried against
    """

    arms: dict[str, Scenario]
    name: str
    command: str
    replications: int = 1
    seed: int = 0
    jobs: int | None = None
    out: Path | None = None
    kind: Format = "parquet"
    force: bool = False
    drivers: tuple[Span, ...] = ()

    @property
    def processors(self) -> int:
        """Processors to use."""
        return self.jobs or processors()

    @property
    def is_single(self) -> bool:
        """Whether it is one run only."""
        return len(self.arms) * self.replications == 1


def deliver(order: Order, shown: Shown) -> tuple[Comparison, Path]:
    """Carry out an order; the comparison and the folder that holds its report and tables.

    Parameters
    ----------
    order
        What to do.
    shown
        Makes the display of progress for "runs" or "periods".

    Raises
    ------
    Refused, FolderProblem
        Before anything is computed: it will not fit into memory, or its folder cannot be used.
    OSError
        If results cannot be written.
    """
    too_big = refusal(Request([*order.arms.values()], order.replications, order.processors))
    if too_big and not order.force:
        raise Refused(f"{order.name}: {too_big}")
    folder = claim_folder(order.out, re.sub(r"[^\w.-]+", "_", order.name))
    try:
        _check(order)
        comparison = _computed(order, shown)
        _write(comparison, order, folder)
    finally:
        give_back(folder)
    return comparison, folder


def _check(order: Order) -> None:
    if order.drivers:
        from analysis.compare.drivers import check_spans  # noqa: PLC0415 - few ask for drivers

        check_spans(order.drivers, order.arms)


def _computed(order: Order, shown: Shown) -> Comparison:
    with shown("periods" if order.is_single else "runs") as progress:
        if not order.is_single:
            return compare(
                order.arms, order.replications, seed=order.seed, jobs=order.processors, progress=progress
            )
        scenario = next(iter(order.arms.values()))
        result = simulate(scenario, order.seed, threads=order.processors, progress=progress)
        return side_by_side(scenario, order.arms, [result], (order.seed,))


def _driven(comparison: Comparison, order: Order) -> Tornado | None:
    """What drives the difference, if it was asked for."""
    if not order.drivers or len(comparison.arms) < 2:
        return None
    from analysis.compare.drivers import drivers_of  # noqa: PLC0415 - few ask for drivers
    from analysis.evaluation import evaluator  # noqa: PLC0415

    with evaluator(order.processors) as evaluate:
        return drivers_of(comparison, order.drivers, evaluate)


def _write(comparison: Comparison, order: Order, folder: Path) -> None:
    from analysis.report.comparison import write_report  # noqa: PLC0415 - not before there is anything to report

    tables = folder / "tables"
    tables.mkdir()
    written = write_tables(comparison.tables, tables, order.kind)
    report = write_report(comparison, folder / "report.html", order.command, _driven(comparison, order))
    written.append(report)
    files = {path.relative_to(folder).as_posix(): sha256(path) for path in written}
    made = Made(
        arms=order.arms,
        replications=order.replications,
        seed=order.seed,
        command=order.command,
        kind=order.kind,
        files=files,
        failed=comparison.failed,
        drivers=order.drivers,
    )
    write_provenance(made, folder)
