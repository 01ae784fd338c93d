"""Synthetic tables that a run keeps by year or moment: sources, cohorts, loyalty, value of customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from tests.analysis.conftest import Plan


def source_table(plan: Plan, firm: pd.DataFrame) -> pd.DataFrame:
    """Table `source` of one run: half the new are newcomers, a tenth of the kept last bought from a rival."""
    rows = []
    yearly = firm.assign(year=firm.period // 12).groupby(["firm", "year"], sort=False)
    for (name, year), own in yearly:
        rivals = [rival for rival in plan.firms if rival != name]
        left = int(own.revenue_cents.sum())
        for kind, first in (("new", "none"), ("kept", name), ("won_back", name)):
            units = int(own[f"units_{kind}"].sum())
            apart = [units // (4 * (i + 1) * len(rivals)) for i in range(len(rivals))]
            for origin, count in ((first, units - sum(apart)), *zip(rivals, apart, strict=True)):
                paid = count * 24_000
                left -= paid
                rows.append([name, year, kind, origin, count, paid])
        rows[-1][-1] += left
    return pd.DataFrame(rows, columns=["firm", "year", "kind", "origin", "units", "revenue_cents"])


def cohort_table(plan: Plan, arm: int) -> pd.DataFrame:
    """Table `cohort` of one run: each year a fifth leaves, fewer in later arms."""
    years = -(-plan.periods // 12)
    rows = [
        (
            firm,
            cohort,
            year,
            1000,
            int(1000 * (0.8 + 0.03 * arm * (firm == plan.firms[0])) ** (year - cohort)),
        )
        for firm in plan.firms
        for cohort in range(-1, years)
        for year in range(max(cohort, 0), years)
    ]
    return pd.DataFrame(rows, columns=["firm", "cohort", "year", "customers", "still"])


def loyalty_table(plan: Plan, arm: int, replication: int) -> pd.DataFrame:
    """Table `loyalty` of one run: ever more loyal."""
    moments = {"start": 0, "middle": plan.periods // 2, "end": plan.periods - 1}
    bins = np.arange(10)
    rows = [
        pd.DataFrame(
            {
                "firm": firm,
                "moment": moment,
                "period": period,
                "low": bins / 10,
                "high": (bins + 1) / 10,
                "customers": (900 * np.exp(-(((bins - 3 - m - arm * (m == 2)) / 2.5) ** 2))).astype(np.int64)
                + replication,
            }
        )
        for firm in plan.firms
        for m, (moment, period) in enumerate(moments.items())
    ]
    return pd.concat(rows, ignore_index=True)


def value_table(plan: Plan, replication: int) -> pd.DataFrame:
    """Table `value` of one run: a few bring most, the last tenth costs more than it brings."""
    group = np.arange(1, 101)
    contribution = (4_000_000 / group).astype(np.int64) - 45_000 - 100 * replication
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "firm": firm,
                    "group": group,
                    "customers": 30,
                    "contribution_cents": contribution,
                    "revenue_cents": np.abs(contribution) * 2,
                }
            )
            for firm in plan.firms
        ],
        ignore_index=True,
    )


def quadrant_table(plan: Plan, arm: int, replication: int) -> pd.DataFrame:
    """Table `quadrant` of one run: ever more friends, more of them in later arms."""
    rows = [
        (firm, moment, quadrant, period, people, 1_000 * people * (4 - at), 3_000 * people)
        for firm in plan.firms
        for step, (moment, period) in enumerate(
            {"start": 0, "middle": plan.periods // 2, "end": plan.periods - 1}.items()
        )
        for at, quadrant in enumerate(("friends", "barnacles", "butterflies", "strangers"))
        for people in [100 + (20 * step + 10 * arm + replication) * (at == 0)]
    ]
    columns = ["firm", "moment", "quadrant", "period", "customers", "contribution_cents", "revenue_cents"]
    return pd.DataFrame(rows, columns=columns)


def practice_table(firm: pd.DataFrame, arm: int) -> pd.DataFrame:
    """Table `practice` of one run: better records in later arms, and a queue that grows with customers."""
    return firm[["period", "time_years", "firm"]].assign(
        data_quality=0.5 + 0.1 * arm,
        integration=1.0,
        call_load=0.0,
        wait_minutes=firm.customers / 1_000,
        backlog=0.0,
        given_up=0.0,
        programme_progress=0.0,
        programme_capability=0.0,
        needs_known=0.5,
        latent_needs_known=0.1,
        sold_on=0.0,
        stocked=0.0,
        cooperation=0.0,
        dependence=0.0,
        demanded=0.0,
        courted_twice_cents=0,
        showroomed=firm.units // 50,
        showroom_cents=firm.units // 50 * (300 + 100 * arm),
    )


def tier_table(firm: pd.DataFrame, arm: int) -> pd.DataFrame:
    """Table `tier` of one run: two tiers in all arms but the first."""
    shares = {0: 1.0} if arm == 0 else {0: 0.1, 1: 0.3, 2: 0.6}
    parts = [
        firm[["period", "time_years", "firm"]].assign(
            tier=tier,
            customers=(share * firm.customers).astype(int),
            units=(share * firm.units).astype(int),
            lost=(share * firm.lost).astype(int),
            revenue_cents=(share * firm.revenue_cents).astype(int),
            satisfaction=firm.satisfaction + tier,
        )
        for tier, share in shares.items()
    ]
    return pd.concat(parts, ignore_index=True)
