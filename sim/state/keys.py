"""Keys of luck by the dozen: each period draws one for every decision and every offer."""

import numpy as np
import numpy.typing as npt

from sim.compiling import kernel
from sim.randomness import Decision, Luck, Word, key_of

Keys = npt.NDArray[np.uint64]


@kernel
def write_keys(seed: Word, period: Word, decisions: Keys, occasions: Keys, into: Keys) -> None:
    """Write down the key of each pair of decision and occasion."""
    for k in range(into.shape[0]):
        into[k] = key_of(seed, decisions[k], period, occasions[k])


_EVERY_DECISION: Keys = np.array([int(decision) for decision in Decision], dtype=np.uint64)
_ONCE: Keys = np.zeros_like(_EVERY_DECISION)


def keys_of_decisions(luck: Luck, period: int) -> Keys:
    """Key of every decision in one period, uint64[decisions + 1], by its number; there is no decision 0."""
    keys = np.zeros(len(_EVERY_DECISION) + 1, dtype=np.uint64)
    write_keys(np.uint64(luck.seed_in(period)), np.uint64(period), _EVERY_DECISION, _ONCE, keys[1:])
    return keys


def keys_of_occasions(luck: Luck, decision: Decision, period: int, occasions: Keys) -> Keys:
    """Key of one decision in one period for each of several of a kind, uint64[n], as `occasions` is."""
    keys = np.empty_like(occasions)
    decisions = np.full_like(occasions, int(decision))
    write_keys(np.uint64(luck.seed_in(period)), np.uint64(period), decisions, occasions, keys)
    return keys
