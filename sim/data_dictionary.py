"""Every table and column that a run returns: unit, meaning, and when a value is null.

`python -m sim.data_dictionary` prints it as the page docs/data_dictionary.md.
"""

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

Kind = Literal["text", "integer", "number", "switch"]
NEVER: Final = "never"


class Column(NamedTuple):
    """One column. `kind` is how it is stored: text, 64-bit integer or number, or a switch (true or false)."""

    name: str
    kind: Kind
    unit: str
    meaning: str
    null: str = NEVER


class Table(NamedTuple):
    """One table: what a row is, and the columns after those that every table begins with."""

    row: str
    columns: tuple[Column, ...]


def _count(name: str, meaning: str, unit: str = "count") -> Column:
    return Column(name, "integer", unit, meaning)


def _cents(name: str, meaning: str) -> Column:
    return Column(f"{name}_cents", "integer", "cents", meaning)


def _text(name: str, meaning: str) -> Column:
    return Column(name, "text", "name", meaning)


LABELS: Final = (
    _text("arm", "arm of the comparison; the first is the baseline"),
    _count(
        "replication",
        "number of the replication, from 0; equal numbers share their luck in all arms",
        "index",
    ),
    _count("seed", "seed of all chance in the run", "index"),
)
"""Columns in front, where several runs stand in one table."""

TIMES: Final = (
    _count("period", "period, from 0", "index"),
    Column("time_years", "number", "years", "end of the period, from the start of the run"),
)

_FIRM: Final = _text("firm", "firm, by its id in the scenario")
_NO_CUSTOMERS: Final = "the firm has no customers"
_NO_SALES: Final = "nobody bought anything in the period"

DATA_DICTIONARY: Final[dict[str, Table]] = {
    "firm": Table(
        "period and firm",
        (
            _FIRM,
            Column(
                "status",
                "text",
                "category",
                "waiting (not yet in the market), active or bankrupt, at the end of the period",
            ),
            _count(
                "customers",
                "people in a running relationship with the firm: stages welcome to intensive care",
            ),
            _count("units", "units sold"),
            _count("units_new", "units sold to people who had never bought from the firm"),
            _count("units_kept", "units sold to its customers"),
            _count("units_won_back", "units sold to people it had lost"),
            _cents("revenue", "paid by customers, after discounts"),
            _cents("production", "cost of making the units sold"),
            _cents("transaction", "commissions and further cost of each sale, all channels"),
            _cents("infrastructure", "cost of keeping channels open"),
            _cents("advertising", "spent on being known"),
            _cents("acquisition", "spent on winning customers"),
            _cents("retention", "spent on keeping customers"),
            _cents("win_back", "spent on winning lost customers back"),
            _cents("care", "spent on intensive care and personal offers, discounts aside"),
            _cents("research", "spent on research and development"),
            _cents("fixed", "fixed cost of being in the market"),
            _cents("setup", "cost of entering the market"),
            _cents("profit", "revenue less all costs above, exact"),
            _cents("cash", "cash at the end of the period"),
            _cents("discount", "given away off the list price; revenue is already without it"),
            Column(
                "list_price_cents",
                "number",
                "cents",
                "mean list price of what the firm has on offer",
                "the firm offers nothing",
            ),
            Column("share", "number", "share", "share of the units that all firms sold", _NO_SALES),
            Column(
                "revenue_share",
                "number",
                "share",
                "share of the revenue of all firms",
                "no firm had any revenue",
            ),
            _count("won", "customers won who had never been customers of the firm"),
            _count("lost", "customers lost"),
            _count("won_back", "lost customers who came back"),
            Column(
                "satisfaction",
                "number",
                "index 0-100",
                "mean satisfaction of the firm's customers",
                _NO_CUSTOMERS,
            ),
            Column(
                "attitudinal_loyalty",
                "number",
                "share",
                "mean wish of its customers to buy again, 0 to 1",
                _NO_CUSTOMERS,
            ),
            Column(
                "behavioural_loyalty",
                "number",
                "share",
                "of the purchases of people whose last purchase was from the firm, the share that was again",
                "none of them bought anything",
            ),
            _count("praise", "messages in the firm's favour that people told others"),
            _count("warnings", "messages against the firm that people told others"),
            Column(
                "phase",
                "text",
                "category",
                "phase of the firm's life cycle as it estimates it itself, from its own sales so far",
            ),
        ),
    ),
    "channel": Table(
        "period, firm and channel",
        (
            _FIRM,
            _text("channel", "channel, by its id in the scenario"),
            _count("units", "units sold through it"),
            _cents("revenue", "revenue through it"),
            _cents("transaction", "commissions and further cost of its sales"),
            _cents("infrastructure", "cost of keeping it open"),
            _count("turned_away", "contacts that its capacity could not serve"),
        ),
    ),
    "segment": Table(
        "period, firm and segment",
        (
            _FIRM,
            _text("segment", "segment, by its id in the scenario"),
            _count("customers", "customers of the firm in the segment"),
            _count("units", "units sold to the segment"),
            _cents("revenue", "revenue from the segment"),
        ),
    ),
    "category": Table(
        "period",
        (
            _count("units", "units that all firms sold"),
            _cents("revenue", "revenue of all firms"),
            _count("first_purchases", "people who bought in the category for the first time"),
            _count("owners", "people who own, or have ever bought in the category"),
            Column("penetration", "number", "share", "owners over all people", "there are no people"),
            Column(
                "phase_raw", "text", "category", "phase of the category before smoothing, from sales so far"
            ),
            Column("phase", "text", "category", "phase of the category, from sales so far"),
            Column(
                "herfindahl",
                "number",
                "index 0-1",
                "concentration: sum of the firms' squared shares of units",
                _NO_SALES,
            ),
            Column("mean_price_cents", "number", "cents", "revenue per unit", _NO_SALES),
            _count("occasions", "occasions to buy"),
            _count("waited", "occasions at which nothing on offer was bought"),
        ),
    ),
    "generation": Table(
        "period and generation",
        (
            _text("generation", "generation of products, by its id in the scenario"),
            _count("units", "units sold of it, all firms"),
        ),
    ),
    "stage": Table(
        "period, firm and stage of the relationship",
        (
            _FIRM,
            Column(
                "stage",
                "text",
                "category",
                "attraction, welcome, acquaintance, account_management, intensive_care or lost",
            ),
            _count("customers", "people in this stage of their relationship with the firm"),
        ),
    ),
    "switching": Table(
        "period, supplier before and supplier now",
        (
            _text("origin", "firm of the previous purchase; none = this is the first"),
            _text("destination", "firm of the purchase"),
            _count("purchases", "purchases of people who came this way"),
        ),
    ),
}
"""Tables by name."""


def columns_of(name: str) -> tuple[Column, ...]:
    """All columns of a table in order, those of `LABELS` aside."""
    return (*TIMES, *DATA_DICTIONARY[name].columns)


def kinds(name: str) -> dict[str, Kind]:
    """How each column of a table is stored, labels included."""
    return {column.name: column.kind for column in (*LABELS, *columns_of(name))}


def page() -> str:
    """Write the dictionary as a page in Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Data dictionary"
    yield ""
    yield "The tables that `rivalry run` and `rivalry compare` write, and that `Result.tables` and"
    yield "`Comparison.tables` hold. Money is in whole cents. An integer or a text is never null."
    yield "This page is made of `sim/data_dictionary.py`."
    yield ""
    yield "Profit is exact in every row of `firm`: revenue less production, transaction, infrastructure,"
    yield "advertising, acquisition, retention, win-back, care, research, fixed and setup cost."
    yield ""
    yield "## In front of every table"
    yield ""
    yield "`arm`, `replication` and `seed` stand in tables of several runs and in all files."
    yield ""
    yield from _grid((*LABELS, *TIMES))
    for name, table in DATA_DICTIONARY.items():
        yield ""
        yield f"## `{name}`"
        yield ""
        yield f"One row per {table.row}."
        yield ""
        yield from _grid(table.columns)


def _grid(columns: tuple[Column, ...]) -> Iterator[str]:
    yield "| column | stored as | unit | meaning | null when |"
    yield "|---|---|---|---|---|"
    for column in columns:
        yield f"| `{column.name}` | {column.kind} | {column.unit} | {column.meaning} | {column.null} |"


if __name__ == "__main__":
    print(page(), end="")
