"""What is in the folder of a sweep: how far it is, what failed, and its tables to take away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd

from sim.experiments.identity import model_version
from sim.experiments.storage import Format, claim_folder, give_back, write_tables
from sim.experiments.study import Study, recorded_study
from sim.files.problems import one_line
from sim.refusal import Refusal
from sim.result.dictionary import OUTCOME

if TYPE_CHECKING:
    from sim.experiments.store import Store
    from sim.strategies.strategy_set import StrategySet

REASONS: Final = 10


class NothingThere(Refusal):
    """A sweep without the results that are asked for."""


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
    from sim.experiments.store import Store  # noqa: PLC0415

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
