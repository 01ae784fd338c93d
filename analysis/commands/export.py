"""`rivalry export`: take results away."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from analysis.commands.options import File, Results, Seed, Set, Strategies

export = typer.Typer(
    name="export",
    help="Take results away: tables, office files, logs.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Target = Annotated[
    Path, typer.Option("--out", "-o", metavar="PATH", help="New folder, or file for xlsx and pptx.")
]
Only = Annotated[
    list[str] | None,
    typer.Option("--table", metavar="NAME", help="Only this table; repeatable.", show_default=False),
]
Kind = Literal["csv", "csv-spreadsheet", "parquet", "xlsx", "pptx"]


@export.command()
def results(
    folder: Results,
    *,
    kind: Annotated[Kind, typer.Option("--format", help="What to make.", show_default=True)] = "csv",
    out: Target,
    only: Only = None,
    decimal: Annotated[
        Literal["point", "comma"],
        typer.Option("--decimal", help="How csv-spreadsheet writes numbers: 1.5 or 1,5.", show_default=True),
    ] = "point",
) -> None:
    """Write results as CSV for programs or for spreadsheets, Parquet, a workbook, or slides."""
    from analysis.export.results import export_results

    for path in export_results(folder, out, kind, decimal, tuple(only or ())):
        typer.echo(path)


@export.command()
def transactions(
    file: File,
    *,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FOLDER", help="New folder.", show_default="out/NAME-1"),
    ] = None,
    changes: Set = None,
    strategies: Strategies = None,
    seed: Seed = 0,
    cut: Annotated[float, typer.Option(min=0, metavar="YEARS", help="The log ends here.")] = 3.0,
    horizon: Annotated[
        float, typer.Option(min=0, metavar="YEARS", help="The truth looks so far ahead.")
    ] = 2.0,
    discount: Annotated[float, typer.Option(min=0, metavar="RATE", help="Discount rate a year.")] = 0.1,
    continuations: Annotated[
        int, typer.Option(min=20, metavar="N", help="Futures with fresh luck that the truth is a mean of.")
    ] = 20,
    start: Annotated[
        datetime.datetime,
        typer.Option(
            formats=["%Y-%m-%d"],
            metavar="DATE",
            show_default="2020-01-01",
            help="Day on which the run begins.",
        ),
    ] = datetime.datetime(2020, 1, 1),
) -> None:
    """Write every purchase up to a date, and what each customer is truly worth after it."""
    from analysis.export.transactions.order import LogOrder, export_transactions

    order = LogOrder(
        file=file,
        changes=tuple(changes or ()),
        seed=seed,
        cut=cut,
        horizon=horizon,
        discount=discount,
        continuations=continuations,
        start=start.date(),
        out=out,
        strategies=tuple(strategies or ()),
    )
    for path in export_transactions(order):
        typer.echo(path)
