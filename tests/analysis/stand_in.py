"""A market that costs nothing: profits by a formula, in the tables that the key figures are read from."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from analysis.measures.outcomes import MARKETING
from sim import Comparison, Scenario, load
from sim.refusal import EveryRunFailed

NOTHING = {
    "period": 0,
    "revenue_cents": 0,
    "transaction_cents": 0,
    "infrastructure_cents": 0,
    **dict.fromkeys(MARKETING, 0),
    "units": 1,
    "won": 0,
    "lost": 0,
    "won_back": 0,
    "customers": 1,
    "attitudinal_loyalty": 0.5,
    "behavioural_loyalty": 0.5,
    "status": "active",
}

Formula = Callable[[Scenario, int], dict[str, dict[str, float]]]
"""A scenario and a seed -> by firm: profit_cents and satisfaction."""


def four_firms(*overrides: str) -> Scenario:
    """A scenario of four equal firms, of which `shifter` and `rival` have budgets to set."""
    return load("new_or_old_customers", *overrides)


@dataclass
class StandIn:
    """Evaluates scenarios by a formula; remembers what it was asked, and can be interrupted or fail."""

    formula: Formula
    interrupt_at: int = -1
    fails: Callable[[str, Scenario, int], bool] = lambda _name, _scenario, _seed: False
    asked: list[tuple[tuple[str, ...], int, int]] = field(default_factory=list)

    def __call__(self, scenarios: dict[str, Scenario], replications: int, seed: int) -> Comparison:
        if len(self.asked) == self.interrupt_at:
            self.interrupt_at = -1
            raise KeyboardInterrupt
        self.asked.append((tuple(scenarios), replications, seed))
        rows = [
            {**NOTHING, "arm": name, "replication": r, "firm": firm, **figures}
            for name, scenario in scenarios.items()
            for r in range(replications)
            if not self.fails(name, scenario, seed + r)
            for firm, figures in self.formula(scenario, seed + r).items()
        ]
        if not rows:
            raise EveryRunFailed("every run broke off - nothing ended")
        return Comparison(
            scenario=next(iter(scenarios.values())),
            scenarios=scenarios,
            arms=tuple(scenarios),
            replications=replications,
            seeds=tuple(range(seed, seed + replications)),
            tables={"firm": pd.DataFrame(rows)},
            failed=(),
            provenance={},
        )
