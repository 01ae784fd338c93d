"""Try candidates one after the other, and the best of them again on fresh seeds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.evaluation import Evaluate, in_this_process, outcome_values
from analysis.optimise.result import AS_IT_IS, Search, Trial, best_first
from analysis.optimise.study import next_trial, opened, optuna, values_of
from sim.files import BadInput
from sim.refusal import EveryRunFailed

if TYPE_CHECKING:
    from analysis.optimise.plan import OptimisePlan
    from sim import Scenario
    from sim.units import Floats

Progress = Callable[[int, int], None]


def optimise(
    scenario: Scenario,
    plan: OptimisePlan,
    journal: Path | None = None,
    evaluate: Evaluate = in_this_process,
    progress: Progress | None = None,
) -> Search:
    """Search, or go on searching, until the plan's trials are done; then try the best again on fresh seeds.

    Whatever interrupts it leaves a journal from which the same call goes on: finished trials are not tried
    again, and the rest is proposed as if nothing had happened.

    Parameters
    ----------
    scenario : file whose keys are searched
    plan : what is searched; `trials`, `finalists` and `fresh_replications` may grow between calls
    journal : file that keeps what was tried; in memory if left out
    evaluate : runs scenarios
    progress : called after every trial with (trials done, trials in all)

    Raises
    ------
    BadInput
        If the plan does not fit the scenario, or the journal is of another plan.
    StudyBusy
        If another process searches with the same journal.
    OSError
        If the journal cannot be used.
    """
    base = plan.base(scenario)
    with opened(journal, plan, base) as study:
        while len(done := _finished(study, plan)) < plan.trials:
            _try(study, plan, base, evaluate)
            if progress is not None:
                progress(len(done) + 1, plan.trials)
        return Search(plan, done, _confirmed(study, plan, base, evaluate, done))


def _finished(study: Any, plan: OptimisePlan) -> list[Trial]:  # noqa: ANN401
    trials = [trial for trial in study.get_trials(deepcopy=False) if trial.state.is_finished()]
    return [
        Trial(
            number=trial.number,
            values=values_of(plan, trial.params),
            outcomes=_floats(trial.user_attrs.get("outcomes", []), plan),
            reason=trial.user_attrs.get("reason", ""),
        )
        for trial in trials
    ]


def _floats(rows: Sequence[Sequence[float | None]], plan: OptimisePlan) -> Floats:
    return np.array(rows, dtype=np.float64).reshape(-1, len(plan.objectives))


def _try(study: Any, plan: OptimisePlan, base: Scenario, evaluate: Evaluate) -> None:  # noqa: ANN401
    trial = next_trial(study, plan)
    outcomes, reason = _tried(plan, base, values_of(plan, trial.params), evaluate)
    trial.set_user_attr("outcomes", _rows(outcomes))
    if reason:
        trial.set_user_attr("reason", reason)
        study.tell(trial, state=optuna().trial.TrialState.FAIL)
    else:
        study.tell(trial, outcomes.mean(axis=0).tolist())


def _tried(
    plan: OptimisePlan, base: Scenario, values: dict[str, Any], evaluate: Evaluate
) -> tuple[Floats, str]:
    """What a candidate brings in each replication, and why it cannot be judged; a failure is not the end."""
    nothing = np.full((plan.replications, len(plan.objectives)), np.nan)
    try:
        scenario = base.set(**values)
        comparison = evaluate({"candidate": scenario}, plan.replications, plan.seed)
    except BadInput as bad:
        return nothing, f"does not fit: {bad.problems[0].path}: {bad.problems[0].problem}"
    except EveryRunFailed as failed:
        return nothing, str(failed)
    outcomes = outcome_values(comparison, plan.outcomes)["candidate"]
    # A mean over other replications than the rest's would not be in the same luck.
    lost = int(np.isnan(outcomes).any(axis=1).sum())
    return outcomes, f"{lost} of {plan.replications} replications have no value" if lost else ""


def _rows(outcomes: Floats) -> list[list[float | None]]:
    return [[None if np.isnan(value) else float(value) for value in row] for row in outcomes]


def _confirmed(
    study: Any,  # noqa: ANN401
    plan: OptimisePlan,
    base: Scenario,
    evaluate: Evaluate,
    done: Sequence[Trial],
) -> dict[str, Floats]:
    """Outcomes of the file as it is and of the finalists on fresh seeds, kept once they are there."""
    finalists = [done[place] for place in best_first(plan, done)[: plan.finalists]]
    if not finalists:
        return {}
    asked = [[trial.number for trial in finalists], plan.fresh_seed, plan.fresh_replications]
    kept = study.user_attrs.get("confirmed")
    if kept is None or kept["asked"] != asked:
        scenarios = {AS_IT_IS: base, **{trial.name: base.set(**trial.values) for trial in finalists}}
        comparison = evaluate(scenarios, plan.fresh_replications, plan.fresh_seed)
        found = outcome_values(comparison, plan.outcomes)
        kept = {"asked": asked, "outcomes": {name: _rows(rows) for name, rows in found.items()}}
        study.set_user_attr("confirmed", kept)
    return {name: _floats(rows, plan) for name, rows in kept["outcomes"].items()}
