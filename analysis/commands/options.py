"""What all commands have in common: the words of their options, how they answer, and how they end."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

if TYPE_CHECKING:
    from analysis.pages.answer import Answer

BAD_INPUT, BUSY, SOME_FAILED, STORAGE, INTERRUPTED, TERMINATED = 2, 3, 4, 5, 130, 143

_number = partial(typer.Option, min=1, metavar="N")
_text = partial(typer.Option, show_default=False)
_file = partial(typer.Argument, metavar="FILE", show_default=False)
_store = partial(typer.Argument, metavar="STORE", show_default=False)
_results = partial(typer.Argument, metavar="RESULTS", show_default=False)

File = Annotated[str, _file(help="Scenario file, or the name of one in the library.")]
Files = Annotated[list[str], _file(help="Scenario files, or names of some in the library.")]
PlanFile = Annotated[str, _file(help="Plan of a sweep, or a scenario, as a file or a name in the library.")]
Results = Annotated[Path, _results(help="Folder of a run, a comparison or a sweep.")]
StoreFolder = Annotated[Path, _store(help="Folder that 'rivalry sweep run' made.")]
Set = Annotated[
    list[str] | None,
    _text("--set", "-s", metavar="PATH=VALUE", help="Change one value, such as customers=500; repeatable."),
]
Strategies = Annotated[
    list[str] | None,
    _text("--strategies", metavar="FILE.PY", help="Run this Python file for its strategies too; repeatable."),
]
Vary = Annotated[
    list[str] | None,
    _text(
        "--vary",
        metavar="PATH=LOW:HIGH:COUNT",
        help="Vary one value evenly from LOW to HIGH, or PATH=A,B,C over a list; repeatable.",
    ),
]
Arm = Annotated[str | None, _text(metavar="NAME", help="Run this arm of the file, not the file as it is.")]
Seed = Annotated[
    int, _number(min=0, max=1_000_000_000, help="Seed of the first replication; each next adds 1.")
]
Replications = Annotated[int, _number("--replications", "-n", help="Runs per arm, each with its own luck.")]
PlanReplications = Annotated[
    int | None,
    _number(
        "--replications",
        "-n",
        show_default="the plan's",
        help="Runs per arm and point, each with its own luck.",
    ),
]
Jobs = Annotated[
    int | None,
    _number("--jobs", "-j", show_default="all", help="Processors to use; results do not depend on it."),
]
Out = Annotated[
    Path | None,
    _text("--out", "-o", metavar="FOLDER", show_default="out/NAME-1", help="New folder for the results."),
]
StoreOut = Annotated[
    Path | None,
    _text(
        "--out",
        "-o",
        metavar="STORE",
        show_default="out/NAME-sweep",
        help="Folder of the results, new or to go on with.",
    ),
]
Format = Annotated[
    Literal["parquet", "csv"], _text("--format", show_default=True, help="Format of the tables.")
]
Drivers = Annotated[
    list[str] | None,
    _text(
        "--driver",
        metavar="PATH=LOW:HIGH",
        help="Show how far this feature of the market drives the difference; repeatable.",
    ),
]
Force = Annotated[bool, _text("--force", help="Run even if memory will probably not suffice.")]
Style = Annotated[
    Literal["auto", "bar", "lines", "json", "none"],
    _text("--progress", show_default=True, help="How progress is shown, on stderr."),
]


def stop(message: str, code: int) -> NoReturn:
    """Tell why a command ends, and end it."""
    typer.echo(message, err=True)
    raise typer.Exit(code) from None


def tell(answer: Answer, out: Path | None) -> None:
    """Print an answer, and write it where it is wanted."""
    typer.echo(answer.text)
    if out is not None:
        typer.echo(f"Written: {answer.write(out)}", err=True)
