"""Which scenarios a comparison sets against each other, from one file or several."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sim.files import BadInput, Problem
from sim.files.problems import one_line
from sim.scenario.scenario import Scenario, find, load

AS_IT_IS = "base"
MUST_AGREE = {
    "years": "give all arms the same length, say with --set years=10",
    "periods_per_year": "give all arms the same periods, say with --set periods_per_year=12",
    "focus_firm": "name the firm that it is about with --set focus=NAME",
}


def read_arms(
    files: Sequence[str], overrides: Sequence[str] = (), strategies: Sequence[str] = ()
) -> dict[str, Scenario]:
    """Arms by name, the baseline first: those of each file, or the file itself if it has none.

    A single file with a single arm is set against itself without it, which is then called "base".

    Parameters
    ----------
    files
        Paths, or names from the library.
    overrides
        Texts "a.b.c=value", for every file.
    strategies
        Python files with strategies of one's own, for every file.

    Raises
    ------
    BadInput
        A file has a mistake, there are no two arms, or arms differ in length or in whom they are about.
    """
    scenarios = [load(file, *overrides, strategies=strategies) for file in files]
    found = [arm for file, scenario in zip(files, scenarios, strict=True) for arm in _arms(file, scenario)]
    if len(files) == 1:
        found = _at_least_two(files[0], scenarios[0], found)
    arms = dict(zip(_unique([names for names, _ in found]), (scenario for _, scenario in found), strict=True))
    _refuse_disagreement(files, arms)
    return arms


def _arms(file: str, scenario: Scenario) -> list[tuple[tuple[str, str], Scenario]]:
    stem = one_line(Path(file).stem, 40)
    return [((stem, name), scenario.arm(name)) for name in scenario.arms] or [((stem, stem), scenario)]


def _at_least_two(
    file: str, scenario: Scenario, found: list[tuple[tuple[str, str], Scenario]]
) -> list[tuple[tuple[str, str], Scenario]]:
    if not scenario.arms:
        remedy = "add an arm with --set arms.NAME.path.to.key=value, or name a second file"
        raise BadInput([Problem(str(find(file)), 1, 1, "arms", "there are none to compare", remedy)])
    return found if len(found) > 1 else [((found[0][0][0], AS_IT_IS), scenario), *found]


def _unique(names: Sequence[tuple[str, str]]) -> list[str]:
    """Name arms given as (file, arm): as the arm, with its file or a number if others have that name too."""
    short = Counter(arm for _, arm in names)
    longer = [arm if short[arm] == 1 else f"{file} {arm}" if file != arm else file for file, arm in names]
    seen: Counter[str] = Counter()
    unique = []
    for name in longer:
        seen[name] += 1
        unique.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return unique


def _refuse_disagreement(files: Sequence[str], arms: dict[str, Scenario]) -> None:
    (baseline, first), *others = arms.items()
    problems = [
        _disagreement(files[0], key, (baseline, getattr(first, key)), (name, getattr(other, key)))
        for name, other in others
        for key in MUST_AGREE
        if getattr(first, key) != getattr(other, key)
    ]
    if problems:
        raise BadInput(problems)


def _disagreement(file: str, key: str, ours: tuple[str, object], theirs: tuple[str, object]) -> Problem:
    problem = f"is {theirs[1]} in {theirs[0]} and {ours[1]} in {ours[0]}, which cannot be compared"
    return Problem(str(find(file)), 1, 1, key.replace("_firm", ""), problem, MUST_AGREE[key])
