"""`rivalry export` and `rivalry rerun`: take results away, or make them again."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from analysis.commands.options import SOME_FAILED, Jobs, Out, Seed, Set, Strategies, stop
from analysis.commands.options import File as ScenarioFile

export = typer.Typer(
    name="export",
    help="Take results away: tables, office files, logs.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Results = Annotated[
    Path,
    typer.Argument(metavar="RESULTS", help="Folder of a run, a comparison or a sweep.", show_default=False),
]
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
    from analysis.taking import export_results

    for path in export_results(folder, out, kind, decimal, tuple(only or ())):
        typer.echo(path)


@export.command()
def transactions(
    file: ScenarioFile,
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
    from analysis.taking import LogOrder, export_transactions

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


def rerun(folder: Results, *, strategies: Strategies = None, out: Out = None, jobs: Jobs = None) -> None:
    """Make a result again and compare every byte.

    Its folder says how it was made: resolved scenarios, seeds, versions. What was made with strategies of
    your own needs their file as it was.
    """
    from analysis.preparing import prepare
    from analysis.rerunning import rerun as make_again
    from sim.progress import progress

    prepare()
    again = make_again(folder, out, jobs, progress, strategies or ())
    if again.stopped_by is not None:
        stop(f"stopped: what is finished is in {again.folder}", again.stopped_by)
    typer.echo(f"Made again: {again.folder}", err=True)
    if not again.differing:
        typer.echo("the same, byte for byte")
        return
    reason = f"; it was made by model {again.older}" if again.older else ""
    stop(f"{len(again.differing)} files differ: {', '.join(again.differing[:20])}{reason}", SOME_FAILED)
