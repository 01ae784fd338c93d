"""How far a few customers bring most of the value, also where some cost more than they bring.

Sources: Gini (1912), "Variabilità e mutabilità"; Raffinetti, Siletti & Vernizzi (2015), "On the Gini
coefficient normalization when attributes with negative values are considered".
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.units import Floats


class Curve(NamedTuple):
    """Lorenz curve, both as shares from 0 to 1, lowest contribution first; it dips below 0 under losses."""

    customers: Floats
    value: Floats


def lorenz(customers: Floats, contribution: Floats) -> Curve | None:
    """Cumulative share of value by cumulative share of customers, those who bring least first.

    Parameters
    ----------
    customers, contribution : float64[groups]
        Size of each group and what it brings; any order.

    Returns
    -------
    None where the value in all is not above 0, so that no share of it can be told.
    """
    filled = customers > 0
    people, value = customers[filled].astype(float), contribution[filled].astype(float)
    if not value.sum() > 0:
        return None
    order = np.argsort(value / people, kind="stable")
    return Curve(_shares(people[order]), _shares(value[order]))


def _shares(parts: Floats) -> Floats:
    return np.concatenate([[0.0], parts.cumsum() / parts.sum()])


def gini(customers: Floats, contribution: Floats) -> float | None:
    """Gini coefficient of value over customers, 0 (all equal) to 1 (one brings all).

    Where some groups bring less than nothing the mean in the denominator is that of absolute values, which
    keeps the coefficient at 1 at most (Raffinetti, Siletti & Vernizzi 2015); without losses it is the usual
    one.

    Returns
    -------
    None without customers or without value.
    """
    filled = customers > 0
    people, value = customers[filled].astype(float), contribution[filled].astype(float)
    absolute = float(np.abs(value).sum())
    if not absolute:
        return None
    order = np.argsort(value / people, kind="stable")
    people, value = people[order], value[order]
    # Area below the curve of cumulative value, in its own unit: shares need a positive total.
    reached = np.concatenate([[0.0], value.cumsum()])
    below = float((people / people.sum() * (reached[1:] + reached[:-1])).sum())
    return (float(value.sum()) - below) / absolute


def top_share(customers: Floats, contribution: Floats, top: float) -> float | None:
    """Share of all value that the best `top` share of customers bring; above 1 where others bring losses."""
    curve = lorenz(customers, contribution)
    if curve is None:
        return None
    return 1 - float(np.interp(1 - top, curve.customers, curve.value))
