"""Office files with one date throughout, so that the same results give the same bytes."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_DATES: Final = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(?=</dcterms:)")
_DATED: Final = "docProps/core.xml"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


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
