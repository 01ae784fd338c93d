"""`rivalry optimise`: let the computer look for the parameters that do best."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analysis.commands.options import Jobs, Set, Strategies, Style

PlanFile = Annotated[
    str,
    typer.Argument(
        metavar="FILE", help="Plan of a search: scenario, over, objectives, trials.", show_default=False
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        metavar="FOLDER",
        help="Folder of the search, new or to go on with. [default: out/NAME-search]",
        show_default=False,
    ),
]


def optimise(
    file: PlanFile,
    *,
    changes: Set = None,
    strategies: Strategies = None,
    trials: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Trials in all. [default: the plan's]", show_default=False),
    ] = None,
    jobs: Jobs = None,
    out: Out = None,
    style: Style = "auto",
) -> None:
    """Search a firm's parameters for the best outcomes.

    It may be stopped and gone on with. The best are tried again on luck that the search never saw.
    """
    from analysis.optimise.run import SearchOrder, search

    folder = out or Path("out") / f"{Path(file).stem}-search"
    order = SearchOrder(file, folder, tuple(changes or ()), trials, jobs, style, tuple(strategies or ()))
    for line in search(order):
        typer.echo(line)
    typer.echo(f"Results: {folder}", err=True)
