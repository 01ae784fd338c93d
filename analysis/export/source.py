"""What is exported: the tables of a comparison or of a sweep, and where they came from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

import pandas as pd

from sim.refusal import Refusal

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

UNDATED: Final = datetime(2000, 1, 1)
"""Date of an office file whose results carry none, so that the same results give the same bytes."""

_TABLE_NAME: Final = re.compile(r"[A-Za-z0-9][\w.-]*")


class ExportProblem(Refusal):
    """An export that cannot be made as asked; the text is one line `place: problem - remedy`."""


@dataclass(frozen=True, kw_only=True)
class ExportSource:
    """Tables, and what a reader needs to trust them.

    Attributes
    ----------
    tables : tidy tables by name; of a comparison those of DATA_DICTIONARY, of a sweep any
    comparison : what the tables are of; None for a sweep, which then has no verdict and no charts
    command : command line that makes them again
    provenance : versions and whatever else is to be told, by name
    made : date that office files carry; no other date gets into them
    """

    tables: Mapping[str, pd.DataFrame]
    comparison: Comparison | None = None
    command: str = ""
    provenance: Mapping[str, str] = field(default_factory=dict)
    made: datetime = UNDATED

    def __post_init__(self) -> None:
        """Refuse table names that are no file names.

        Raises
        ------
        ExportProblem
            If a name holds anything but letters, digits, `.`, `-` and `_`.
        """
        for name in self.tables:
            if not _TABLE_NAME.fullmatch(name):
                raise ExportProblem(
                    f"tables: {name!r} is no possible file name - use letters, digits, '.', '-' and '_'"
                )


def comparison_source(comparison: Comparison, command: str = "", made: datetime = UNDATED) -> ExportSource:
    """Everything that a comparison, or a single run as a comparison with one arm, holds."""
    return ExportSource(
        tables=comparison.tables,
        comparison=comparison,
        command=command,
        provenance=comparison.provenance,
        made=made,
    )


def tables_source(
    tables: Mapping[str, pd.DataFrame], command: str = "", provenance: Mapping[str, str] | None = None
) -> ExportSource:
    """Tables without a comparison, such as a sweep's."""
    return ExportSource(tables=tables, command=command, provenance=provenance or {})
