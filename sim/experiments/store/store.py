"""A folder of finished runs that survives whatever happens to the programs that write to it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Final, Self

import pandas as pd

from sim.experiments.storage import FolderProblem, Format
from sim.experiments.store import disk, locks
from sim.experiments.store.batches import RunRecord, alike, check
from sim.experiments.store.folders import is_store, next_number, refuse_foreign, remove_leftovers
from sim.experiments.store.manifest import PARTS, Damage, Manifest, Part, manifest_of, read_manifests
from sim.experiments.store.part_writing import Batch, PartWriter
from sim.experiments.store.plan_file import PLAN, Plan, read_plan, settle_plan
from sim.experiments.store.queries import WANTED, Order, Query, ordered, places

_WRITER: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Store:
    """Runs of a sweep by identity: those finished, and their tables.

    Opened by `create_or_open` to write, or by `read`. A run is finished once it is committed.

    Attributes
    ----------
    folder
        Where it is.
    repaired
        What was damaged when the store was opened to write; the runs concerned are not finished.
    """

    def __init__(self, folder: Path, plan: Plan, manifests: dict[str, Manifest]) -> None:
        self.folder = folder
        self.repaired: tuple[Damage, ...] = ()
        self._plan = plan
        self._manifests = manifests
        self._batch = Batch()
        self._part_writer: PartWriter | None = None
        self._held = ExitStack()
        self._finished: dict[str, str] = {}
        for part in self._parts():
            self._count_in(part)

    @classmethod
    def create_or_open(
        cls,
        folder: Path,
        plan: dict[str, Any],
        model_version: str,
        *,
        writer: str = locks.MAIN,
        new_generation: bool = False,
        command: str = "",
    ) -> Self:
        """Open a store to add runs to it; make it if there is none.

        What a killed program left behind is removed, damaged parts are dropped.

        Parameters
        ----------
        folder
            Folder of the store: new, empty, or a store's.
        plan
            The plan as values of JSON; `plan["keep"]["tables"]` lists tables to keep besides the outcome.
        model_version
            Version of the model that the runs are made with.
        writer
            "main" has the folder to itself; others, such as "shard-1-of-4", may write at the same time.
        new_generation
            Accept a plan or a model that is not the store's. Earlier parts stay, and count where they fit.
        command
            Command line of this program, to tell others who holds the folder.

        Raises
        ------
        FolderProblem
            If something else is in the folder.
        FolderBusy
            If another process writes to it.
        PlanChanged
            If it was made for another plan or by another version of the model.
        OSError
            If the disk does not do what is needed; names the path.
        """
        if not _WRITER.fullmatch(writer):
            raise ValueError(f"{writer!r} cannot name a writer")
        refuse_foreign(folder)
        disk.make_folder(folder / PARTS)
        with ExitStack() as failing:
            held = failing.enter_context(locks.take(folder, writer, command))
            _, damage = read_plan(folder) if is_store(folder) else (None, [])
            manifests = read_manifests(folder)
            damage += [found for manifest in manifests.values() for found in manifest.damage]
            given = Plan(plan, model_version)
            settled = settle_plan(folder, given, manifests.values(), new_generation=new_generation)
            store = cls(folder, settled, manifests)
            store._held = held
            store._begin_to_write(writer, damage)
            failing.pop_all()
        return store

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Open a store to read it, whoever writes to it meanwhile.

        Raises
        ------
        FolderProblem
            If there is no store, or its plan is damaged.
        OSError
            If it cannot be read; names the path.
        """
        plan, damage = read_plan(folder)
        if plan is None:
            remedy = (
                "run the sweep again, which restores it" if is_store(folder) else "name the folder of a sweep"
            )
            raise FolderProblem(f"{folder / PLAN}: {damage[0].what} - {remedy}")
        return cls(folder, plan, read_manifests(folder))

    @property
    def plan(self) -> dict[str, Any]:
        """The plan of the present generation."""
        return self._plan.plan

    @property
    def model_version(self) -> str:
        """Version of the model of the present generation."""
        return self._plan.model_version

    @property
    def generation(self) -> int:
        """How many plans the store has had."""
        return self._plan.generation

    @property
    def finished(self) -> Mapping[str, str]:
        """Why each finished run failed, by identity; empty for those that did not."""
        return MappingProxyType(self._finished)

    def add(self, record: RunRecord) -> None:
        """Take a finished run, unless it is there already; commit if the oldest taken has waited for 5 s.

        Raises
        ------
        ValueError
            If the record cannot be stored.
        OSError
            As `commit`.
        """
        check(record, self._plan.needed())
        if self._finished.get(record.identity) != "":
            self._batch.add(record)
        if self._batch.is_due():
            self.commit()

    def commit(self) -> None:
        """Put all runs taken on the disk; then they are finished.

        Raises
        ------
        OSError
            If it cannot be done; names the path. Runs not finished are forgotten, to be computed again.
        """
        batch, self._batch = self._batch, Batch()
        for records in alike(batch.records.values()):
            if self._part_writer is None:
                raise RuntimeError(f"{self.folder}: was opened to be read, not to be written to")
            self._count_in(self._part_writer.write(records, self._plan))

    def close(self) -> None:
        """Commit what there is, and let others write."""
        with self._held:
            self.commit()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def tables(self) -> tuple[str, ...]:
        """Names of all tables that some run has, sorted."""
        return tuple(sorted({name for part in self._parts() for name in part.files}))

    def table(self, name: str, order: Order) -> pd.DataFrame:
        """Rows of the runs in an order, one below the other.

        Parameters
        ----------
        order
            Identity of each run, and labels that become leading columns. Runs that failed, are not finished
            or did not keep the table have no rows.

        Raises
        ------
        KeyError
            If no run has the table.
        OSError
            If a part cannot be read; names the folder.
        """
        query = self._query(name, order)
        with disk.Database() as database:
            return database.frame(query.sql, self.folder / PARTS, {WANTED: query.wanted})

    def export(self, target: Path, names: Iterable[str], order: Order, kind: Format) -> list[Path]:
        """Write tables as `target/name.parquet` or `.csv`, rows in the order of the runs, as in `table`.

        The bytes depend on the runs and their order alone. Large tables are sorted on disk, in `target`.

        Raises
        ------
        KeyError
            If no run has one of the tables.
        OSError
            If it cannot be done; names the path. No file is left half-written.
        """
        queries = {target / f"{name}.{kind}": self._query(name, order) for name in names}
        disk.make_folder(target)
        with disk.Database(spill=target / f".sorting{disk.UNFINISHED}") as database:
            for path, query in queries.items():
                with disk.replacing(path) as unfinished:
                    database.copy(query.sql, unfinished, kind, {WANTED: query.wanted})
        disk.make_folder_last(target)
        return [*queries]

    def _parts(self) -> Sequence[Part]:
        """All intact parts, those of the present generation last."""
        parts = [part for manifest in self._manifests.values() for part in manifest.parts]
        return sorted(parts, key=lambda part: part.generation)

    def _count_in(self, part: Part) -> None:
        """Note the runs of a part as finished, if it has the tables that the plan keeps."""
        complete = self._plan.needed() <= part.files.keys()
        for identity, failure in part.runs:
            if complete and not failure:
                self._finished[identity] = ""
            elif failure and self._finished.get(identity) != "":
                self._finished[identity] = failure

    def _query(self, name: str, order: Order) -> Query:
        where = places(self._parts(), name)
        if not where:
            raise KeyError(f"no run in {self.folder} has a table {name!r}, only {[*self.tables()]}")
        return ordered(self.folder, where, order)

    def _begin_to_write(self, writer: str, damage: Sequence[Damage]) -> None:
        """Repair what this writer may, remove its leftovers, and note the plan in its manifest."""
        self.repaired = tuple(damage)
        own = self._manifests.setdefault(writer, Manifest(manifest_of(self.folder, writer)))
        for manifest in self._manifests.values():
            if manifest.damage and (writer == locks.MAIN or manifest is own):
                manifest.rewrite()
        remove_leftovers(self.folder, self._manifests, writer)
        if self._plan.header not in own.headers:
            own.append(self._plan.header)
            disk.make_folder_last(self.folder)
        self._part_writer = PartWriter(own, writer, next_number(self.folder, writer))
        self._held.callback(self._part_writer.close)
