"""What belongs to a store in its folder, what was left behind there, and what is none of its business."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from sim.experiments.storage import FolderProblem
from sim.experiments.store import disk
from sim.experiments.store.locks import LOCK, MAIN
from sim.experiments.store.manifest import MANIFEST, PARTS, Damage, Manifest, read_manifests
from sim.experiments.store.plan_file import PLAN, PLAN_LOCK, read_plan

_FILE: Final = re.compile(r"(?P<number>\d{6,})-(?P<writer>[a-z0-9-]+)-[a-z0-9_]+\.parquet")


def is_store(folder: Path) -> bool:
    """Whether a folder is a store: there is a plan or a manifest in it."""
    return any(name == PLAN or MANIFEST.fullmatch(name) for name in disk.names(folder))


def verify(folder: Path) -> list[Damage]:
    """Everything in a store that is not as it was written; whoever opens it to write repairs it.

    Raises
    ------
    FolderProblem
        If there is no store.
    OSError
        If it cannot be read; names the path.
    """
    if not is_store(folder):
        raise FolderProblem(f"{folder}: no sweep is stored here - name the folder of one")
    _, damage = read_plan(folder)
    return damage + [found for manifest in read_manifests(folder).values() for found in manifest.damage]


def refuse_foreign(folder: Path) -> None:
    """Refuse a folder that holds something else than a store.

    Raises
    ------
    FolderProblem
        If it does, or if it is a file.
    """
    try:
        there = disk.names(folder)
    except NotADirectoryError:
        raise FolderProblem(f"{folder}: is a file, not a folder - name a new folder with --out") from None
    foreign = [name for name in there if not _may_come_before_a_plan(name)]
    if foreign and not is_store(folder):
        raise FolderProblem(f"{folder}: is already in use and stays as it is - name a new folder with --out")


def _may_come_before_a_plan(name: str) -> bool:
    return name in {PARTS, PLAN_LOCK, LOCK, _unfinished(PLAN)} or name.startswith(f"{LOCK}-")


def _unfinished(name: str) -> str:
    return f".{name}{disk.UNFINISHED}"


def next_number(folder: Path, writer: str) -> int:
    """First number that no part of a writer has."""
    matches = [_FILE.fullmatch(name) for name in disk.names(folder / PARTS)]
    return 1 + max((int(m["number"]) for m in matches if m and m["writer"] == writer), default=0)


def remove_leftovers(folder: Path, manifests: Mapping[str, Manifest], writer: str) -> None:
    """Remove what a killed writer left unfinished and what no manifest lists: its own, and as "main" all.

    Files that a store would never have made stay.
    """
    listed = {file.name for m in manifests.values() for part in m.parts for file in part.files.values()}
    for name in disk.names(folder / PARTS):
        match = _FILE.fullmatch(_finished_name(name))
        if match and name not in listed and writer in {MAIN, match["writer"]}:
            disk.remove(folder / PARTS / name)
    for name in disk.names(folder):
        match = MANIFEST.fullmatch(_finished_name(name))
        if match and name != match[0] and writer in {MAIN, match["writer"]}:
            disk.remove(folder / name)


def _finished_name(name: str) -> str:
    """Name that an unfinished file would have had, another as it is."""
    return name[1:].removesuffix(disk.UNFINISHED) if name.startswith(".") else name
