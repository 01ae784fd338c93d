"""Games of firms from the command line's words to what is told: payoffs, equilibria, best replies."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.evaluation import Experiment, evaluator
from analysis.games.best_reply import best_reply, iterated_best_reply
from analysis.games.equilibria import equilibria, verdict
from analysis.games.figures import payoff_matrix
from analysis.games.payoff import Players, payoffs
from analysis.games.plan import ALL_ARMS, GameFile, GamePlan
from analysis.pages.answer import Answer, tabled
from sim.files import BadInput, Problem, build, read_tree
from sim.files.wording import split_message
from sim.scenario.scenario import LIBRARY, Scenario, find, load


@dataclass(frozen=True)
class Play:
    """What is asked: a scenario or game file, and what the command line says over it (None = nothing).

    `strategies` are Python files.
    """

    file: str
    changes: tuple[str, ...] = ()
    players: tuple[str, ...] = ()
    outcome: str | None = None
    replications: int | None = None
    seed: int | None = None
    strategies: tuple[str, ...] = ()


def play_all(asked: Play, jobs: int | None) -> Answer:
    """Payoffs of all strategies against all, and the equilibria among them.

    Raises
    ------
    BadInput, Refusal
        If the file, the players or their strategies do not fit, or no run came to an end.
    """
    scenario, players, plan = _read(asked)
    with evaluator(jobs) as evaluate:
        paid = payoffs(scenario, players, plan.experiment(evaluate))
    found = equilibria(paid, plan.seed)
    return tabled(verdict(found), found.table(), "", [payoff_matrix(found)] if len(players) == 2 else [])


def reply_best(asked: Play, jobs: int | None) -> Answer:
    """The first player's best strategy against rivals who play their first.

    Raises
    ------
    BadInput, Refusal
        As `play_all`.
    """
    scenario, players, plan = _read(asked)
    firm, *rivals = players
    with evaluator(jobs) as evaluate:
        first = {rival: next(iter(players[rival])) for rival in rivals}
        found = best_reply(scenario, firm, players, first, plan.experiment(evaluate))
    return tabled(found.finding(), found.table(), "")


def reply_in_turn(asked: Play, jobs: int | None) -> Answer:
    """All players reply in turn until nobody moves.

    Raises
    ------
    BadInput, Refusal
        As `play_all`.
    """
    scenario, players, plan = _read(asked)
    with evaluator(jobs) as evaluate:
        found = iterated_best_reply(scenario, players, None, plan.experiment(evaluate))
    return tabled(found.finding(), found.table(), "")


def _read(asked: Play) -> tuple[Scenario, Players, GamePlan]:
    """Scenario, strategies and settings: of a game file, or of a scenario whose arms are the strategies."""
    path = find(asked.file)
    tree = read_tree(path, (), LIBRARY)
    if tree.node(("players",)) is None:
        scenario = load(path, *asked.changes, strategies=asked.strategies)
        firms = asked.players or _first_two(scenario)
        plan = GamePlan.model_validate({"players": dict.fromkeys(firms, ALL_ARMS)})
    else:
        said = build(GameFile, tree)
        beside = path.parent / said.scenario
        name = beside if beside.is_file() else said.scenario
        scenario, plan = load(name, *asked.changes, strategies=asked.strategies), said
    plan = _over(plan, asked)
    return scenario, plan.resolved(scenario), plan


def _first_two(scenario: Scenario) -> tuple[str, ...]:
    focus = scenario.focus_firm
    return (focus, *[firm for firm in scenario.firms if firm != focus][:1])


def _over(plan: GamePlan, asked: Play) -> GamePlan:
    """The plan with what the command line says laid over it."""
    said = {"outcome": asked.outcome, "replications": asked.replications, "seed": asked.seed}
    said = {key: value for key, value in said.items() if value is not None}
    if asked.outcome is not None:
        _known(asked.outcome)
    return plan.model_copy(update=said)


def _known(outcome: str) -> None:
    try:
        Experiment(outcome)
    except ValueError as error:
        raise BadInput([Problem("--of", 1, 1, "of", *split_message(str(error)))]) from None
