"""What an analysis answers: a text for the terminal, numbers for a file, charts for a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go

from sim.files import BadInput, Problem


@dataclass(frozen=True)
class Answer:
    """An answer, as it is printed and as it is written.

    Attributes
    ----------
    finding : what came out, in a sentence with its uncertainty
    text : all of it, for a terminal
    table : the numbers, in the units of the key figure
    figures : charts with their words, as `analysis.figures` makes them
    """

    finding: str
    text: str
    table: pd.DataFrame
    figures: Sequence[go.Figure] = ()

    def write(self, path: Path) -> Path:
        """Write the charts as a page, or the numbers as CSV, by the ending of the path.

        Raises
        ------
        BadInput
            If it ends otherwise, or there are no charts to write.
        OSError
            If it cannot be written.
        """
        if path.suffix == ".csv":
            self.table.to_csv(path, index=False, lineterminator="\n")
            return path
        if path.suffix != ".html" or not self.figures:
            remedy = "end it in .html or .csv" if self.figures else "end it in .csv"
            problem = f"cannot be written as {path.suffix or 'that'}"
            raise BadInput([Problem(str(path), 1, 1, "out", problem, remedy)])
        from analysis.pages.page import write_page  # noqa: PLC0415 - only a page needs it

        return write_page(self.finding, self.figures, path)


def tabled(finding: str, table: pd.DataFrame, notes: str, figures: Sequence[go.Figure] = ()) -> Answer:
    """An answer whose text is its finding, its table and its notes."""
    rows = table.to_string(index=False, na_rep="–", float_format=lambda value: f"{value:,.4g}")
    text = "\n\n".join(part for part in (finding, rows, notes) if part)
    return Answer(finding, text, table, figures)
