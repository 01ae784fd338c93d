"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.export.source import ExportProblem


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a name beside `path` to write to; it becomes `path` if all goes well, else nothing stays.

    Raises
    ------
    OSError
        If it cannot be written, with the name of `path`.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield unfinished
        unfinished.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error
    finally:
        unfinished.unlink(missing_ok=True)


def new_file(path: Path, suffix: str) -> Path:
    """Make the folder of a file that is to be written.

    Raises
    ------
    ExportProblem
        If the name has another ending than `suffix`, or something is there already.
    OSError
        If its folder cannot be made.
    """
    if path.suffix.lower() != suffix:
        raise ExportProblem(f"{path}: is no name for such a file - end it in {suffix}")
    if os.path.lexists(path):
        raise ExportProblem(f"{path}: is there already and stays as it is - name another file with --out")
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
