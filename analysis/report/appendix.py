"""What a reader needs to make the comparison again: above all, in which parameters the arms differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from sim.experiment import Comparison

LONGEST = 160
SAME = "as in the file"


@runtime_checkable
class _Dumps(Protocol):
    def model_dump(self, *, mode: str, exclude_unset: bool) -> object: ...


def differing_parameters(comparison: Comparison) -> list[list[str]]:
    """One row per parameter that some arm changes: its path, then its value in each arm, in order."""
    changes = getattr(comparison.scenario, "arms", None) or {}
    flat = {arm: dict(_leaves(changes.get(arm, {}))) for arm in comparison.arms}
    paths = dict.fromkeys(path for values in flat.values() for path in values)
    rows = [[path, *(flat[arm].get(path, SAME) for arm in comparison.arms)] for path in paths]
    return [row for row in rows if len(comparison.arms) == 1 or len(set(row[1:])) > 1]


def _leaves(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, _Dumps):
        value = value.model_dump(mode="json", exclude_unset=True)
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else str(key))
    elif path:
        text = str(value)
        yield path, text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
