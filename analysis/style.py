"""One look for every chart: colours safe for colour-blind readers, never colour alone, and safe text.

Colours: Okabe & Ito (2008), "Color Universal Design", for firms; Tol (2021), "Colour schemes", muted, for
arms, so that a firm and an arm never look alike.
"""

from __future__ import annotations

import html
import math
import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

FIRM_COLOURS: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#5C5C5C")
ARM_COLOURS: Final = ("#222222", "#332288", "#AA4499", "#117733", "#882255", "#999933", "#44AA99")
PART_COLOURS: Final = ("#00224E", "#35456C", "#666970", "#948E77", "#C8B866", "#FEE838", "#EFEFEF")
DASHES: Final = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
MARKERS: Final = (
    "circle",
    "square",
    "diamond",
    "triangle-up",
    "cross",
    "x",
    "star",
    "triangle-down",
    "pentagon",
    "hexagon",
    "bowtie",
)
HATCHING: Final = {"fillmode": "overlay", "fgcolor": "white", "fgopacity": 0.6, "size": 8, "solidity": 0.15}
PATTERNS: Final = ("", "/", ".", "x", "-", "\\", "|", "+")
UP: Final = "#0072B2"
DOWN: Final = "#D55E00"
INK: Final = "#1d2733"
QUIET: Final = "#5b6673"
RULE: Final = "#dfe4ea"
FONT: Final = (
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans CJK SC', Arial, sans-serif"
)


@dataclass(frozen=True)
class Look:
    """How one firm or one arm is drawn, everywhere."""

    colour: str
    dash: str
    marker: str

    def shade(self, opacity: float) -> str:
        """Colour of a band around the line, as `rgba(...)`."""
        red, green, blue = (int(self.colour[i : i + 2], 16) for i in (1, 3, 5))
        return f"rgba({red},{green},{blue},{opacity})"


def _looks(names: Iterable[str], colours: Sequence[str]) -> dict[str, Look]:
    # 7, 6 and 11 have no common factor: no two of 20 names share more than one of colour, dash and marker.
    return {
        name: Look(colours[i % len(colours)], DASHES[i % len(DASHES)], MARKERS[i % len(MARKERS)])
        for i, name in enumerate(names)
    }


def firm_looks(firms: Iterable[str]) -> dict[str, Look]:
    """Colour, dash and marker of each firm, by its place in the scenario."""
    return _looks(firms, FIRM_COLOURS)


def arm_looks(arms: Iterable[str]) -> dict[str, Look]:
    """Colour, dash and marker of each arm; the first, the baseline, is black and solid."""
    return _looks(arms, ARM_COLOURS)


def plain(text: object, longest: int = 48) -> str:
    """Text that plotly shows as it is: plotly would otherwise obey tags such as `<a href=...>` in a name."""
    return html.escape(_shortened(text, longest), quote=False)


def plain_lines(text: object, longest: int, width: int) -> str:
    """Text as `plain` gives it, broken into lines of at most `width` characters."""
    lines = textwrap.wrap(_shortened(text, longest), width)
    return "<br>".join(html.escape(line, quote=False) for line in lines)


def _shortened(text: object, longest: int) -> str:
    shown = re.sub(r"[\x00-\x1f\x7f\u2028\u2029]+", " ", str(text)).strip()
    return shown if len(shown) <= longest else shown[: longest - 1].rstrip() + "…"


def spoken(name: str) -> str:
    """Write an identifier in words: `account_management` becomes `account management`."""
    return re.sub(r"(?<![^\W_])e_", "e-", name).replace("_", " ").strip() or name


def headline_case(text: str) -> str:
    """Begin a sentence with a capital, whatever name it begins with."""
    return text[:1].upper() + text[1:]


def money(cents: float, signed: bool = False) -> str:
    """Cents as money to three digits: `1.23m`, `−45.6k`."""
    return amount(cents / 100, signed)


def amount(value: float, signed: bool = False) -> str:
    """Write a number to three digits, with k, m or bn; an en dash if there is none."""
    if not math.isfinite(value):
        return "–"
    size = abs(value)
    for limit, unit in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if size >= limit * 0.9995:
            return _sign(value, signed) + _three_digits(size / limit) + unit
    return _sign(value, signed) + _three_digits(size)


def percent(share: float, signed: bool = False) -> str:
    """Write a share in per cent, with a tenth below ten and a hundredth below one: `61%`, `−3.2%`."""
    if not math.isfinite(share):
        return "–"
    size = abs(share) * 100
    if size < 0.005:
        return "0%"
    digits = 0 if size >= 9.95 else 1 if size >= 0.95 else 2
    return f"{_sign(share, signed)}{size:.{digits}f}%"


def points(difference: float) -> str:
    """Write a difference of shares in percentage points, with its sign: `+3.2 pp`, `−0.05 pp`."""
    if not math.isfinite(difference):
        return "–"
    size = abs(difference) * 100
    if size < 0.005:
        return "0 pp"
    return f"{_sign(difference, signed=True)}{size:.{1 if size >= 0.95 else 2}f} pp"


def likely(chance: float) -> str:
    """Write a probability without ever claiming certainty."""
    if not math.isfinite(chance):
        return "–"
    return "> 99%" if chance > 0.99 else "< 1%" if chance < 0.01 else f"{chance:.0%}"


def _sign(value: float, signed: bool) -> str:
    if value < 0:
        return "−"
    return "+" if signed and value > 0 else ""


def _three_digits(size: float) -> str:
    if size >= 99.95:
        return f"{size:.0f}"
    if size >= 9.995:
        return f"{size:.1f}"
    if size >= 0.0995:
        return f"{size:.2f}"
    return f"{size:.2g}" if size else "0"
