"""Games of firms from the command line's words to what is told: payoffs, equilibria, best replies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from analysis.evaluating import evaluator
from analysis.figures.games import payoff_matrix
from analysis.games.best_reply import best_reply, iterated_best_reply
from analysis.games.equilibria import equilibria, verdict
from analysis.games.payoff import Players, all_against_all, bundles_of_arms, payoffs
from analysis.optimise.evaluation import Experiment, known_outcome
from analysis.telling import Answer, tabled
from sim.files import BadInput, Problem, build, read_tree
from sim.scenario import LIBRARY, Scenario, find, load
from sim.units import Name, Spec


class Game(Spec):
    """A file that says which strategies each firm has."""

    scenario: str = Field(description="scenario file beside the game, or the name of one in the library")
    players: dict[Name, dict[Name, dict[str, Any] | None]] = Field(
        min_length=1, description="by firm, its strategies by name: what differs below firms.FIRM"
    )


@dataclass(frozen=True)
class Play:
    """What is asked: a scenario or game file, the players, and what they want more of."""

    file: str
    changes: tuple[str, ...]
    players: tuple[str, ...]
    of: str
    replications: int
    seed: int


def play_all(asked: Play, jobs: int | None) -> Answer:
    """Payoffs of all strategies against all, and the equilibria among them.

    Raises
    ------
    BadInput, Refusal
        If the file, the players or their strategies do not fit, or no run came to an end.
    """
    scenario, players = _read(asked)
    with evaluator(jobs) as evaluate:
        paid = payoffs(scenario, players, _experiment(asked, evaluate))
    found = equilibria(paid, asked.seed)
    figures = [payoff_matrix(found)] if len(paid.players) == 2 else []
    return tabled(verdict(found), paid.table(), "", figures)


def reply_best(asked: Play, jobs: int | None) -> Answer:
    """The first player's best strategy against rivals who play their first.

    Raises
    ------
    BadInput, Refusal
        As `play_all`.
    """
    scenario, players = _read(asked)
    firm, *rivals = players
    with evaluator(jobs) as evaluate:
        first = {rival: next(iter(players[rival])) for rival in rivals}
        found = best_reply(scenario, firm, players, first, _experiment(asked, evaluate))
    return tabled(found.finding(), found.table(), "")


def reply_in_turn(asked: Play, jobs: int | None) -> Answer:
    """All players reply in turn until nobody moves.

    Raises
    ------
    BadInput, Refusal
        As `play_all`.
    """
    scenario, players = _read(asked)
    with evaluator(jobs) as evaluate:
        found = iterated_best_reply(scenario, players, None, _experiment(asked, evaluate))
    return tabled(found.finding(), found.table(), "")


def _experiment(asked: Play, evaluate: Any) -> Experiment:  # noqa: ANN401 - a callable
    try:
        known_outcome(asked.of)
    except ValueError as error:
        problem, _, remedy = str(error).partition(" - ")
        raise BadInput([Problem("--of", 1, 1, "of", problem, remedy)]) from None
    return Experiment(asked.of, asked.replications, asked.seed, evaluate)


def _read(asked: Play) -> tuple[Scenario, Players]:
    """Scenario and strategies: those that a game file lists, or the arms of a scenario."""
    path = find(asked.file)
    tree = read_tree(path, (), LIBRARY)
    if tree.node(("players",)) is None:
        scenario = load(path, *asked.changes)
        return scenario, _from_arms(scenario, asked)
    said = build(Game, tree)
    beside = path.parent / said.scenario
    scenario = load(beside if beside.is_file() else said.scenario, *asked.changes)
    own = {
        firm: {name: _below(firm, over) for name, over in every.items()}
        for firm, every in said.players.items()
    }
    return scenario, {firm: own[firm] for firm in asked.players} if asked.players else own


def _below(firm: str, overlay: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"firms": {firm: dict(overlay)}} if overlay else {}


def _from_arms(scenario: Scenario, asked: Play) -> Players:
    focus = scenario.focus_firm
    bundles = bundles_of_arms(scenario, focus)
    if len(bundles) < 2:
        problem = f"has {len(bundles)} arms that change only the strategies of {focus}"
        remedy = "give it two, or write a file with 'scenario:' and 'players:'"
        raise BadInput([Problem(asked.file, 1, 1, "arms", problem, remedy)])
    rivals = [firm for firm in scenario.firms if firm != focus]
    return all_against_all(asked.players or (focus, *rivals[:1]), bundles)
