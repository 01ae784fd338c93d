"""The patient rule induction method: peel a box around the cases of interest thin layer by thin layer.

A box keeps an interval of each numeric factor and some kinds of each other factor. Each step takes off the
layer whose loss raises the density most per case; pasting then gives back what was taken off too much.

Sources: Friedman & Fisher (1999), "Bump hunting in high-dimensional data"; Kwakkel & Jaxa-Rozen (2016),
"Improving scenario discovery for handling heterogeneous uncertainties", for the gain per case removed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from sim.units import Floats

Flags: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Cases:
    """What a box is looked for in.

    Attributes
    ----------
    columns : by factor, float64[cases]; of a factor without order, the number of its kind
    kinds : factors whose values have no order
    interesting : bool[cases], at least one true and one false
    """

    columns: dict[str, Floats]
    kinds: frozenset[str]
    interesting: Flags

    def __len__(self) -> int:
        """Count the cases."""
        return len(self.interesting)


@dataclass(frozen=True)
class Box:
    """Limits by factor: (low, high), both included, -inf or inf where there is none; or the kinds kept."""

    limits: dict[str, tuple[float, float]] = field(default_factory=dict)
    kept: dict[str, frozenset[float]] = field(default_factory=dict)

    @property
    def restricted(self) -> list[str]:
        """Factors that it limits."""
        return [*self.limits, *self.kept]

    def holds(self, cases: Cases) -> Flags:
        """Which cases lie inside, bool[cases]."""
        inside = np.ones(len(cases), dtype=np.bool_)
        for name, (low, high) in self.limits.items():
            inside &= (cases.columns[name] >= low) & (cases.columns[name] <= high)
        for name, kinds in self.kept.items():
            inside &= np.isin(cases.columns[name], list(kinds))
        return inside

    def limited(self, name: str, low: float, high: float) -> Box:
        """Box with other limits to a numeric factor."""
        if (low, high) == (-np.inf, np.inf):
            return self.freed(name)
        return replace(self, limits={**self.limits, name: (low, high)})

    def only(self, name: str, kinds: frozenset[float]) -> Box:
        """Box that keeps these kinds of a factor."""
        return replace(self, kept={**self.kept, name: kinds})

    def freed(self, name: str) -> Box:
        """Box without any limit to a factor."""
        limits = {key: value for key, value in self.limits.items() if key != name}
        return Box(limits, {key: value for key, value in self.kept.items() if key != name})

    def span(self, name: str) -> tuple[float, float]:
        """Limits of a numeric factor."""
        return self.limits.get(name, (-np.inf, np.inf))


@dataclass(frozen=True)
class Quality:
    """How well a box does: cases inside, those of interest among them, and what these are of all."""

    inside: int
    hits: int
    cases: int
    interesting: int

    @property
    def density(self) -> float:
        """Share of the cases inside that are of interest."""
        return self.hits / self.inside if self.inside else 0.0

    @property
    def coverage(self) -> float:
        """Share of all cases of interest that are inside."""
        return self.hits / self.interesting

    @property
    def mass(self) -> float:
        """Share of all cases that are inside."""
        return self.inside / self.cases

    @property
    def balance(self) -> float:
        """Harmonic mean of coverage and density."""
        total = self.coverage + self.density
        return 2 * self.coverage * self.density / total if total else 0.0


def quality(box: Box, cases: Cases) -> Quality:
    """Count what a box holds."""
    inside = box.holds(cases)
    hits = int((inside & cases.interesting).sum())
    return Quality(int(inside.sum()), hits, len(cases), int(cases.interesting.sum()))


def peel(cases: Cases, alpha: float, least_mass: float) -> list[Box]:
    """Boxes from the whole space inwards, each a thin layer smaller.

    Parameters
    ----------
    alpha : share of the cases inside that a layer holds, about; more where values tie
    least_mass : share of all cases that the last box still holds at least
    """
    boxes = [Box()]
    while True:
        now = quality(boxes[-1], cases)
        found = [(box, quality(box, cases)) for box in _peels(boxes[-1], cases, alpha)]
        smaller = [(box, new) for box, new in found if new.mass >= least_mass and new.inside < now.inside]
        if now.density == 1.0 or not smaller:
            return boxes
        boxes.append(max(smaller, key=lambda pair: _gain(now, pair[1]))[0])


def _gain(now: Quality, new: Quality) -> tuple[float, int]:
    """Density won per case removed; between equals, the larger box."""
    return (new.density - now.density) / (now.inside - new.inside), new.inside


def _peels(box: Box, cases: Cases, alpha: float) -> Iterator[Box]:
    inside = box.holds(cases)
    for name, column in cases.columns.items():
        values = np.sort(column[inside])
        if values[0] == values[-1]:
            continue
        if name in cases.kinds:
            present = frozenset(values.tolist())
            yield from (box.only(name, present - {kind}) for kind in sorted(present))
            continue
        low, high = box.span(name)
        layer = max(1, int(alpha * len(values)))
        yield box.limited(name, _next(values, values[layer - 1]), high)
        yield box.limited(name, low, -_next(-values[::-1], -values[-layer]))


def _next(rising: Floats, value: float) -> float:
    """Smallest value above, or the last one if there is none: then the layer is everything and stays."""
    above = int(np.searchsorted(rising, value, side="right"))
    return float(rising[min(above, len(rising) - 1)])


def paste(box: Box, cases: Cases, alpha: float) -> Box:
    """Box widened again, layer by layer, as long as that raises its density."""
    while True:
        now = quality(box, cases)
        wider = [(new, quality(new, cases)) for new in _pastes(box, cases, alpha)]
        better = [(new, found) for new, found in wider if found.density > now.density]
        if not better:
            return box
        box = max(better, key=lambda pair: (pair[1].density, pair[1].inside))[0]


def _pastes(box: Box, cases: Cases, alpha: float) -> Iterator[Box]:
    layer = max(1, int(alpha * quality(box, cases).inside))
    for name, (low, high) in box.limits.items():
        column = cases.columns[name][box.freed(name).holds(cases)]
        below, above = np.sort(column[column < low]), np.sort(column[column > high])
        if len(below):
            yield box.limited(name, float(below[-layer]) if layer < len(below) else -np.inf, high)
        if len(above):
            yield box.limited(name, low, float(above[layer - 1]) if layer < len(above) else np.inf)
    for name, kinds in box.kept.items():
        for kind in sorted(set(cases.columns[name].tolist()) - kinds):
            yield box.only(name, kinds | {kind})


def without_needless(box: Box, cases: Cases) -> Box:
    """Box without limits that hold back no case at all."""
    whole = box.holds(cases)
    for name in box.restricted:
        if (box.freed(name).holds(cases) == whole).all():
            box = box.freed(name)
    for name, (low, high) in [*box.limits.items()]:
        open_low, open_high = box.limited(name, -np.inf, high), box.limited(name, low, np.inf)
        if low > -np.inf and (open_low.holds(cases) == whole).all():
            box = open_low
        elif high < np.inf and (open_high.holds(cases) == whole).all():
            box = open_high
    return box


def best_balanced(boxes: Sequence[Box], cases: Cases) -> int:
    """Number of the box with the largest harmonic mean of coverage and density; the larger of equals."""
    balances: list[float] = [quality(box, cases).balance for box in boxes]
    return int(np.argmax(balances))
