"""What tests of strategies from outside share: a file as somebody writes it, and a market that uses it."""

from pathlib import Path

FILE = '''"""Strategies of my own."""

from typing import Literal

from pydantic import Field

from sim.strategies.base import FirmView, Offers, to_those
from sim.strategies.care import CareStrategy
from sim.units import Share


class Regulars(CareStrategy):
    """A personal offer to whoever has bought often."""

    kind: Literal["regulars"] = "regulars"
    discount: Share = Field(0.1, description="share taken off the price for them")
    purchases: tuple[int, ...] = Field((2, 3), description="purchases on record with an offer")

    def decide(self, view: FirmView) -> Offers:
        """Offer at certain numbers of purchases."""
        chosen = sum((view.records.purchases == each) for each in self.purchases) > 0
        return Offers(personal=to_those(chosen, self.discount))
'''
PATH = "firms.leader.strategies.care"
USED = f"{PATH}={{kind: regulars, discount: 0.2, purchases: [1, 2]}}"


def written(folder: Path, text: str = FILE, name: str = "my_strategies.py") -> str:
    """Path of the file, in a folder outside the source tree."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)
