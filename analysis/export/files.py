"""Office files: new ones, never written over, and the same bytes for the same results."""

from __future__ import annotations

import os
import re
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from analysis.export.source import ExportProblem

_DATES: Final = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(?=</dcterms:)")
_DATED: Final = "docProps/core.xml"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


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


def reproducible(office_file: bytes, made: datetime) -> bytes:
    """Repack an office file, workbooks embedded in it included, as if it had been written at `made`."""
    packed = BytesIO()
    with ZipFile(BytesIO(office_file)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = ZipInfo(name, _EPOCH)
            member.compress_type = ZIP_DEFLATED
            new.writestr(member, _redated(name, old.read(name), made))
    return packed.getvalue()


def _redated(name: str, content: bytes, made: datetime) -> bytes:
    if name.endswith(".xlsx"):
        return reproducible(content, made)
    if name == _DATED:
        return _DATES.sub(rb"\g<1>" + f"{made:%Y-%m-%dT%H:%M:%SZ}".encode(), content)
    return content
