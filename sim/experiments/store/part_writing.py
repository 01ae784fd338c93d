"""Finished runs on their way to the disk: gathered for a few seconds, then written as parts."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pandas as pd

from sim.experiments.storage import quoted_name
from sim.experiments.store import disk
from sim.experiments.store.batches import SLOT, RunRecord, columns, stacked, weight
from sim.experiments.store.manifest import PARTS, Manifest, Part, PartFile
from sim.experiments.store.plan_file import Plan

LONGEST_WAIT: Final = 5.0
"""Seconds after which a finished run is committed."""
LARGEST_BATCH: Final = 64_000_000
"""Bytes of finished runs in memory that are committed at once."""


class Batch:
    """Finished runs that are not committed yet, by identity."""

    def __init__(self) -> None:
        self.records: dict[str, RunRecord] = {}
        self._weight = 0
        self._since = 0.0

    def add(self, record: RunRecord) -> None:
        """Take a run; the first one starts the clock."""
        self._since = self._since if self.records else time.monotonic()
        self.records[record.identity] = record
        self._weight += weight(record)

    def is_due(self) -> bool:
        """Whether the oldest run has waited for long, or there is much."""
        waited = time.monotonic() - self._since
        return bool(self.records) and (waited >= LONGEST_WAIT or self._weight >= LARGEST_BATCH)


class PartWriter:
    """Writes parts, numbered from `number`, under the name of a writer, and lists them in its manifest."""

    def __init__(self, manifest: Manifest, writer: str, number: int) -> None:
        self._manifest = manifest
        self._folder = manifest.path.parent / PARTS
        self._writer = writer
        self._number = number
        self._database = disk.Database()

    def write(self, records: Sequence[RunRecord], plan: Plan) -> Part:
        """Write runs, as `alike` groups them, as a part, which is then finished.

        Raises
        ------
        OSError
            If it cannot be done; names the path.
        """
        number, self._number = self._number, self._number + 1
        files = {}
        for name in sorted(records[0].tables):
            path = self._folder / f"{number:06}-{self._writer}-{name}.parquet"
            files[name] = self._file(path, name, [run.tables[name] for run in records if not run.failure])
        if files:
            disk.make_folder_last(self._folder)
        runs = tuple((record.identity, record.failure) for record in records)
        part = Part(plan.generation, plan.model_version, runs, files)
        self._manifest.append(part)
        return part

    def _file(self, path: Path, name: str, tables: Sequence[pd.DataFrame]) -> PartFile:
        types = columns(name, tables[0])
        values = [f"CAST({quoted_name(column)} AS {kind}) AS {quoted_name(column)}" for column, kind in types]
        query = f"SELECT {', '.join([SLOT, *values])} FROM stacked"
        whole = stacked(tables)
        with disk.replacing(path) as unfinished:
            self._database.copy(query, unfinished, "parquet", {"stacked": whole})
            digest, size = disk.sha256(unfinished), disk.size(unfinished)
        return PartFile(path.name, str(digest), size or 0, len(whole), types)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()
