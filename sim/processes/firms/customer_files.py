"""What a firm's customer files say: read in compiled loops, a few thousand people at a time.

Long computations go over everybody in a block, term by term, so that the processor works on several at once.
"""

from dataclasses import fields
from typing import Final, NamedTuple

import numpy as np

from sim.agents.customers import Array, Columns
from sim.compiling import kernel, part
from sim.maths import exp
from sim.mechanisms.crm.customer_view import (
    amount_error,
    date_on_file,
    departments_joined,
    number_on_file,
    purchases_on_file,
    share_on_file,
)
from sim.mechanisms.crm.relationship_stages import own_gap
from sim.randomness import Word, normal, uniform
from sim.strategies.base import Records

SPREAD_OF_GUESSES = 1.5
"""Standard deviation of the log of guessed spending at data quality 0."""
BLOCK: Final = 4096
"""People whose files are read at a time."""


class FileKeys(NamedTuple):
    """Keys of one firm's luck with its records, the same in every period."""

    usable: Word
    """Whether there is a usable record."""
    parts: Word
    """How many departments pass on what they know."""
    twice: Word
    start: Word
    """With which purchase the file begins."""
    amounts: Word
    guesses: Word
    """What people spend with rivals."""


class Look(NamedTuple):
    """How one firm reads its books."""

    firm: int
    period: int
    usual_gap: float
    period_years: float
    keys: FileKeys
    quality: float
    """Share of customers whose records are usable."""
    is_distorted: bool
    departments: int
    integrated: float
    """Chance that another department's part of a customer's dealings is on file."""
    duplicates: float
    """Share of customers who are held twice."""
    amount_error: float
    """Standard deviation of the log of recorded amounts."""


FIGURES: Final = len(fields(Records))
"""How many figures a record has; kernels write them in the order of `Records`."""


class Desk(NamedTuple):
    """Where files lie open while they are read; float64[BLOCK] unless said otherwise."""

    person: Array
    """uint64[BLOCK + 1]: whose files."""
    made: Array
    """Purchases made."""
    first: Array
    last: Array
    share: Array
    """Share of the dealings that is on file."""
    purchases: Array
    """Purchases on file."""
    amounts: Array
    """Amounts on file over the true ones."""


def new_desk() -> Desk:
    """A desk with nothing on it."""
    columns = (np.empty(BLOCK) for _ in Desk._fields[1:])
    return Desk(np.empty(BLOCK + 1, dtype=np.uint64), *columns)


@kernel
def read_records(columns: Columns, look: Look, desk: Desk, seen: Array) -> None:
    """What a firm's books say of everybody.

    Writes: seen, float32[FIGURES, n] = silence, purchases, money and contribution in cents, tenure; desk.
    """
    for figure in range(FIGURES):
        for i in range(seen.shape[1]):
            seen[figure, i] = 0.0
    for start in range(0, seen.shape[1], BLOCK):
        count = _fetch_files(columns, look, desk, start, min(start + BLOCK, seen.shape[1]))
        if look.is_distorted:
            _distort(look, desk, count)
        _write_records(columns, look, desk, count, seen)


@part
def _fetch_files(columns: Columns, look: Look, desk: Desk, start: int, stop: int) -> int:
    """Fetch the usable files of customers from `start` to `stop`; returns how many. Writes: desk."""
    made, first, last = columns.purchases[look.firm], columns.first[look.firm], columns.last[look.firm]
    count = 0
    for i in range(start, stop):
        desk.person[count] = i
        is_usable = uniform(look.keys.usable, np.uint64(i)) < look.quality
        count += 1 if (made[i] > 0) & is_usable else 0
    for b in range(count):
        i = desk.person[b]
        desk.made[b], desk.first[b], desk.last[b] = made[i], first[i], last[i]
        desk.purchases[b], desk.amounts[b] = made[i], 1.0
    return count


@part
def _distort(look: Look, desk: Desk, count: int) -> None:
    """What of it is on file where departments keep fragments, and what is wrong. Writes: desk."""
    person, share, purchases, made = desk.person, desk.share, desk.purchases, desk.made
    departments = float(look.departments)
    for b in range(count):
        joined = departments_joined(
            uniform(look.keys.parts, person[b]), look.departments - 1, look.integrated
        )
        share[b] = float(joined)
    for b in range(count):
        is_held_twice = uniform(look.keys.twice, person[b]) < look.duplicates
        share[b] = share_on_file(share[b], departments, is_held_twice)
    for b in range(count):
        desk.amounts[b] = normal(look.keys.amounts, person[b])
    for b in range(count):
        start = uniform(look.keys.start, person[b])
        purchases[b] = purchases_on_file(made[b], share[b], start)
        desk.amounts[b] = amount_error(look.amount_error, desk.amounts[b]) * purchases[b] / made[b]
    for b in range(count):
        start = uniform(look.keys.start, person[b])
        earliest = number_on_file(1.0, share[b], start, made[b])
        latest = number_on_file(purchases[b], share[b], start, made[b])
        first, last = desk.first[b], desk.last[b]
        desk.first[b] = date_on_file(earliest, made[b], first, last)
        desk.last[b] = date_on_file(latest, made[b], first, last)


@part
def _write_records(columns: Columns, look: Look, desk: Desk, count: int, seen: Array) -> None:
    """Write down what is on file, if anything is. Writes: seen."""
    money, contribution = columns.money[look.firm], columns.contribution[look.firm]
    for b in range(count):
        i, purchases, first, last = desk.person[b], desk.purchases[b], desk.first[b], desk.last[b]
        if purchases > 0.0:
            seen[0, i] = (look.period - last) / own_gap(first, last, purchases, look.usual_gap)
            seen[1, i] = purchases
            seen[2, i] = desk.amounts[b] * money[i]
            seen[3, i] = desk.amounts[b] * contribution[i]
            seen[4, i] = (look.period - first) * look.period_years


@kernel
def guess_spending(columns: Columns, look: Look, own: Array, guess: Array) -> None:
    """What a firm guesses that everybody spends in the category, `own` (cents, [n]) of it with itself.

    Writes: guess, float32[n] cents.
    """
    spread = SPREAD_OF_GUESSES * (1.0 - look.quality)
    for i in range(columns.segment.shape[0]):
        elsewhere = 0.0
        for rival in range(columns.money.shape[0]):
            elsewhere += 0.0 if rival == look.firm else float(columns.money[rival, i])
        guess[i] = float(own[i]) + elsewhere * exp(spread * normal(look.keys.guesses, np.uint64(i)))
