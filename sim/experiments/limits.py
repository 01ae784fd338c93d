"""How much memory a request will take, and how much there is.

The estimate is exact for the columns of customers and generous for the rest; constants were measured
as resident memory on runs of 1 to 60 replications and up to 1,000,000 customers.
"""

import os
from collections.abc import Sequence
from math import prod
from pathlib import Path
from typing import Final, NamedTuple

from sim.agents.customers import empty_columns
from sim.result.dictionary import columns_of
from sim.result.dictionary.by_period import PERIOD_TABLES
from sim.result.quadrants import QUADRANTS
from sim.result.snapshots import BINS, GROUPS, moments_of, years_of
from sim.scenario.scenario import Scenario
from sim.state.counts import lengths

PROCESS: Final = 350_000_000
"""Bytes of a process with the compiler and the data libraries, before any customer."""
WORKING: Final = 1.15
"""Memory at work over that of the columns."""
COPIES: Final = 2.7
"""Tables of all runs side by side, those they are made of, and what a report takes."""
TEXT, NUMBER = 64, 8
"""Bytes of a value in memory: a text is an object and a pointer to it."""
GROUP: Final = Path("/sys/fs/cgroup")
"""Where Linux says what a container may use."""


class Request(NamedTuple):
    """What is asked for: the scenario of every arm, runs of each, and how many at the same time."""

    arms: Sequence[Scenario]
    replications: int = 1
    jobs: int = 1

    @property
    def together(self) -> int:
        """How many runs there are at the same time."""
        return max(1, min(self.jobs, len(self.arms) * self.replications))


def bytes_needed(request: Request) -> int:
    """Memory in bytes that a request takes at its peak, estimated."""
    processes = 1 if request.together == 1 else 1 + request.together
    crowd = max(customers_bytes(scenario) for scenario in request.arms)
    tables = request.replications * sum(tables_bytes(scenario) for scenario in request.arms)
    return int(processes * PROCESS + request.together * WORKING * crowd + COPIES * tables)


def customers_bytes(scenario: Scenario) -> int:
    """Memory in bytes of all customers of a run."""
    one = empty_columns(scenario.model_copy(update={"customers": 1}))
    return scenario.customers * sum(column.nbytes for column in one)


def tables_bytes(scenario: Scenario) -> int:
    """Memory in bytes of the tables of a run."""
    return sum(
        rows * sum(TEXT if column.kind == "text" else NUMBER for column in columns_of(name))
        for name, rows in table_rows(scenario).items()
    )


def table_rows(scenario: Scenario) -> dict[str, int]:
    """Rows of each table of a run; of `tier`, `journey` and `value` the most that there can be."""
    firms, years, length = len(scenario.firms), years_of(scenario), lengths(scenario)
    by_task = scenario.mechanisms.channels.task_channels.is_on
    labelled = {
        name: (years if table.is_yearly else scenario.periods)
        * prod(length[axis.kind] for axis in table.axes)
        for name, table in PERIOD_TABLES.items()
    }
    return labelled | {
        "tier": labelled["tier"] * _has_tiers(scenario),
        "task": labelled["task"] * by_task,
        "journey": labelled["journey"] * by_task,
        # Nobody who is new to a firm has it as supplier.
        "source": labelled["source"] - years * firms,
        "cohort": firms * (years + years * (years + 1) // 2),
        "loyalty": firms * len(moments_of(scenario)) * BINS,
        "quadrant": firms * len(moments_of(scenario)) * len(QUADRANTS),
        "value": firms * min(scenario.customers, GROUPS),
    }


def _has_tiers(scenario: Scenario) -> bool:
    return any(firm.strategies.tiers is not None for firm in scenario.firms.values())


def bytes_available() -> int | None:
    """Memory in bytes that a new program may take: the machine's and our group's; None where nobody tells."""
    known = [value for value in (_machine(), group_available()) if value is not None]
    return min(known, default=None)


def _machine() -> int | None:
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        return next(1024 * int(line.split()[1]) for line in lines if line.startswith("MemAvailable:"))
    except (OSError, StopIteration):
        return _physical()


def _physical() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # not a Unix
        return None


def group_available() -> int | None:
    """Memory in bytes that a container leaves us, None where there is no limit.

    What the system only keeps to read files faster counts as free.
    """
    try:
        limit, used, kept = (
            (GROUP / name).read_text(encoding="ascii")
            for name in ("memory.max", "memory.current", "memory.stat")
        )
    except OSError:
        return None
    if not limit.strip().isdecimal():
        return None
    reclaimable = next(
        (int(line.split()[1]) for line in kept.splitlines() if line.startswith("inactive_file ")), 0
    )
    return max(int(limit) - int(used) + reclaimable, 0)


def refusal(request: Request) -> str | None:
    """Why a request is too big for this machine and what would do; None if it fits or nobody knows."""
    needed, available = bytes_needed(request), bytes_available()
    if available is None or needed <= available:
        return None
    one_at_a_time = request._replace(jobs=1)
    fewer = request.together > 1 and bytes_needed(one_at_a_time) <= available
    remedy = "use --jobs 1" if fewer else "ask for fewer customers, periods or replications"
    return (
        f"needs about {gigabytes(needed)} of memory, {gigabytes(available)} are free"
        f" - {remedy}, or try it anyway with --force"
    )


def gigabytes(size: int) -> str:
    """Size in gigabytes, for people."""
    return f"{size / 1e9:,.1f} GB"
