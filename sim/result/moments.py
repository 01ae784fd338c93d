"""Tables of what was counted at a few moments of a run, or by year: cohorts, loyalty, value."""

import numpy as np
import pandas as pd

from sim.result.grid import grid, named
from sim.result.quadrants import QUADRANTS
from sim.result.snapshots import BINS, Snapshots, moments_of, years_of
from sim.scenario.scenario import Scenario


def cohort_table(scenario: Scenario, snapshots: Snapshots) -> pd.DataFrame:
    """Of the people who first bought in one year, those who are still customers at the end of later ones."""
    firms, years = list(scenario.firms), years_of(scenario)
    cohort, year = np.nonzero(np.arange(years + 1)[:, np.newaxis] - 1 <= np.arange(years))
    counts = snapshots.cohorts[year, :, cohort, :].transpose(1, 0, 2).reshape(-1, 2)
    return pd.DataFrame(
        {
            "firm": named(firms, np.repeat(np.arange(len(firms)), len(year))),
            "cohort": np.tile(cohort - 1, len(firms)),
            "year": np.tile(year, len(firms)),
            "customers": counts.sum(axis=1),
            "still": counts[:, 1],
        }
    )


def loyalty_table(scenario: Scenario, snapshots: Snapshots) -> pd.DataFrame:
    """Customers of each firm in bins of attitudinal loyalty, at three moments."""
    moments = moments_of(scenario)
    labels = grid({"firm": list(scenario.firms), "moment": list(moments), "bin": range(BINS)})
    at = labels.pop("bin")
    return pd.DataFrame(
        {
            **labels,
            "period": np.tile(np.repeat(list(moments.values()), BINS), len(scenario.firms)),
            "low": at / BINS,
            "high": (at + 1) / BINS,
            "customers": snapshots.loyalty.swapaxes(0, 1).reshape(-1),
        }
    )


def quadrant_table(scenario: Scenario, snapshots: Snapshots) -> pd.DataFrame:
    """Customers of each firm in the quadrants of loyalty x value, at three moments."""
    moments, firms = moments_of(scenario), list(scenario.firms)
    labels = grid({"firm": firms, "moment": list(moments), "quadrant": list(QUADRANTS)})
    counts = snapshots.quadrants.swapaxes(0, 1).reshape(-1, 3)
    return pd.DataFrame(
        {
            **labels,
            "period": np.tile(np.repeat(list(moments.values()), len(QUADRANTS)), len(firms)),
            "customers": counts[:, 0],
            "contribution_cents": counts[:, 1],
            "revenue_cents": counts[:, 2],
        }
    )


def value_table(scenario: Scenario, snapshots: Snapshots) -> pd.DataFrame:
    """Customers of each firm in equal groups by what they contributed, the most valuable first."""
    counts = np.concatenate(snapshots.value)
    groups = [len(found) for found in snapshots.value]
    return pd.DataFrame(
        {
            "firm": named(list(scenario.firms), np.repeat(np.arange(len(groups)), groups)),
            "group": np.concatenate([np.arange(1, size + 1) for size in groups]),
            "customers": counts[:, 0],
            "contribution_cents": counts[:, 1],
            "revenue_cents": counts[:, 2],
        }
    )
