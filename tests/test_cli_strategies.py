"""Strategies of somebody's own on the command line: one file, named by `--strategies`, in every command."""

import json
from pathlib import Path

import duckdb
import pytest

from sim.experiments.storage import read_tables
from tests.command_line import LINE, fine, refused
from tests.sim.strategies.outside.mine import FILE, PATH, written

SMALL = ("-s", "customers=200", "-s", "years=0.5")
MARKET = """\
extends: repertoire
arms:
  as_it_is: null
  mine: {firms: {leader: {strategies: {care: {kind: regulars, purchases: [1]}}}}}
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of somebody's own with a market and a file of strategies."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "market.yaml").write_text(MARKET, encoding="utf-8")
    written(tmp_path)
    return tmp_path


OWN = ("market.yaml", "--strategies", "my_strategies.py")


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    "words",
    [
        ("validate", "market.yaml"),
        ("show", "market.yaml"),
        ("run", "market.yaml"),
        ("compare", "market.yaml"),
        ("sweep", "plan", "market.yaml"),
        ("sweep", "run", "market.yaml"),
        ("game", "payoff", "market.yaml"),
        ("game", "best-reply", "market.yaml"),
        ("export", "transactions", "market.yaml"),
    ],
    ids=" ".join,
)
def test_without_the_file_its_kinds_are_unknown(words: tuple[str, ...]):
    told = refused(*words)
    assert LINE.match(told)
    assert told.startswith("market.yaml:4:")
    assert "unknown kind 'regulars'" in told
    assert "name its file with --strategies" in told


@pytest.mark.usefixtures("desk")
def test_with_the_file_they_are_known():
    assert "is valid" in fine("validate", *OWN).stdout
    assert f"{PATH}.discount" in fine("show", *OWN, "--arm", "mine").stdout
    assert "arms (as_it_is, mine)" in fine("sweep", "plan", *OWN).stdout


def test_a_mistake_in_the_file_is_told_in_a_line(desk: Path):
    written(desk, "x = 1 / 0\n")
    assert refused("validate", *OWN).startswith("my_strategies.py:1:1: strategies: ZeroDivisionError")


def test_a_kind_that_is_taken_is_refused_by_name(desk: Path):
    written(desk, FILE.replace('"regulars"', '"poaching"'))
    assert "my_strategies.py:12:1: Regulars: kind 'poaching' is one of rivalry" in refused("validate", *OWN)


@pytest.mark.slow
def test_what_goes_wrong_in_a_run_is_told_by_line(desk: Path):
    written(desk, FILE.replace("self.purchases)", "self.nothing)"))
    told = refused("run", *OWN, *SMALL, "--arm", "mine")
    assert "my_strategies.py:21:1: Regulars: AttributeError" in told


@pytest.mark.slow
def test_a_comparison_uses_it_keeps_its_hash_and_is_made_again_with_it_alone(desk: Path):
    fine("compare", *OWN, *SMALL, "-n", 2, "-j", 2, "-o", "out")
    firm = read_tables(desk / "out" / "tables")["firm"].query("firm == 'leader'")
    discounts = firm.groupby("arm").discount_cents.sum()
    assert discounts["mine"] > discounts["as_it_is"] == 0
    (kept,) = json.loads((desk / "out" / "provenance.json").read_text(encoding="utf-8"))["strategies"]
    assert kept["file"] == "my_strategies.py"

    assert "my_strategies.py:1:1: strategies: this was made with" in refused("rerun", "out", "-o", "again")
    assert "byte for byte" in fine("rerun", "out", *OWN[1:], "-o", "again", "-j", 1).stdout
    fine("export", "results", "out", "-o", "tables")
    written(desk, FILE + "\n")
    assert "is not as it was when this was made" in refused("rerun", "out", *OWN[1:], "-o", "third")
    assert not (desk / "third").exists()


@pytest.mark.slow
def test_a_single_run_uses_it_and_is_made_again(desk: Path):
    fine("run", *OWN, *SMALL, "--arm", "mine", "-o", "out", "-j", 1)
    assert "byte for byte" in fine("rerun", "out", *OWN[1:], "-o", "again").stdout


@pytest.mark.slow
def test_a_sweep_takes_it_to_its_workers_and_is_read_without_it(desk: Path):
    sweep = ("sweep", "run", *OWN, *SMALL, "--vary", f"{PATH}.discount=0.1,0.3", "-n", 1)
    plan = ("sweep", "run", "plan.yaml", *OWN[1:], "-j", 2, "-o", "store", "--progress", "none")
    listed = "[{kind: regulars, purchases: [1]}, null]"
    (desk / "plan.yaml").write_text(
        "scenario: repertoire\nset: [customers=200, years=0.5]\nreplications: 1\n"
        f"design: {{kind: grid, over: {{{PATH}: {listed}}}}}\n",
        encoding="utf-8",
    )
    fine(*plan)
    assert "2 of 2 runs finished, 0 of them failed" in fine("sweep", "status", "store").stdout
    fine("sweep", "export", "store", "-o", "tables")
    profits = duckdb.sql("SELECT DISTINCT profit_cents FROM 'tables/outcome.parquet' WHERE firm = 'leader'")
    assert len(profits.fetchall()) == 2
    assert "this was made with" in refused("rerun", "store", "-o", "again")
    assert "byte for byte" in fine("rerun", "store", *OWN[1:], "-o", "again").stdout

    written(desk, FILE + "\n")
    told = refused(*plan)
    assert "was made for another plan" in told
    assert "strategies[0].sha256" in told
    assert refused(*sweep)
