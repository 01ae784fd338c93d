"""Slides of a comparison with native charts, which PowerPoint and its like can edit.

Every slide's title is its finding; its notes say where the figures come from.
"""

from __future__ import annotations

from pathlib import Path

from analysis.export.source import ExportProblem, ExportSource
from analysis.pages.files import whole_file
from sim.refusal import MissingExtra


def write_slides(source: ExportSource, path: Path) -> Path:
    """Write the findings of a comparison as a presentation.

    Raises
    ------
    MissingExtra
        If python-pptx is not installed.
    ExportProblem
        If the source is no comparison.
    OSError
        If the file cannot be written; it is then not there at all.
    """
    if source.comparison is None:
        raise ExportProblem(f"{path}: slides tell a comparison, and this is a sweep - export it as xlsx")
    try:
        from analysis.export.slide_deck import deck  # noqa: PLC0415 - needs an extra
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] not in {"pptx", "lxml", "xlsxwriter"}:
            raise
        raise MissingExtra.of(str(path), "python-pptx", "office") from None
    with whole_file(path) as unfinished:
        unfinished.write_bytes(deck(source, source.comparison))
    return path
