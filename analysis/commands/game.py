"""`rivalry game`: strategies against strategies, firms against firms."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analysis.commands.options import File, Jobs, Set, Strategies, tell

game = typer.Typer(
    name="game",
    help="Play all strategies against all; find equilibria.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Players = Annotated[
    list[str] | None,
    typer.Option(
        "--player",
        metavar="FIRM",
        help="A firm that chooses; repeatable. [default: the focus firm and the next]",
        show_default=False,
    ),
]
Outcome = Annotated[
    str | None,
    typer.Option(
        "--of",
        metavar="OUTCOME",
        help="What a firm wants more of. [default: profit_cents]",
        show_default=False,
    ),
]
Runs = Annotated[
    int | None,
    typer.Option(
        "--replications",
        "-n",
        min=1,
        metavar="N",
        help="Runs per combination. [default: 30]",
        show_default=False,
    ),
]
FirstSeed = Annotated[
    int | None,
    typer.Option(min=0, metavar="N", help="Seed of the first replication. [default: 0]", show_default=False),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        metavar="FILE",
        help="Also write it: charts as .html, or the numbers as .csv.",
        show_default=False,
    ),
]


@game.command()
def payoff(
    file: File,
    *,
    players: Players = None,
    changes: Set = None,
    strategies: Strategies = None,
    of: Outcome = None,
    replications: Runs = None,
    seed: FirstSeed = None,
    jobs: Jobs = None,
    out: Out = None,
) -> None:
    """Play all strategies against all; tell payoffs and equilibria.

    Every arm of the file that changes only the focus firm's strategies is a strategy for each player. A
    file with a key 'players' says for each firm which strategies it has.
    """
    from analysis.games.play import Play, play_all

    said = (tuple(changes or ()), tuple(players or ()), of, replications, seed, tuple(strategies or ()))
    tell(play_all(Play(file, *said), jobs), out)


@game.command(name="best-reply")
def best_reply(
    file: File,
    *,
    players: Players = None,
    changes: Set = None,
    strategies: Strategies = None,
    of: Outcome = None,
    replications: Runs = None,
    seed: FirstSeed = None,
    jobs: Jobs = None,
    iterate: Annotated[
        bool, typer.Option("--iterate", help="Let the players reply in turn until nobody moves.")
    ] = False,
    out: Out = None,
) -> None:
    """Find the first player's best strategy against the rivals as they are."""
    from analysis.games.play import Play, reply_best, reply_in_turn

    said = (tuple(changes or ()), tuple(players or ()), of, replications, seed, tuple(strategies or ()))
    asked = Play(file, *said)
    tell(reply_in_turn(asked, jobs) if iterate else reply_best(asked, jobs), out)
