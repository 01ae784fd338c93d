"""Small event simulations of a call centre, independent of the formulas that they check."""

import heapq

import numpy as np


def waits(
    seats: int, load: float, length: float, replications: int, patience: float = np.inf
) -> tuple[float, float]:
    """Waits near the end of a period that begins with nobody there; first come, first served.

    Parameters
    ----------
    length
        Of the period, in mean handling times, as all times here.
    patience
        Mean; who has waited longer than his own hangs up.

    Returns
    -------
    tuple of float
        Mean wait, and share hung up, of the callers in the last twentieth of the period.
    """
    rng = np.random.default_rng(20)
    free = np.zeros((replications, seats))
    now = np.zeros(replications)
    rows, waited, hung_up, callers = np.arange(replications), 0.0, 0, 0
    while now.min() < length:
        now += rng.exponential(1.0 / (load * seats), replications)
        seat = free.argmin(axis=1)
        wait = np.maximum(free[rows, seat] - now, 0.0)
        own = patience * rng.exponential(1.0, replications) if np.isfinite(patience) else np.inf
        gives_up = wait > own
        busy_until = now + wait + rng.exponential(1.0, replications)
        free[rows, seat] = np.where(gives_up, free[rows, seat], busy_until)
        late = (now > 0.95 * length) & (now <= length)
        waited += float(np.minimum(wait, own)[late].sum())
        hung_up += int(gives_up[late].sum())
        callers += int(late.sum())
    return waited / callers, hung_up / callers


def waits_in_two_ranks(seats: int, first: float, second: float, callers: int) -> tuple[float, float]:
    """Mean waits of two ranks of callers who come at two rates; nobody hangs up or is interrupted."""
    rng = np.random.default_rng(21)
    arrivals = np.cumsum(rng.exponential(1.0 / (first + second), callers)).tolist()
    ranks = (rng.random(callers) >= first / (first + second)).astype(int).tolist()
    handling = rng.exponential(1.0, callers).tolist()
    waiting: list[tuple[int, float, int]] = []
    ends: list[float] = []
    waited: tuple[list[float], list[float]] = ([], [])

    def serve(now: float) -> None:
        rank, came, caller = heapq.heappop(waiting)
        waited[rank].append(now - came)
        heapq.heappush(ends, now + handling[caller])

    for caller, now in enumerate(arrivals):
        while ends and ends[0] <= now:
            end = heapq.heappop(ends)
            if waiting:
                serve(end)
        heapq.heappush(waiting, (ranks[caller], now, caller))
        if len(ends) < seats:
            serve(now)
    return float(np.mean(waited[0])), float(np.mean(waited[1]))
