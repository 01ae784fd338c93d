"""What a reader needs to make the comparison again: above all, in which parameters the arms differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from analysis.style import spoken

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison

LONGEST = 160
SAME = "as in the file"
MOST_ROWS = 200


@runtime_checkable
class _Dumps(Protocol):
    def model_dump(self, *, mode: str) -> dict[str, object]: ...


@runtime_checkable
class _Places(Protocol):
    def places(self) -> dict[str, str]: ...


def differing_parameters(comparison: Comparison) -> list[list[str]]:
    """List the parameters that differ between arms: path, then the value in every arm, in order.

    Values in force where the comparison keeps the scenario of every arm, with, on a second line, the file and
    line that each stands at as far as that is known; else what each arm changes.
    """
    inforce = getattr(comparison, "scenarios", None)
    changes = inforce or comparison.scenario.arms
    flat = {arm: dict(_leaves(changes.get(arm, {}))) for arm in comparison.arms}
    paths = dict.fromkeys(path for leaves in flat.values() for path in leaves)
    missing = "–" if inforce else SAME
    rows = [[path, *(flat[arm].get(path, missing) for arm in comparison.arms)] for path in paths]
    kept = [row for row in rows if len(set(row[1:])) > 1 or (len(row) == 2 and not inforce)][:MOST_ROWS]
    return _located(comparison, kept) if inforce else kept


def failed_runs(comparison: Comparison) -> list[list[str]]:
    """List the runs that broke off: arm, replication and reason, where the comparison keeps them."""
    failed: tuple[tuple[str, int, str], ...] = getattr(comparison, "failed", ())
    return [[spoken(arm), str(replication), reason] for arm, replication, reason in failed]


def _located(comparison: Comparison, rows: list[list[str]]) -> list[list[str]]:
    """Rows with the place of each value below it, such as `market.yaml:12`."""
    places = {
        arm: scenario.places() if isinstance(scenario, _Places) else {}
        for arm, scenario in comparison.scenarios.items()
    }
    return [
        [
            path,
            *(
                _with_place(value, places[arm], path)
                for value, arm in zip(values, comparison.arms, strict=True)
            ),
        ]
        for path, *values in rows
    ]


def _with_place(value: str, places: Mapping[str, str], path: str) -> str:
    found = places.get(path)
    # A list is written as one value, so its own items have the places.
    found = found or next((place for at, place in places.items() if at.startswith(f"{path}.")), None)
    return f"{value}\n{found}" if found else value


def _leaves(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, _Dumps):
        # The arms themselves are in every scenario of the file and differ in none.
        value = {key: inner for key, inner in value.model_dump(mode="json").items() if key != "arms"}
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else str(key))
    elif path:
        text = str(value)
        yield path, text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
