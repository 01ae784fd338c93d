"""The catalogue lists every law, every strategy and every claim test there is, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.catalogue import EVERYWHERE, ROWS, Claim
from sim.scenario.mechanisms import Mechanisms
from sim.scenario.parts import Strategies
from sim.scenario.scenario import library
from sim.strategies.kinds import built_in, kind_of

ROOT = Path(__file__).parents[3]
CLAIMS = [(row.row, claim) for row in ROWS.values() for claim in row.claims]


def strategies() -> Iterator[str]:
    """Every strategy as `decision/kind`, under the first decision that it serves."""
    first: dict[type, str] = {}
    for name, decision in Strategies.decisions().items():
        for strategy in built_in(decision):
            first.setdefault(strategy, f"{name}/{kind_of(strategy)}")
    yield from first.values()


def test_every_law_stands_in_the_row_that_it_names():
    listed = {(law, row) for row, claim in CLAIMS for law in claim.laws}
    assert listed == {(path, type(mechanism).row) for path, mechanism in Mechanisms().each()}


def test_every_file_of_a_law_is_listed():
    folder = ROOT / "sim" / "mechanisms"
    files = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.glob("*/[!_]*.py")}
    assert {law for _, claim in CLAIMS for law in claim.laws} == files


def test_every_strategy_is_listed():
    listed = {choice for _, claim in CLAIMS for choice in claim.choices}
    assert not listed & {*EVERYWHERE}
    assert listed | {*EVERYWHERE} == {*strategies()}


def test_every_claim_test_is_listed():
    tests = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests" / "claims").glob("*/test_*.py")}
    assert {claim.file for _, claim in CLAIMS} == tests


@pytest.mark.parametrize(
    ("row", "claim"), CLAIMS, ids=lambda part: part.name if isinstance(part, Claim) else part
)
def test_a_claim_test_names_its_row_and_switches_its_laws(row: str, claim: Claim):
    text = (ROOT / claim.file).read_text(encoding="utf-8")
    assert row in text
    assert [law for law in claim.laws if f"mechanisms.{law.replace('/', '.')}" not in text] == []


@pytest.mark.parametrize(
    ("row", "claim"), CLAIMS, ids=lambda part: part.name if isinstance(part, Claim) else part
)
def test_what_is_a_law_has_one_and_what_is_a_choice_alone_has_none(row: str, claim: Claim):
    assert bool(claim.laws) >= ("law" in claim.kind)
    assert not (claim.kind == "choice" and claim.laws), row


def test_every_row_of_a_scenario_is_known():
    assert {row for entry in library() for row in entry.rows} <= ROWS.keys()
