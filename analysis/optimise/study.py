"""The memory of a search: an Optuna study in a journal file that one process at a time writes to.

What is proposed depends on the seed, the number of the trial and the trials finished before it, never on
the state of a generator: a search that was stopped and resumed proposes what an unbroken one proposes.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from analysis.optimise.plan import OptimisePlan, Range
from sim.experiments.identity import model_version
from sim.experiments.storage import FolderProblem
from sim.files import BadInput, Problem
from sim.files.problems import shown
from sim.randomness import mix
from sim.refusal import MissingExtra

if TYPE_CHECKING:
    from sim import Scenario

NAME: Final = "search"
MAY_CHANGE: Final = frozenset({"trials", "finalists", "fresh_replications"})
_SEED_BITS: Final = 0xFFFFFFFF


class StudyBusy(FolderProblem):
    """A study that another process is writing to."""

    exit_code: ClassVar[int] = 3


def optuna() -> Any:  # noqa: ANN401 - a library without types
    """The library, silent.

    Raises
    ------
    MissingExtra
        If it is not installed.
    """
    try:
        import optuna as library  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        raise MissingExtra.of("search", "optuna", "explore") from None
    library.logging.set_verbosity(library.logging.ERROR)
    return library


class _OurLock:
    """What Optuna asks for around each write; the whole file is ours already."""

    def acquire(self) -> bool:
        return True

    def release(self) -> None:
        return None


@contextmanager
def opened(path: Path | None, plan: OptimisePlan, scenario: Scenario) -> Iterator[Any]:
    """The study of a plan, held by this process: new, or as it was left; in memory if there is no path.

    Raises
    ------
    StudyBusy
        If another process holds it.
    BadInput
        If it is the study of another plan or scenario; the problems say what differs.
    OSError
        If the file cannot be used, or is damaged.
    """
    if path is None:
        yield _study(None, plan, scenario)
        return
    with path.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StudyBusy(f"{path}: another process is searching here - wait until it ends") from None
        _cut_broken_line(path)
        yield _study(path, plan, scenario)


def _cut_broken_line(path: Path) -> None:
    """Take away what a killed process had begun to write."""
    whole = path.read_bytes()
    end = whole.rfind(b"\n") + 1
    if end < len(whole):
        with path.open("r+b") as file:
            file.truncate(end)


def _study(path: Path | None, plan: OptimisePlan, scenario: Scenario) -> Any:  # noqa: ANN401
    library = optuna()
    directions = ["maximize" if sign > 0 else "minimize" for sign in plan.signs]
    try:
        study = library.create_study(
            storage=_storage(library, path), study_name=NAME, directions=directions, load_if_exists=True
        )
        return _same(study, identity(plan, scenario), path)
    except (ValueError, KeyError) as error:
        raise OSError(f"{path}: is no journal of a search, or is damaged ({error})") from error


def _storage(library: Any, path: Path | None) -> Any:  # noqa: ANN401
    if path is None:
        return None
    journal = library.storages.journal
    return library.storages.JournalStorage(journal.JournalFileBackend(str(path), lock_obj=_OurLock()))


def identity(plan: OptimisePlan, scenario: Scenario) -> dict[str, str]:
    """Everything that decides what a trial comes to, as text by name."""
    settings = json.loads(plan.model_dump_json(by_alias=True, exclude=set(MAY_CHANGE)))
    resolved = scenario.model_dump_json(exclude={"arms"})
    code = scenario.known_strategies.records(settings, json.loads(resolved))
    return {
        **{name: json.dumps(value) for name, value in settings.items()},
        **({"strategies": json.dumps(code)} if code else {}),
        "scenario": hashlib.sha256(resolved.encode()).hexdigest(),
        "market": model_version(),
    }


def _same(study: Any, now: dict[str, str], path: Path | None) -> Any:  # noqa: ANN401
    before = study.user_attrs.get("identity")
    if before is None:
        study.set_user_attr("identity", now)
        return study
    names = sorted(name for name in {*before, *now} if before.get(name) != now.get(name))
    if names:
        remedy = "give back what it was, or name another folder with --out"
        raise BadInput(
            Problem(str(path), 1, 1, name, _differing(before.get(name), now.get(name)), remedy)
            for name in names
        )
    return study


def _differing(before: str | None, now: str | None) -> str:
    return f"was {shown(before)} when the search began (got {shown(now)})"


def next_trial(study: Any, plan: OptimisePlan) -> Any:  # noqa: ANN401
    """The trial that was begun and not finished, or else a new one, with all its values proposed."""
    library = optuna()
    begun = study.get_trials(deepcopy=False, states=(library.trial.TrialState.RUNNING,))
    number = begun[0].number if begun else len(study.get_trials(deepcopy=False))
    study.sampler = _sampler(library, plan, number, 0)
    trial = library.trial.Trial(study, begun[0]._trial_id) if begun else study.ask()
    # What is proposed jointly must be so before the sampler is exchanged.
    _ = trial.relative_params
    for place, (path, space) in enumerate(plan.over.items(), 1):
        study.sampler = _sampler(library, plan, number, place)
        _propose(trial, path, space)
    return trial


def _sampler(library: Any, plan: OptimisePlan, number: int, place: int) -> Any:  # noqa: ANN401
    seed = mix(mix(mix(plan.seed) + number) + place) & _SEED_BITS
    if plan.sampler == "nsga2":
        return library.samplers.NSGAIISampler(seed=seed)
    return library.samplers.TPESampler(seed=seed, multivariate=len(plan.objectives) == 1, constant_liar=False)


def _propose(trial: Any, path: str, space: Any) -> None:  # noqa: ANN401
    if not isinstance(space, Range):
        trial.suggest_categorical(path, [json.dumps(value) for value in space])
    elif space.integer:
        trial.suggest_int(path, int(space.low), int(space.high), log=space.scale == "log")
    else:
        trial.suggest_float(path, space.low, space.high, log=space.scale == "log")


def values_of(plan: OptimisePlan, proposed: dict[str, Any]) -> dict[str, Any]:
    """Scenario values by path, from what Optuna keeps."""
    return {
        path: proposed[path] if isinstance(space, Range) else json.loads(proposed[path])
        for path, space in plan.over.items()
        if path in proposed
    }
