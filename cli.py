"""The command line: parses, calls, prints.

Data goes to stdout, progress and messages to stderr. Exit codes: 0 fine, 2 bad input or usage, 3 folder
busy, 4 finished but some runs failed, 5 results could not be written, 130 or 143 interrupted, 1 our bug.
"""

from __future__ import annotations

import io
import json
import os
import shlex
import signal
import sys
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from analysis.commands.analyse import analyse
from analysis.commands.export import export
from analysis.commands.game import game
from analysis.commands.optimise import optimise
from analysis.commands.options import (
    BAD_INPUT,
    INTERRUPTED,
    SOME_FAILED,
    STORAGE,
    TERMINATED,
    Arm,
    Drivers,
    File,
    Files,
    Force,
    Format,
    Jobs,
    Out,
    Replications,
    Seed,
    Set,
    Strategies,
    stop,
)
from analysis.commands.rerun import rerun
from analysis.commands.sweep import sweep
from sim.files.problems import one_line
from sim.refusal import Refusal
from sim.scenario.arms import read_arms
from sim.scenario.scenario import Scenario, library, load


class Commands(TyperGroup):
    """All commands; what goes wrong in any of them is told the same way."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - as the base class has it
        """Run a command; turn its troubles into lines on stderr and an exit code."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except Refusal as refusal:
            stop(str(refusal), refusal.exit_code)
        except BrokenPipeError:  # whoever read our output has had enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except MemoryError:
            stop("out of memory - ask for fewer customers, or use --jobs 1", BAD_INPUT)
        except OSError as error:
            stop(_reason(error), STORAGE)
        except KeyboardInterrupt:
            stop("interrupted", INTERRUPTED)
        return result


def _reason(error: OSError) -> str:
    where = f"{one_line(str(error.filename), 400)}: " if error.filename else ""
    return f"{where}{one_line(error.strerror or str(error), 400)} - free some space or name another folder"


app = typer.Typer(
    name="rivalry",
    cls=Commands,
    epilog="FILE is a scenario file, or the name of one that 'rivalry scenarios' lists.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"rivalry {version('rivalry')}")
        raise typer.Exit


@app.callback()
def rivalry(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """Set strategies against each other in one market, in the same luck."""


@app.command()
def validate(file: File, *, changes: Set = None, strategies: Strategies = None) -> None:
    """Check a scenario file and each of its arms.

    Every mistake is told in one line: file, line, column, key, what is wrong and what would do.
    """
    scenario = load(file, *(changes or ()), strategies=strategies or ())
    arms = f", arms {', '.join(scenario.arms)}" if scenario.arms else ""
    typer.echo(f"{one_line(file, 400)} is valid: firms {', '.join(scenario.firms)}{arms}")


@app.command()
def show(file: File, *, changes: Set = None, strategies: Strategies = None, arm: Arm = None) -> None:
    """Show every value, its unit and where it comes from.

    Values that the file leaves out are shown with their default.
    """
    scenario = load(file, *(changes or ()), strategies=strategies or ())
    lines = (scenario.arm(arm) if arm else scenario).explained()
    here = f"{Path.cwd()}{os.sep}"
    cells = [
        (line.path, _plain(line.value), line.unit, one_line(line.origin.removeprefix(here), 400))
        for line in lines
    ]
    _print_aligned(cells, limits=(80, 24, 12, 0))


def _print_aligned(rows: Sequence[Sequence[str]], limits: Sequence[int]) -> None:
    widths = [
        min(max(map(len, column)), limit)
        for column, limit in zip(zip(*rows, strict=True), limits, strict=True)
    ]
    for row in rows:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _plain(value: object) -> str:
    """Value as a scenario file would have it, on one line."""
    if isinstance(value, Enum):
        value = value.value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return one_line(text, 10_000) or "''"


@app.command()
def schema() -> None:
    """Print the JSON Schema of scenario files.

    It describes a whole scenario; a file that extends another may leave out what it takes over.
    """
    whole = Scenario.model_json_schema()
    whole["properties"]["extends"] = {
        "type": "string",
        "description": "name of the scenario that this file changes",
    }
    typer.echo(json.dumps(whole, indent=2, ensure_ascii=False))


@app.command()
def scenarios() -> None:
    """List the scenarios that come with rivalry.

    Each with its name, its title and the rows of the catalogue of mechanisms that it shows.
    """
    rows = [(entry.name, one_line(entry.title, 60), " ".join(entry.rows)) for entry in library()]
    _print_aligned(rows, limits=(40, 60, 0))


@app.command()
def run(
    file: File,
    *,
    changes: Set = None,
    strategies: Strategies = None,
    arm: Arm = None,
    replications: Replications = 1,
    seed: Seed = 0,
    jobs: Jobs = None,
    out: Out = None,
    kind: Format = "parquet",
    force: Force = False,
) -> None:
    """Run one market; write its tables and a report.

    The summary is printed. Tables, and the report as one HTML file, go to a new folder.
    """
    scenario = load(file, *(changes or ()), strategies=strategies or ())
    scenario = scenario.arm(arm) if arm else scenario
    said = [*_given("--set", changes), *_given("--strategies", strategies)]
    words = ["run", file, *said, *(["--arm", arm] if arm else [])]
    _carry_out(
        {scenario.arm_name or "base": scenario},
        words,
        name=Path(file).stem,
        replications=replications,
        seed=seed,
        jobs=jobs,
        out=out,
        kind=kind,
        force=force,
    )


@app.command()
def compare(
    files: Files,
    *,
    changes: Set = None,
    strategies: Strategies = None,
    replications: Replications = 30,
    seed: Seed = 0,
    jobs: Jobs = None,
    out: Out = None,
    kind: Format = "parquet",
    force: Force = False,
    drivers: Drivers = None,
) -> None:
    """Compare arms or scenarios in the same luck.

    Every arm runs in every replication; differences from the first arm are paired and come with 95%
    intervals. Of several files, all arms are compared; a file without arms is one arm. To add an arm
    to a file, use --set arms.NAME.path.to.key=value.
    """
    from analysis.compare.drivers import read_spans

    arms = read_arms(files, changes or (), strategies or ())
    said = [*_given("--set", changes), *_given("--strategies", strategies), *_given("--driver", drivers)]
    _carry_out(
        arms,
        ["compare", *files, *said],
        name=Path(files[0]).stem,
        replications=replications,
        seed=seed,
        jobs=jobs,
        out=out,
        kind=kind,
        force=force,
        drivers=read_spans(drivers) if drivers else (),
    )


def _given(option: str, values: list[str] | None) -> list[str]:
    return [word for value in values or () for word in (option, value)]


def _carry_out(arms: dict[str, Scenario], words: list[str], **settings: Any) -> None:  # noqa: ANN401
    """Compute and write, then print what came out."""
    from rich.console import Console

    from analysis.compare.delivery import Order, deliver
    from analysis.engine import prepare
    from sim.experiments.progress import progress

    again = ["rivalry", *words, "-n", str(settings["replications"]), "--seed", str(settings["seed"])]
    order = Order(arms=arms, command=one_line(shlex.join(again), 10_000), **settings)
    prepare()
    comparison, folder = deliver(order, progress)
    # What shows results is loaded when there are some.
    from analysis.compare.terminal import terminal_summary

    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(terminal_summary(comparison, console.width))
    typer.echo(f"Report: {folder / 'report.html'}\nTables: {folder / 'tables'}", err=True)
    if comparison.failures:
        runs = len(comparison.arms) * comparison.replications
        stop(f"{comparison.failures} of {runs} runs broke off and are left out", SOME_FAILED)


app.add_typer(sweep)
app.add_typer(analyse)
app.command()(optimise)
app.add_typer(game)
app.add_typer(export)
app.command()(rerun)


def _terminated(_signal: int, _frame: object) -> NoReturn:
    typer.echo("terminated", err=True)
    raise SystemExit(TERMINATED)


def main() -> None:
    """Start the command line."""
    signal.signal(signal.SIGTERM, _terminated)
    for stream in (sys.stdout, sys.stderr):
        # A name that the terminal cannot show must not end the program.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app()


if __name__ == "__main__":
    main()
