"""Classification: chances of one of two outcomes by logistic regression.

Source: Cox (1958), "The regression analysis of binary sequences"; fitted by Newton's method, i.e. iteratively
reweighted least squares (McCullagh & Nelder 1989, section 2.5). A light ridge (le Cessie & van Houwelingen
1992) keeps weights finite where the outcomes can be told apart without a mistake.
"""

from typing import Final

import numpy as np

from sim.units import Floats

MOST_STEPS: Final = 50
RIDGE: Final = 1e-6
"""Penalty on squared weights, relative to the number of cases."""


def fit_logistic(figures: Floats, outcomes: Floats, ridge: float = RIDGE) -> Floats:
    """Weights of a logistic regression, by (lightly penalised) maximum likelihood.

    Parameters
    ----------
    figures : float64[n, k]
        k figures of each case, on comparable scales.
    outcomes : float64[n]
        1 where what is to be foretold happened, else 0.
    ridge
        Penalty on squared weights, per case; the constant goes free. 0 = plain maximum likelihood.

    Returns
    -------
    float64[k + 1]
        The constant, then a weight per figure, in logits.
    """
    design = np.column_stack([np.ones(len(figures)), figures])
    penalty = ridge * len(design) * np.eye(design.shape[1])
    penalty[0, 0] = 0.0
    # The log-odds of the share, smoothed so that they are finite also where nothing, or everything, happened.
    weights = np.zeros(design.shape[1])
    weights[0] = np.log((outcomes.sum() + 0.5) / (len(outcomes) - outcomes.sum() + 0.5))
    if len(np.unique(outcomes)) < 2:
        return weights
    for _ in range(MOST_STEPS):
        expected = _logistic(design @ weights)
        slope = design.T @ (outcomes - expected) - penalty @ weights
        curvature = (design.T * (expected * (1.0 - expected))) @ design + penalty
        step = np.linalg.lstsq(curvature, slope, rcond=None)[0]
        weights = weights + step
        if np.abs(step).max() < 1e-10:
            break
    return weights


def chances(weights: Floats, figures: Floats) -> Floats:
    """Chance of the outcome for each case, float64[n], by fitted weights [k + 1] and figures [n, k]."""
    return _logistic(weights[0] + figures @ weights[1:])


def _logistic(logits: Floats) -> Floats:
    """1 / (1 + e^-x), by the hyperbolic tangent, which cannot overflow."""
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * logits))
