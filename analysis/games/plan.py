"""Who plays what, as a plan file says it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, field_validator

from analysis.evaluation import Evaluate, Experiment, in_this_process, known_outcome
from analysis.games.payoff import Overlay, Players, all_against_all, bundles_of_arms, strategies_of_arms
from sim.files import BadInput, Problem
from sim.files.problems import suggestion
from sim.scenario.scenario import Scenario
from sim.units import Count, Name, PositiveCount, Spec

ALL_ARMS = "all_arms"


class GamePlan(Spec):
    """A game between firms of one scenario."""

    players: dict[Name, Literal["all_arms"] | list[Name] | dict[Name, dict[str, Any] | None]] = Field(
        min_length=1,
        description="by firm: strategies as arms are written, names of arms, or all_arms; an arm that sets "
        "only the focus firm's strategies can be given to any firm",
    )
    outcome: str = Field("profit_cents", description="what every player is after")
    replications: PositiveCount = Field(30, description="runs of each combination, all in the same luck")
    seed: Count = Field(0, description="of the first replication")

    @field_validator("outcome")
    @classmethod
    def _is_an_outcome(cls, value: str) -> str:
        return known_outcome(value)

    def resolved(self, scenario: Scenario) -> Players:
        """The players' strategies as overlays, with the scenario's arms filled in.

        Raises
        ------
        BadInput
            An arm is unknown, or changes more than the firm that shall play it.
        """
        return {firm: _strategies(scenario, firm, given) for firm, given in self.players.items()}

    def experiment(self, evaluate: Evaluate = in_this_process) -> Experiment:
        """How the game is played out."""
        return Experiment(self.outcome, self.replications, self.seed, evaluate)


class GameFile(GamePlan):
    """A game, as its file says it."""

    scenario: str = Field(description="scenario file beside the game, or the name of one in the library")


def _strategies(scenario: Scenario, firm: str, given: object) -> dict[str, Overlay | None]:
    if isinstance(given, dict):
        return given
    arms = _playable(scenario, firm)
    names = [*arms] if given == ALL_ARMS or not isinstance(given, list) else given
    problems = [
        Problem("plan", 1, 1, f"players.{firm}", f"cannot play arm {name!r}", suggestion(name, arms))
        for name in names
        if name not in arms
    ]
    if problems:
        raise BadInput(problems)
    return {name: arms[name] for name in names}


def _playable(scenario: Scenario, firm: str) -> dict[str, Overlay]:
    """Arms that a firm can play: those of its own, and the focus firm's bundles of strategies."""
    focus = scenario.focus_firm
    if firm == focus:
        return strategies_of_arms(scenario, firm)
    borrowed = all_against_all([firm], bundles_of_arms(scenario, focus))[firm]
    own = {name: arm for name, arm in strategies_of_arms(scenario, firm).items() if arm}
    return {**{name: overlay or {} for name, overlay in borrowed.items()}, **own}
