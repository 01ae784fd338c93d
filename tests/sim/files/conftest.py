"""A small market, as a stand-in for the real scenario."""

from pathlib import Path
from typing import Annotated, Any, Literal, Self

import pytest
from pydantic import Field, model_validator

from sim.files import BadInput, build, read_tree
from sim.units import Count, Money, Name, PositiveCount, Share, Spec, Years


class Silence(Spec):
    kind: Literal["silence"] = "silence"


class WinBack(Spec):
    kind: Literal["win_back"] = "win_back"
    discount: Share = Field(0.2, description="share taken off the list price")
    price: Money = 1


Strategy = Annotated[Silence | WinBack, Field(discriminator="kind")]


class Firm(Spec):
    list_price: Money = Field(description="money per unit, before any discount")
    launch: Years = 0
    loyal: bool = False
    strategy: Strategy = Silence()
    strategies: tuple[Strategy, ...] = ()
    rebate: Share | dict[Name, Share] | WinBack = 0


class Diffusion(Spec):
    innovation: Share = 0.03
    imitation: Share = 0.38


class Market(Spec):
    question: str
    customers: Count
    periods: PositiveCount = 4
    phase: Literal["launch", "growth", "decline"] = "launch"
    firms: dict[Name, Firm]
    shares: dict[Name, Share] = Field({})
    rows: tuple[str, ...] = ()
    diffusion: Diffusion = Diffusion()
    arms: dict[str, dict[str, Any]] = Field({})

    @model_validator(mode="after")
    def _shares_sum_to_one(self) -> Self:
        total = sum(self.shares.values())
        if self.shares and abs(total - 1) > 1e-9:
            raise ValueError(f"[shares] shares sum to {total:g} - make them sum to 1")
        return self


GOOD = """\
question: who wins?
customers: 1_000
firms:
  acme:
    list_price: 10
    strategy:
      kind: win_back
      discount: 0.3
  rival: {list_price: 9.5, launch: 1}
rows: [P1, C2]
arms:
  baseline: {}
  dear:
    firms:
      acme:
        list_price: 12
"""


@pytest.fixture
def good() -> str:
    return GOOD


@pytest.fixture
def market() -> type[Market]:
    return Market


class Desk:
    """Writes scenario files into one folder and reads them back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, content: str | bytes, name: str = "market.yaml") -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def lines(self, content: str | bytes, *overrides: str) -> list[str]:
        """What is wrong with a file, place first, without its folder; empty if nothing is."""
        path = self.write(content)
        try:
            build(Market, read_tree(path, overrides))
        except BadInput as bad:
            return [str(problem).replace(f"{self.folder}/", "") for problem in bad.problems]
        return []

    def line(self, content: str | bytes, *overrides: str) -> str:
        """The one thing that is wrong."""
        (line,) = self.lines(content, *overrides)
        assert "\n" not in line
        return line


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)
