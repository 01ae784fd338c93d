"""`rivalry analyse`: what the results of a sweep say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.commands.options import StoreFolder, tell

if TYPE_CHECKING:
    from analysis.sensitivity import Responses

analyse = typer.Typer(
    name="analyse",
    help="Tell what drives the results of a sweep.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Of = Annotated[
    str | None,
    typer.Option(
        "--of",
        metavar="[FIRM.]OUTCOME",
        help="Key figure, such as incumbent.share_end. [default: the focus firm's profit_cents]",
        show_default=False,
    ),
]
Arm = Annotated[
    str | None,
    typer.Option("--arm", metavar="NAME", help="Arm to look at. [default: the first]", show_default=False),
]
Against = Annotated[
    str | None,
    typer.Option(
        "--against", metavar="NAME", help="Look at the difference from this arm instead.", show_default=False
    ),
]
File = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        metavar="FILE",
        help="Also write it: a chart as .html, or the numbers as .csv.",
        show_default=False,
    ),
]


@analyse.command()
def tornado(
    store: StoreFolder, *, of: Of = None, arm: Arm = None, against: Against = None, out: File = None
) -> None:
    """Tell how far each factor alone moves a key figure."""
    from analysis.sensitivity import analyse_tornado
    from analysis.sensitivity.sweep import answered

    tell(answered(analyse_tornado(_responses(store, of, arm, against))), out)


@analyse.command()
def morris(
    store: StoreFolder, *, of: Of = None, arm: Arm = None, against: Against = None, out: File = None
) -> None:
    """Screen many factors with elementary effects.

    It needs a plan with a design of kind morris.
    """
    from analysis.sensitivity import analyse_morris
    from analysis.sensitivity.sweep import answered

    tell(answered(analyse_morris(_responses(store, of, arm, against))), out)


@analyse.command()
def sobol(
    store: StoreFolder, *, of: Of = None, arm: Arm = None, against: Against = None, out: File = None
) -> None:
    """Split the variance of a key figure over the factors.

    It needs a plan with a design of kind saltelli, all of whose points have run.
    """
    from analysis.sensitivity import analyse_sobol
    from analysis.sensitivity.sweep import answered

    tell(answered(analyse_sobol(_responses(store, of, arm, against))), out)


@analyse.command()
def prcc(
    store: StoreFolder, *, of: Of = None, arm: Arm = None, against: Against = None, out: File = None
) -> None:
    """Correlate a key figure with each factor, in ranks.

    All other factors are held still.
    """
    from analysis.sensitivity import analyse_prcc
    from analysis.sensitivity.sweep import answered

    tell(answered(analyse_prcc(_responses(store, of, arm, against))), out)


@analyse.command()
def prim(
    store: StoreFolder,
    *,
    of: Of = None,
    arm: Arm = None,
    against: Against = None,
    above: Annotated[
        float | None,
        typer.Option(
            metavar="VALUE",
            help="Look for values above this (money in cents). [default: the upper quarter]",
            show_default=False,
        ),
    ] = None,
    below: Annotated[
        float | None,
        typer.Option(metavar="VALUE", help="Look for values below this instead.", show_default=False),
    ] = None,
    out: File = None,
) -> None:
    """Find where a key figure is high, or low.

    It is a box: a range for each of some factors.
    """
    from analysis.sensitivity import analyse_prim
    from analysis.sensitivity.sweep import answered

    tell(answered(analyse_prim(_responses(store, of, arm, against), above=above, below=below)), out)


@analyse.command()
def convergence(store: StoreFolder, *, of: Of = None, out: File = None) -> None:
    """Tell how far the means have settled.

    And how many replications a narrower interval needs.
    """
    from analysis.sensitivity.sweep import converging

    tell(converging(store, of), out)


@analyse.command()
def regret(store: StoreFolder, *, of: Of = None, out: File = None) -> None:
    """Tell which arm regrets least over all points.

    And how likely each is the best.
    """
    from analysis.sensitivity.sweep import regretting

    tell(regretting(store, of), out)


def _responses(store: Path, of: str | None, arm: str | None, against: str | None) -> Responses:
    from analysis.sensitivity.sweep import responses

    return responses(store, of, arm, against)
