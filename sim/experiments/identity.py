"""Which run it is: the same number wherever it is computed, another if anything that matters is another.

The digest of a scenario is a sum over its values, so that the digest of a neighbouring point of a sweep
costs one subtraction and one addition for each value that differs, not another reading of the scenario.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from sim.files.nodes import KIND
from sim.scenario.scenario import Scenario
from sim.sources import HERE, sources_below

Value = str | int | float | bool | None
TOLD: Final = frozenset(
    ("title", "question", "case", "rows", "watch", "expectation", "focus", "targets", "arms", "family")
)
"""What a scenario says to people, and what other arms say: no run depends on it."""
STARTS: Final = (HERE / "experiments" / "run.py", HERE.parent / "analysis" / "measures" / "outcomes.py")
"""What runs a market, and what measures the outcome that a sweep keeps."""
_WHOLE: Final = 1 << 256


@cache
def model_version() -> str:
    """Version of all that a result depends on: the release, and a hash of what runs and measures rest on."""
    try:
        release = version("rivalry")
    except PackageNotFoundError:
        release = "0"
    digest = hashlib.sha256()
    for path, source in sources_below(STARTS).items():
        digest.update(path.relative_to(HERE.parent).as_posix().encode() + b"\0" + source)
    return f"{release}+{digest.hexdigest()[:12]}"


def resolved(scenario: Scenario) -> dict[str, Any]:
    """Every value of a scenario, defaults included, as plain data; its arms aside."""
    return {key: value for key, value in scenario.model_dump(mode="json").items() if key != "arms"}


def leaves_of(scenario: Scenario) -> dict[str, Value]:
    """Every single value that a run depends on, by dotted path; also the hashes of code from outside."""
    data = {key: value for key, value in resolved(scenario).items() if key not in TOLD}
    code = {f"{path}.{KIND}.sha256": digest for path, digest in scenario.code_from_outside().items()}
    return {**dict(_leaves(data, "")), **code}


class Digest:
    """Digest of a scenario's values, ready to be asked for points around it."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._leaves = leaves_of(scenario)
        self._sum = sum(_hashed(path, value) for path, value in self._leaves.items()) % _WHOLE

    def at(self, point: Mapping[str, Any]) -> str:
        """Digest, 64 hexadecimal digits, of the scenario with some values changed."""
        if not all(path in self._leaves and _is_leaf(path, value) for path, value in point.items()):
            return Digest(self._scenario.set(**point)).at({})
        moved = sum(_hashed(path, value) - _hashed(path, self._leaves[path]) for path, value in point.items())
        return f"{(self._sum + moved) % _WHOLE:064x}"


def run_identity(digest: str, model: str, seed: int) -> str:
    """Identity of a run, in hexadecimal: of its resolved scenario, the model's version and its seed."""
    return hashlib.sha256(f"{digest}\0{model}\0{seed}".encode()).hexdigest()


def _is_leaf(path: str, value: object) -> bool:
    """Whether a value stands for itself alone; with another kind all that belongs to it is another."""
    return not path.endswith(f".{KIND}") and (value is None or isinstance(value, str | int | float))


def _leaves(value: object, path: str) -> Iterator[tuple[str, Value]]:
    """Every single value with its dotted path; an empty mapping or list counts as one."""
    if isinstance(value, Mapping) and value:
        for key, below in value.items():
            yield from _leaves(below, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and value:
        for number, below in enumerate(value):
            yield from _leaves(below, f"{path}.{number}")
    else:
        yield path, json.dumps(value) if isinstance(value, Mapping | list) else value  # type: ignore[misc]


def _hashed(path: str, value: Value) -> int:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    # A whole number may be written 250 or 250.0; it is the same value.
    text = repr(float(value)) if number and abs(value) < 2**53 else json.dumps(value)  # type: ignore[arg-type]
    return int.from_bytes(hashlib.sha256(f"{path}\0{text}".encode()).digest())
