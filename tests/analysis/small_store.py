"""A sweep whose outcomes follow a formula, so that what is read out of it is known."""

from pathlib import Path
from typing import Any

import pandas as pd

from sim.experiments.designs import vary
from sim.experiments.plan import Wanted, read_plan
from sim.experiments.store import RunRecord, Store
from sim.experiments.study import Study
from sim.result.dictionary import OUTCOMES

BRAND = "firms.leader.brand"
CHANGES = ("customers=60", "arms.plain={}", "arms.dear.firms.leader.products.first.price=500")
FIRMS = ("leader", "challenger", "follower", "newcomer")


def study(*factors: str, **wanted: Any) -> Study:
    """Three points of two arms in four replications, unless said otherwise."""
    said = {"changes": CHANGES, "replications": 4, "design": vary(*(factors or (f"{BRAND}=1:3:3",)))}
    return Study(read_plan("durable", Wanted(**{**said, **wanted})), "model 1")


def profit(firm: str, brand: float, arm: str, replication: int) -> int:
    """The leader earns 1000 a point of brand, and 500 more if dear at a brand of 3; the others nothing."""
    if firm != "leader":
        return 0
    return int(1000 * brand) + replication + (500 if arm == "dear" and brand == 3 else 0)


def filled(folder: Path, of: Study, fails: tuple[int, ...] = (), leaves: tuple[int, ...] = ()) -> Path:
    """A store with the runs of a study and what it keeps of them; some may fail or be left out."""
    kept = ["firm", *(of.plan.keep.outcomes or (column.name for column in OUTCOMES.columns[1:]))]
    with Store.create_or_open(folder, of.record(), of.model) as store:
        for run in of.runs():
            if run.number in leaves:
                continue
            if run.number in fails:
                store.add(RunRecord(run.identity, failure="MemoryError: too <many> customers"))
                continue
            brand = float(of.points[run.point].get(BRAND, 1.0))
            rows = {column.name: [0] * len(FIRMS) for column in OUTCOMES.columns}
            gains = [profit(firm, brand, run.arm, run.replication) for firm in FIRMS]
            outcome = pd.DataFrame({**rows, "firm": FIRMS, "profit_cents": gains, "survived": True})
            store.add(RunRecord(run.identity, {"outcome": outcome[kept]}))
    return folder
