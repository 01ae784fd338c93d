"""The data dictionary as a page in Markdown."""

from collections.abc import Iterator

from sim.result.dictionary import DATA_DICTIONARY, LABELS, OUTCOME, OUTCOMES, TIMES, Column


def page() -> str:
    """Write the dictionary as a page in Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Data dictionary"
    yield ""
    yield "The tables that `rivalry run` and `rivalry compare` write, and that `Result.tables` and"
    yield "`Comparison.tables` hold. Money is in whole cents. An integer or a text is never null."
    yield "`outcome` is what `rivalry sweep` keeps of every run, and `outcomes_of` computes."
    yield "This page is made of `sim/result/`."
    yield ""
    yield "Profit is exact in every row of `firm`: revenue less production, transaction, infrastructure,"
    yield "advertising, acquisition, retention, win-back, care, research, fixed and setup cost."
    yield ""
    yield "Sums over `segment` are the amounts in `firm`, to the cent; so are sums over `source` of a year."
    yield "In `value` commission is rounded for each sale, elsewhere once a firm, channel and period;"
    yield "so its contributions differ from the books by at most half a cent for each such rounding."
    yield "A firm with fewer than 100 people who ever bought has fewer groups in `value`, of one each."
    yield ""
    yield "## In front of every table"
    yield ""
    yield "`arm`, `replication` and `seed` stand in tables of several runs and in all files, `period` and"
    yield "`time_years` in tables whose rows belong to a period."
    yield ""
    yield from _grid((*LABELS, *TIMES))
    for name, table in (DATA_DICTIONARY | {OUTCOME: OUTCOMES}).items():
        yield ""
        yield f"## `{name}`"
        yield ""
        yield f"One row per {table.row}{'' if table.timed else '; no period in front'}."
        yield ""
        yield from _grid(table.columns)


def _grid(columns: tuple[Column, ...]) -> Iterator[str]:
    yield "| column | stored as | unit | meaning | null when |"
    yield "|---|---|---|---|---|"
    for column in columns:
        yield f"| `{column.name}` | {column.kind} | {column.unit} | {column.meaning} | {column.null} |"
