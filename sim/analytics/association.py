"""Association: which things go together in baskets, as candidates for a bundle.

Source: Agrawal, Imielinski & Swami (1993), "Mining association rules between sets of items in large
databases"; Agrawal & Srikant (1994); lift: Brin, Motwani, Ullman & Tsur (1997).
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class Rule(NamedTuple):
    """If one thing is in the basket, so is the other."""

    antecedent: int
    consequent: int
    support: float
    """Share of baskets with both."""
    confidence: float
    """Share of the baskets with the antecedent that also have the consequent."""
    lift: float
    """Confidence over the share of all baskets with the consequent; above 1 = more often than by chance."""


def rules(baskets: npt.NDArray[np.bool_], least_support: float, least_confidence: float = 0.0) -> list[Rule]:
    """Rules between pairs of things, those of the highest lift first, then of the highest support.

    Parameters
    ----------
    baskets : bool[baskets, things]
        What is in each basket: a purchase, or all that one customer ever bought.
    least_support
        Share of baskets that must hold both things, 0..1; pairs that are never together make no rule.
    least_confidence
        Share of the antecedent's baskets that must hold the consequent, 0..1.
    """
    held = baskets.astype(np.int64)
    together = held.T @ held
    alone = np.diagonal(together)
    found = [
        Rule(a, b, both / len(held), both / int(alone[a]), both * len(held) / (int(alone[a]) * int(alone[b])))
        for a, row in enumerate(together.tolist())
        for b, both in enumerate(row)
        if a != b and both > 0
    ]
    kept = [rule for rule in found if rule.support >= least_support and rule.confidence >= least_confidence]
    return sorted(kept, key=lambda rule: (-rule.lift, -rule.support, rule.antecedent, rule.consequent))
