"""A plan made ready: every run that it asks for by its number, and what tells one run from another."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, NamedTuple

from sim.experiments.designs import SampledDesign, factors, points, size
from sim.experiments.identity import Digest, leaves_of, resolved, run_identity
from sim.experiments.plan import Plan, Read
from sim.result.dictionary import OUTCOME
from sim.scenario.scenario import Scenario, restore, strategies_again
from sim.strategies.strategy_set import StrategySet

MOST_RUNS: Final = 5_000_000
BESIDE_PLAN: Final = frozenset({"arms", "points", "strategies", "digests"})
"""What the record of a study has beside what its plan says."""


class Run(NamedTuple):
    """One run of a study. Runs are numbered by point, then arm, then replication."""

    number: int
    point: int
    arm: str
    replication: int
    seed: int
    identity: str


@dataclass(frozen=True)
class Shard:
    """Part `index` (from 1) of `count` parts of a study, for array jobs."""

    index: int = 1
    count: int = 1

    @property
    def writer(self) -> str:
        """Name under which the part writes into a store."""
        return "main" if self.count == 1 else f"shard-{self.index}-of-{self.count}"


WHOLE: Final = Shard()


def runs_of(plan: Plan, arms: int) -> int:
    """How many runs a plan asks for; exact, and without making its points."""
    return size(plan.design) * arms * plan.replications


@dataclass(frozen=True)
class Study:
    """All runs of a plan under one version of the model."""

    read: Read
    model: str
    recorded: tuple[dict[str, Any], ...] = ()
    """Points as they were when the study began; another version of a library might sample others."""
    digests: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By arm: digest of every point, if it is known to others only whose code made it."""

    @property
    def plan(self) -> Plan:
        """What the file says."""
        return self.read.plan

    @property
    def arms(self) -> dict[str, Scenario]:
        """Scenario of every arm, before a point is laid over it."""
        return self.read.arms

    @property
    def total(self) -> int:
        """How many runs there are; exact, however many."""
        return runs_of(self.plan, len(self.arms))

    def part(self, shard: Shard) -> int:
        """How many runs a part of the study has."""
        return max(0, -(-(self.total - shard.index + 1) // shard.count))

    @cached_property
    def points(self) -> list[dict[str, Any]]:
        """Values by dotted path, of every point."""
        return [*self.recorded] or list(points(self.plan.design))

    @property
    def kept(self) -> tuple[str, ...]:
        """Tables that are kept of a run."""
        return (OUTCOME, *self.plan.keep.tables)

    def runs(self, shard: Shard = WHOLE) -> Iterator[Run]:
        """Every run of a part, in order; parts take runs in turn, so that each has some of the dear ones."""
        digests = {name: Digest(scenario) for name, scenario in self.arms.items()}
        number = 0
        for place, point in enumerate(self.points):
            for arm, digest in digests.items():
                at = self.digests[arm][place] if self.digests else digest.at(point)
                for replication in range(self.plan.replications):
                    if number % shard.count == shard.index - 1:
                        seed = self.plan.seed + replication
                        yield Run(number, place, arm, replication, seed, run_identity(at, self.model, seed))
                    number += 1

    def order(self, varied: bool = False) -> list[tuple[str, Mapping[str, Any]]]:
        """Identity and labels of every run, in the order in which results are given out.

        `varied` adds the values of the run's point to the labels; what is no single value as JSON.
        """
        beside = {name: self._varied(name) for name in self.arms} if varied else {}
        return [
            (run.identity, _labels(run, beside[run.arm][run.point] if varied else {})) for run in self.runs()
        ]

    def _varied(self, arm: str) -> list[dict[str, Any]]:
        """Values of all factors at every point; the arm's own where the point has none."""
        own = leaves_of(self.arms[arm])
        paths = factors(self.plan.design)
        return [{path: _cell(point.get(path, own.get(path))) for path in paths} for point in self.points]

    def record(self) -> dict[str, Any]:
        """What the study is, as plain data: a change in it is a change of plan."""
        said = self.plan.model_dump(mode="json", by_alias=True, exclude={"time_limit", "changes", "scenario"})
        sampled = isinstance(self.plan.design, SampledDesign)
        arms = {name: resolved(scenario) for name, scenario in self.arms.items()}
        return {
            **said,
            **({"points": self.points} if sampled else {}),
            **self._code(said, arms),
            "arms": arms,
            "keep": {"outcomes": [*self.plan.keep.outcomes], "tables": [*self.plan.keep.tables]},
        }

    def _code(self, said: Mapping[str, Any], arms: Mapping[str, Any]) -> dict[str, Any]:
        """Which strategies from outside runs depend on; without their code, values of points stay raw."""
        known = next(iter(self.arms.values())).known_strategies
        return {
            **({"strategies": code} if (code := known.records(said, arms)) else {}),
            **({"digests": self._digests()} if known.records(said) else {}),
        }

    def _digests(self) -> dict[str, list[str]]:
        digests = {name: Digest(scenario) for name, scenario in self.arms.items()}
        return {name: [digest.at(point) for point in self.points] for name, digest in digests.items()}


def recorded_study(
    record: Mapping[str, Any], model: str, name: str, strategies: StrategySet | None = None
) -> Study:
    """The study that `Study.record` described; the places where its values once stood are not known.

    Parameters
    ----------
    record, model, name
        What the study is, the version of the model, and what it is called.
    strategies
        Those to choose from, if runs are to be computed; None = it is only read.

    Raises
    ------
    BadInput
        If the record is of another version's scenarios, or of other files with strategies.
    """
    known = strategies_again(record.get("strategies", ()), strategies)
    arms = {arm: restore(data, {}, arm, known) for arm, data in record["arms"].items()}
    said = {key: value for key, value in record.items() if key not in BESIDE_PLAN}
    plan = Plan.model_validate_json(json.dumps({**said, "scenario": name, "arms": [*arms]}))
    return Study(Read(name, plan, arms), model, tuple(record.get("points", ())), record.get("digests", {}))


def _cell(value: object) -> object:
    return json.dumps(value) if isinstance(value, list | dict) else value


def _labels(run: Run, varied: Mapping[str, Any]) -> dict[str, Any]:
    own = run._asdict()
    number, _ = own.pop("number"), own.pop("identity")
    return {"run": number, "point": own.pop("point"), **varied, **own}
