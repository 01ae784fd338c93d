"""The plan of a store: what its runs are for, in `plan.json`, never mixed with another unnoticed."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from sim.experiments.store import disk
from sim.experiments.store.manifest import Damage, Header, Manifest
from sim.experiments.store.sealing import canonical, seal_of, sealed, unsealed
from sim.refusal import Refusal

PLAN: Final = "plan.json"
PLAN_LOCK: Final = "plan.lock"
"""Held for the moment that it takes to agree on the plan."""
_NOTHING: Final = object()
_SHOWN, _LISTED = 80, 40
"""Characters of a value, and differences, that are told."""


class PlanChanged(Refusal):
    """A plan or a model that is not the store's; the text says what differs, old -> new, one a line."""


@dataclass(frozen=True)
class Plan:
    """A plan as values of JSON, the version of the model that runs it, and its number in the store."""

    plan: dict[str, Any]
    model_version: str
    generation: int = 1

    @property
    def header(self) -> Header:
        """What manifests note of it."""
        return Header(self.generation, seal_of(asdict(self)))

    def needed(self) -> frozenset[str]:
        """Tables that a run must have kept to count as finished."""
        keep = self.plan.get("keep") or {}
        return frozenset({"outcome", *keep.get("tables", ())})

    def is_like(self, other: "Plan") -> bool:
        """Whether plan and model are the same, generations aside."""
        return self._said() == other._said()

    def _said(self) -> str:
        return canonical([self.plan, self.model_version])


def read_plan(folder: Path) -> tuple[Plan | None, list[Damage]]:
    """Plan of a store, None if it is missing or damaged, and what is wrong with its file."""
    line = disk.read(folder / PLAN)
    if line is None:
        return None, [Damage(PLAN, "is missing", 0)]
    content = unsealed(line)
    if content is None:
        return None, [Damage(PLAN, "is not what was written", 0)]
    return Plan(**content), []


def settle_plan(folder: Path, given: Plan, manifests: Iterable[Manifest], *, new_generation: bool) -> Plan:
    """See that the store's plan is the one given; write it where there is none, or where a new one is wanted.

    Raises
    ------
    PlanChanged
        If the store has another plan and no new generation is wanted.
    OSError
        If the plan cannot be read or written.
    """
    given = Plan(json.loads(canonical(given.plan)), given.model_version)
    with disk.waiting_lock(folder / PLAN_LOCK):
        disk.remove(folder / f".{PLAN}{disk.UNFINISHED}")
        there, _ = read_plan(folder)
        if there is None:
            headers = [header for manifest in manifests for header in manifest.headers]
            settled = _restored(folder, given, headers, new_generation=new_generation)
        elif there.is_like(given):
            return there
        elif new_generation:
            settled = Plan(given.plan, given.model_version, there.generation + 1)
        else:
            raise PlanChanged(_told(folder, _differences(there, given)))
        disk.write(folder / PLAN, sealed(asdict(settled)))
    return settled


def _restored(folder: Path, given: Plan, headers: Sequence[Header], *, new_generation: bool) -> Plan:
    """The plan given, if no other was there, or if the newest header says that it was this one."""
    last = max(headers, key=lambda header: header.generation, default=Header(0, ""))
    again = Plan(given.plan, given.model_version, last.generation)
    if again.header == last:
        return again
    if last.generation == 0 or new_generation:
        return Plan(given.plan, given.model_version, last.generation + 1)
    lost = f"{PLAN}: damaged, and not made from this plan and this version of the model"
    raise PlanChanged(_told(folder, [lost]))


def _told(folder: Path, differences: Sequence[str]) -> str:
    more = len(differences) - _LISTED
    lines = [*differences[:_LISTED], *([f"... and {more} more"] if more > 0 else [])]
    head = f"{folder}: was made for another plan - name another folder, or go on with --new-generation"
    return "\n".join([head, *(f"  {line}" for line in lines)])


def _differences(old: Plan, new: Plan) -> list[str]:
    model = _different("model version", old.model_version, new.model_version)
    return [*model, *_different("", old.plan, new.plan)]


def _different(path: str, old: object, new: object) -> Iterator[str]:
    """`path: old -> new` for all that differs below a path."""
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _different_keys(path, old, new)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from _different(f"{path}[{index}]", before, after)
    elif old is _NOTHING or new is _NOTHING or canonical(old) != canonical(new):
        yield f"{path}: {_shown(old)} -> {_shown(new)}"


def _different_keys(path: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    for key in {**old, **new}:
        below = f"{path}.{key}" if path else key
        yield from _different(below, old.get(key, _NOTHING), new.get(key, _NOTHING))
    if old.keys() == new.keys() and [*old] != [*new]:
        yield f"{path or 'plan'}: order {_shown([*old])} -> {_shown([*new])}"


def _shown(value: object) -> str:
    if value is _NOTHING:
        return "(none)"
    text = json.dumps(value, ensure_ascii=False)
    if len(text) > _SHOWN and isinstance(value, list | dict):
        return f"({len(value)} values)"
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
