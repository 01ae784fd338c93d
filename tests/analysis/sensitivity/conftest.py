"""Sweeps of a formula: responses of which the answer is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.measures.summary import Kpi
from analysis.sensitivity.factor_values import is_unset
from analysis.sensitivity.responses import RESPONSE, Responses, point_table

Formula = Callable[[dict[str, Any]], float]


def respond(
    design: Any, formula: Formula, replications: int = 1, noise: float = 0.0, kpi: Kpi = RESPONSE
) -> Responses:
    """Responses to a formula of what a point sets; most luck is common to a whole replication."""
    points = point_table(design)
    truth = np.array(
        [formula({k: v for k, v in row.items() if not is_unset(v)}) for row in points.to_dict("records")]
    )
    luck = np.random.default_rng(7).normal(size=(2, replications, len(truth)))
    values = truth[:, None] + noise * (5 * luck[0, :, :1].T + luck[1].T)
    return Responses(points, pd.DataFrame(values, index=points.index), design, kpi)


@pytest.fixture(scope="session")
def measure():
    """The sweep of a formula."""
    return respond


@pytest.fixture(scope="session")
def ishigami():
    """Ishigami & Homma (1990): sin(a) + 7 sin(b) ** 2 + 0.1 c ** 4 sin(a), each from -pi to pi."""
    return lambda p: np.sin(p["a"]) + 7 * np.sin(p["b"]) ** 2 + 0.1 * p["c"] ** 4 * np.sin(p["a"])


@pytest.fixture(scope="session")
def circle():
    """Ranges of the factors of Ishigami's function."""
    return {name: {"from": -np.pi, "to": np.pi} for name in "abc"}
