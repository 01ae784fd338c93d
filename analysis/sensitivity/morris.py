"""Morris screening: which factors matter at all, and which act by interaction or along a curve.

Sources: Morris (1991), "Factorial sampling plans for preliminary computational experiments"; Campolongo,
Cariboni & Saltelli (2007), "An effective screening design for sensitivity analysis of large models". Computed
by SALib.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.figures.canvas import Told
from analysis.sensitivity.factor_values import factor_name
from analysis.sensitivity.figures.planes import effects_plane
from analysis.sensitivity.responses import Responses, check_layout, refusal
from analysis.sensitivity.tables import HIGH, LOW, UNIT, in_words, with_limits
from analysis.style import headline_case
from sim.experiments.designs import Morris, problem
from sim.experiments.designs.sampled import salib

SEED = 1
"""Of the resampling behind intervals; SALib takes 0 for no seed at all."""
RESAMPLES = 1000


@dataclass(frozen=True)
class MorrisEffects:
    """Elementary effects: the change of the response if a factor alone went through its whole range.

    `effects` has one row per factor, the strongest first: factor, mu_star (mean size, with its 95% interval),
    mu (mean), sigma (standard deviation), in the unit of the key figure; `trajectories` were complete.
    """

    responses: Responses
    effects: pd.DataFrame
    trajectories: int
    planned: int

    def table(self) -> pd.DataFrame:
        """One row per factor, the strongest first."""
        return self.effects.assign(unit=UNIT[self.responses.kpi.kind])

    def words(self) -> tuple[list[str], list[list[str]]]:
        """Head and rows of the table as a reader expects them."""
        show = self.responses.show
        signed = partial(show, signed=True)
        return in_words(self.table(), {"mu_star": show, "mu": signed, "sigma": show})

    def finding(self) -> str:
        """Name the strongest factor, with its uncertainty, and how it acts."""
        first = self.effects.iloc[0]
        size = with_limits(first, "mu_star", self.responses.show)
        alike = abs(first.mu) > 0.9 * first.mu_star
        how = "always in one direction" if alike else "up here and down there"
        name = headline_case(factor_name(first.factor))
        return f"{name} moves {self.responses.title} most: {size} on average, {how}."

    def notes(self) -> str:
        """How many trajectories it rests on, what is missing and how much is luck."""
        return f"{self.trajectories} of {self.planned} trajectories are complete. {self.responses.caveats()}"

    def figure(self) -> go.Figure:
        """Draw the plane of mean size and spread of effects."""
        description = (
            f"Each mark is a factor: to the right, the mean size of its effect on {self.responses.title} "
            "over its whole range, with the 95% interval; upwards, how much the effect differs from place to "
            "place, which is interaction or curvature. Marks above the dotted diagonal differ more than they "
            f"act. {self.notes()}"
        )
        return effects_plane(
            self.effects, self.responses.kpi, Told(self.finding(), description, *self.words())
        )


def analyse_morris(responses: Responses) -> MorrisEffects:
    """Elementary effects from a Morris design; a trajectory with a point that has no run is left out.

    Raises
    ------
    BadInput
        If the design is another, or fewer than two trajectories are complete.
    """
    design = responses.design
    if not isinstance(design, Morris):
        raise refusal("morris", "needs a design of kind morris", "run a plan with kind: morris")
    check_layout(responses, "morris")
    shape = (design.trajectories, len(design.over) + 1)
    values = responses.mean_array.reshape(shape)
    whole = ~np.isnan(values).any(axis=1)
    if whole.sum() < 2:
        missing = int((responses.counts == 0).sum())
        problem_words = (
            f"{missing} of {design.size} points are missing, so that no two trajectories are complete"
        )
        raise refusal("morris", problem_words, "resume the sweep")
    places = design.unit_points().reshape(*shape, -1)[whole].reshape(-1, len(design.over))
    found = salib("analyze.morris").analyze(
        problem(design),
        places,
        values[whole].ravel(),
        num_levels=design.levels,
        num_resamples=RESAMPLES,
        seed=SEED,
    )
    return MorrisEffects(responses, _ordered(design, found), int(whole.sum()), design.trajectories)


def _ordered(design: Morris, found: dict[str, list[float]]) -> pd.DataFrame:
    size, reach = (np.asarray(found[key], dtype=np.float64) for key in ("mu_star", "mu_star_conf"))
    columns = {
        "factor": list(design.over),
        "mu_star": size,
        f"mu_star{LOW}": np.maximum(size - reach, 0.0),
        f"mu_star{HIGH}": size + reach,
        "mu": np.asarray(found["mu"], dtype=np.float64),
        "sigma": np.asarray(found["sigma"], dtype=np.float64),
    }
    table = pd.DataFrame(columns)
    return table.sort_values("mu_star", ascending=False, kind="stable", ignore_index=True)
