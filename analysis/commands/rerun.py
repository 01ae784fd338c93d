"""`rivalry rerun`: make a result again."""

from __future__ import annotations

import typer

from analysis.commands.options import SOME_FAILED, Jobs, Out, Results, Strategies, stop


def rerun(folder: Results, *, strategies: Strategies = None, out: Out = None, jobs: Jobs = None) -> None:
    """Make a result again and compare every byte.

    Its folder says how it was made: resolved scenarios, seeds, versions. What was made with strategies of
    your own needs their file as it was.
    """
    from analysis.engine import prepare
    from analysis.rerun import rerun as make_again
    from sim.experiments.progress import progress

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
