"""The manifests: one line for every part that is finished, one for every plan that parts were made for.

A part is a batch of runs, one Parquet file per table. It is finished when its line is whole in a manifest;
each writer has a manifest of its own.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from sim.experiments.store import disk
from sim.experiments.store.batches import Columns
from sim.experiments.store.locks import MAIN
from sim.experiments.store.sealing import Content, sealed, unsealed

PARTS: Final = "parts"
"""Folder of the parts."""
MANIFEST: Final = re.compile(r"manifest(?:-(?P<writer>[a-z0-9-]+))?\.jsonl")
"""Names of manifests; that of "main" does not name it."""
_RUN: Final = re.compile(rb'\["[^"]{64}",')


class Damage(NamedTuple):
    """Something in a store that is not as it was written.

    Attributes
    ----------
    path
        File, seen from the folder of the store.
    what
        What is wrong with it.
    runs
        Finished runs that depend on it and are computed again.
    """

    path: str
    what: str
    runs: int


@dataclass(frozen=True)
class Header:
    """The plan that the lines below were made for: its generation, and the hash of `plan.json`."""

    generation: int
    plan: str


@dataclass(frozen=True)
class PartFile:
    """One table of a part: name of its file, SHA-256, size in bytes, rows, columns without the slot."""

    name: str
    sha256: str
    bytes: int
    rows: int
    columns: Columns


@dataclass(frozen=True)
class Part:
    """A batch of runs, each with its identity and its failure, if any, and the files of their tables."""

    generation: int
    model_version: str
    runs: tuple[tuple[str, str], ...]
    files: Mapping[str, PartFile]


@dataclass
class Manifest:
    """What is in the manifest of one writer; `size` in bytes."""

    path: Path
    size: int = 0
    headers: list[Header] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    damage: list[Damage] = field(default_factory=list)

    def append(self, entry: Header | Part) -> None:
        """Add a line, on the disk too; with it the entry is finished.

        Raises
        ------
        OSError
            If it cannot be written; the entry is then not in the manifest.
        """
        line = sealed(asdict(entry))
        disk.append(self.path, line, self.size)
        self._take(entry)
        self.size += len(line)

    def rewrite(self) -> None:
        """Put the entries that are here on the disk, and nothing else."""
        entries: list[Header | Part] = [*self.headers, *self.parts]
        content = b"".join(sealed(asdict(entry)) for entry in entries)
        disk.write(self.path, content)
        self.size = len(content)

    def _take(self, entry: Header | Part) -> None:
        if isinstance(entry, Part):
            self.parts.append(entry)
        else:
            self.headers.append(entry)


def manifest_of(folder: Path, writer: str) -> Path:
    """Path of a writer's manifest."""
    return folder / ("manifest.jsonl" if writer == MAIN else f"manifest-{writer}.jsonl")


def read_manifests(folder: Path) -> dict[str, Manifest]:
    """Every manifest of a store by its writer, with those parts whose lines and files are as written."""
    found = {}
    for name in disk.names(folder):
        if match := MANIFEST.fullmatch(name):
            found[match["writer"] or MAIN] = _read(folder / name)
    return found


def _read(path: Path) -> Manifest:
    content = disk.read(path) or b""
    manifest = Manifest(path, len(content))
    for number, line in enumerate(content.splitlines(keepends=True), 1):
        entry = _entry(line)
        if entry is None:
            manifest.damage.append(_damaged_line(path.name, number, line))
        elif found := [*_damaged_files(path.parent, entry)]:
            manifest.damage += found
        else:
            manifest._take(entry)
    return manifest


def _entry(line: bytes) -> Header | Part | None:
    content = unsealed(line)
    if content is None:
        return None
    return _part(content) if "runs" in content else Header(**content)


def _part(content: Content) -> Part:
    files = {
        table: PartFile(**{**file, "columns": tuple((name, kind) for name, kind in file["columns"])})
        for table, file in content["files"].items()
    }
    runs = tuple((identity, failure) for identity, failure in content["runs"])
    return Part(content["generation"], content["model_version"], runs, files)


def _damaged_line(name: str, number: int, line: bytes) -> Damage:
    what = "is not what was written" if line.endswith(b"\n") else "breaks off, as when a program is killed"
    return Damage(name, f"line {number} {what}", len(_RUN.findall(line)))


def _damaged_files(folder: Path, entry: Header | Part) -> Iterator[Damage]:
    if isinstance(entry, Header):
        return
    for file in entry.files.values():
        path = f"{PARTS}/{file.name}"
        found = disk.sha256(folder / path)
        if found != file.sha256:
            what = "is missing" if found is None else "is not what was written"
            yield Damage(path, what, len(entry.runs))
