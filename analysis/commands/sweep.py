"""`rivalry sweep`: plan, run, look after and give out sweeps of many runs."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from analysis.commands.options import (
    SOME_FAILED,
    STORAGE,
    Format,
    Jobs,
    PlanFile,
    PlanReplications,
    Set,
    StoreFolder,
    StoreOut,
    Strategies,
    Style,
    Vary,
    stop,
)

sweep = typer.Typer(
    name="sweep",
    help="Run, resume, spread and export many runs.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Tables = Annotated[
    list[str] | None,
    typer.Option("--table", metavar="NAME", help="Keep this table whole too, such as firm; repeatable."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Tell runs, time and disk; run nothing.")]
Cluster = Annotated[
    str | None,
    typer.Option("--cluster", metavar="ADDRESS", help="Run on the Dask scheduler at this address."),
]
ShardOf = Annotated[
    str | None,
    typer.Option("--shard", metavar="I/N", help="Run part I of N only, as one of N array jobs does."),
]
NewGeneration = Annotated[
    bool, typer.Option("--new-generation", help="Go on although plan or program have changed.")
]
RetryFailed = Annotated[bool, typer.Option("--retry-failed", help="Compute runs that failed once more.")]
TimeLimit = Annotated[
    float | None,
    typer.Option("--time-limit", min=0.001, metavar="SECONDS", help="A run that takes longer has failed."),
]
Plot = Annotated[bool, typer.Option("--plot", help="Write a report with charts into the folder.")]


@sweep.command(name="plan")
def show_plan(
    file: PlanFile,
    *,
    changes: Set = None,
    strategies: Strategies = None,
    vary: Vary = None,
    replications: PlanReplications = None,
    points: Annotated[bool, typer.Option("--points", help="List every point as JSON lines.")] = False,
) -> None:
    """Check a plan and tell what it would run."""
    from analysis.sweeps.run import planned
    from sim.experiments.study import runs_of

    read = planned(file, changes, vary, replications, strategies=strategies)
    if points:
        from sim.experiments.designs import points as all_points

        for point in all_points(read.plan.design):
            typer.echo(json.dumps(point, ensure_ascii=False))
        return
    from sim.experiments.designs import size

    typer.echo(
        f"{read.name}: {runs_of(read.plan, len(read.arms)):,} runs = {size(read.plan.design):,} "
        f"{'point' if size(read.plan.design) == 1 else 'points'} x {len(read.arms)} "
        f"{'arm' if len(read.arms) == 1 else 'arms'} ({', '.join(read.arms)}) x "
        f"{read.plan.replications:,} replications\nkept of each run: "
        f"{', '.join(('outcome', *read.plan.keep.tables))}"
    )


@sweep.command()
def run(
    file: PlanFile,
    *,
    out: StoreOut = None,
    changes: Set = None,
    strategies: Strategies = None,
    vary: Vary = None,
    replications: PlanReplications = None,
    jobs: Jobs = None,
    tables: Tables = None,
    plot: Plot = False,
    dry_run: DryRun = False,
    cluster: Cluster = None,
    shard: ShardOf = None,
    time_limit: TimeLimit = None,
    new_generation: NewGeneration = False,
    retry_failed: RetryFailed = False,
    style: Style = "auto",
) -> None:
    """Run a plan, or go on with it where it was stopped.

    Nothing that is finished is computed again. FILE is a plan, or a scenario with --vary.
    """
    from analysis.sweeps.run import SweepOrder, carry_out, planned, read_shard

    more = {"tables": tables, "time_limit": time_limit, "strategies": strategies}
    read = planned(file, changes, vary, replications, **more)
    order = SweepOrder(
        read=read,
        folder=out or Path("out") / f"{read.name}-sweep",
        jobs=jobs,
        cluster=cluster,
        shard=read_shard(shard),
        new_generation=new_generation,
        retry_failed=retry_failed,
        style=style,
        command=shlex.join(["rivalry", *sys.argv[1:]]),
    )
    if dry_run:
        typer.echo(order.estimate())
        return
    done = carry_out(order)
    if done.stopped_by is not None:
        told = f"stopped: {done.finished:,} of {done.total:,} runs are finished"
        stop(f"{told}; go on with: {order.command}", done.stopped_by)
    if plot:
        from analysis.report.sweep import write_sweep_report

        typer.echo(f"Report: {write_sweep_report(order.folder, order.command)}", err=True)
    typer.echo(f"Results: {order.folder}", err=True)
    if done.all_failed:
        stop(
            f"{done.all_failed:,} of {done.total:,} runs failed; 'rivalry sweep status' tells why",
            SOME_FAILED,
        )


@sweep.command()
def status(store: StoreFolder) -> None:
    """Tell how far a sweep is, and which runs failed and why."""
    from analysis.sweeps.results import status_lines

    for line in status_lines(store):
        typer.echo(line)


@sweep.command()
def verify(store: StoreFolder) -> None:
    """Check every byte of a sweep's results, and name what is damaged."""
    from sim.experiments.store import verify as damages

    found = damages(store)
    for damage in found:
        typer.echo(f"{damage.path}: {damage.what} ({damage.runs} runs)")
    if found:
        stop(
            "repair it with the same 'rivalry sweep run' again; only what is damaged is computed anew",
            STORAGE,
        )
    typer.echo(f"{store}: every byte is as it was written")


@sweep.command()
def export(
    store: StoreFolder,
    *,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="New folder for the tables.")],
    kind: Format = "parquet",
) -> None:
    """Write the tables of a sweep, sorted by run, with the varied values beside each run."""
    from analysis.sweeps.results import export_sweep

    written = export_sweep(store, out, kind)
    for path in written:
        typer.echo(path)
