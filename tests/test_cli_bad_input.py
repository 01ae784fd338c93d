"""Bad input at the command line: exit code 2, one line a mistake, no traceback, nothing written."""

import os
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli import app

MARKET = """\
title: Two bakers
question: Who sells more bread?
family: repertoire
customers: 100
years: 1
segments:
  town: {share: 0.6, ideal: [0.0, 0.0]}
  village: {share: 0.4, ideal: [0.5, 0.0]}
generations:
  bread: {frontier: [0.0, 0.0]}
  cake: {frontier: [0.1, 0.0], available: 0.2}
channels:
  shop: {type: traditional_retail}
firms:
  old:
    products:
      bread: {launch: 0, price: 3}
      cake: {launch: 0.5, price: 5}
    channels:
      shop: {open: true}
  new:
    products: {bread: {launch: 0.25, price: 2}}
    channels: {shop: {}}
arms:
  baseline: {}
  cheap: {firms: {old: {products: {bread: {price: 2}}}}}
"""
BOMB = b"a: &a [x, x, x, x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (at + 1, at + 1, b", ".join([b"*%c" % at] * 9)) for at in range(ord("a"), ord("k"))
)
LINE = re.compile(r"\S+:\d+:\d+: [^:]+: .+ - .+")


@pytest.fixture
def bakers(tmp_path: Path) -> Path:
    path = tmp_path / "bakers.yaml"
    path.write_text(MARKET, encoding="utf-8")
    return path


def rivalry(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def only_line(result: Result) -> str:
    """The one line on stderr with which a command refused its input."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert LINE.fullmatch(line), line
    return line


def rewritten(path: Path, before: str, after: str) -> Path:
    assert before in MARKET
    path.write_text(MARKET.replace(before, after, 1), encoding="utf-8")
    return path


def test_the_two_bakers_are_valid(bakers):
    result = rivalry("validate", bakers)
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("family:", "famly: x\nfamily:", "unknown key - nearest is 'family'"),
        ("{open: true}", "{opne: true}", "unknown key - nearest is 'open'"),
        ("{open: true}", "{open: NO}", "must be true or false (got NO)"),
        ("{launch: 0, price: 3}", "{launch: 0, price: NO}", "must be a number (got NO)"),
        ("customers: 100", "customers: many", "must be a whole number (got many)"),
        ("customers: 100", "customers: [100]", "must be a whole number"),
        ("customers: 100", "customers: 1e5", "must be a whole number (got 1e5) - write 100000"),
        ("customers: 100", "customers: 010", "starts with 0, which looks octal - write 10"),
        ("customers: 100", "customers: 100.5", "must be a whole number (got 100.5)"),
        ("customers: 100", "customers: -1", "must be at least 0 (got -1)"),
        ("customers: 100", "customers: 3_000_000_000", "must be at most 2000000000"),
        ("years: 1", "years: .nan", "is not a finite number"),
        ("years: 1", "years: .inf", "is not a finite number"),
        ("years: 1", "years: 1e999", "too big to be a finite number"),
        ("years: 1", "years: NaN", "must be a number (got NaN) - write a finite number"),
        ("price: 3", "price: -3", "must be above 0 (got -3)"),
        ("launch: 0,", "launch: -1,", "must be at least 0 (got -1)"),
        ("launch: 0, price: 3", "launch: 0.8, price: 3", "is before that of bread (0.8)"),
        ("launch: 0.5", "launch: 0.1", "is before"),
        ("price: 3}", "price: 3, withdraw: 0}", "is not after launch"),
        ("share: 0.4", "share: 0.5", "shares sum to 1.1 - make them sum to 1"),
        ("shop: {open: true}", "shpo: {open: true}", "unknown channel - known are shop"),
        ("bread: {launch: 0,", "beer: {launch: 0,", "unknown product - known are bread, cake"),
        ("years: 1", "years: 1\nfocus: nobody", "unknown firm 'nobody' - known are old, new"),
        ("years: 1", "years: 1\nyears: 2", "duplicate key, first on line 5"),
        ("cheap: {firms: {old:", "cheap: {firms: {odl:", "arms.cheap.firms.odl"),
        ("bread: {price: 2}", "bread: {price: -2}", "arms.cheap.firms.old.products.bread.price: must"),
        ("cheap: {firms", "Cheap One: {firms", "is no valid name"),
        ("title: Two bakers", "title: Two bakers\n---\ntitle: Two more", "document"),
        ("title: Two bakers", "title: [Two bakers", "is not YAML"),
        ("title: Two bakers", "title: Two bakers\nextends: bakers", "leads back to a file that extends it"),
        ("title: Two bakers", "title: Two bakers\nextends: ../../secret", "is outside the scenario folder"),
        ("title: Two bakers", "title: Two bakers\nextends: /etc/passwd", "is no relative path"),
        ("title: Two bakers", "title: Two bakers\nextends: durabel", "nearest is 'durable'"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_file_is_one_line_that_says_what_would_do(bakers, before, after, told):
    lines = [
        line
        for line in rivalry("validate", rewritten(bakers, before, after)).stderr.splitlines()
        if told in line
    ]
    assert len(lines) == 1, rivalry("validate", bakers).output
    assert LINE.fullmatch(lines[0])
    assert lines[0].startswith(f"{bakers}:")
    assert rivalry("validate", bakers).exit_code == 2


def test_every_mistake_in_a_file_has_its_own_line(bakers):
    bakers.write_text(
        MARKET.replace("price: 3", "price: -3").replace("years: 1", "years: soon"), encoding="utf-8"
    )
    result = rivalry("validate", bakers)
    assert result.exit_code == 2
    assert [line.split(": ")[1] for line in result.stderr.splitlines()] == [
        "years",
        "firms.old.products.bread.price",
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"\n# nothing yet\n", "is empty"),
        (b"\x00\x01\x02ELF\x00\x07\x00\x00\x01", "binary"),
        (MARKET.encode("utf-16"), "is UTF-16"),
        (b"title: \xff\xfe caf\xe9", "is not UTF-8"),
        (b"just words", "must be a mapping of keys"),
        (BOMB, "anchor"),
        (b"[" * 5000, "deep"),
    ],
    ids=["empty", "comment", "binary", "utf-16", "latin-1", "text", "bomb", "depth"],
)  # fmt: skip
def test_a_file_that_is_no_scenario_is_refused(bakers, content, told):
    bakers.write_bytes(content)
    assert told in only_line(rivalry("validate", bakers))


def test_a_folder_is_no_scenario(tmp_path):
    assert "is a folder" in only_line(rivalry("run", tmp_path))


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    assert "is a pipe" in only_line(rivalry("run", tmp_path / "pipe.yaml"))


def test_a_missing_file_is_told(tmp_path):
    assert "there is no such file" in only_line(rivalry("show", tmp_path / "missing.yaml"))


@pytest.mark.parametrize("command", ["validate", "show", "run", "compare"])
def test_a_misspelt_name_of_the_library_names_the_nearest(command):
    assert "nearest is 'durable'" in only_line(rivalry(command, "durabel"))


@pytest.mark.parametrize("name", ["a" * 5000, "bad\x1b[31m\nname", "nul\0name.yaml"])
def test_an_impossible_file_name_is_one_harmless_line(name):
    line = only_line(rivalry("validate", name))
    assert line.isprintable()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("custmers=5", "--set:1:1: custmers: unknown path - nearest is 'customers'"),
        ("firms.nobody.brand=2", "--set:1:1: firms.nobody.brand: unknown path"),
        ("channels.shpo.reach=1", "unknown path - nearest is 'channels.shop'"),
        ("segments.twon.share=0", "unknown path - nearest is 'segments.town'"),
        ("arms.chaep.years=2", "unknown path - nearest is 'arms.cheap'"),
        ("arms.cheap.yeers=2", "nearest is 'arms.cheap.years'"),
        ("customers=-5", "must be at least 0 (got -5)"),
        ("customers=NaN", "must be a whole number (got NaN)"),
        ("customers=010", "looks octal"),
        ("customers", "is no override - write --set path.to.key=value"),
        ("customers=", "has no value"),
        ("customers.more=5", "has no keys"),
        ("extends=durable", "cannot be set"),
    ],
)
def test_a_mistake_in_a_change_is_told_like_one_in_the_file(bakers, change, told):
    assert told in only_line(rivalry("show", bakers, "--set", change))


@pytest.mark.parametrize("command", ["run", "show"])
def test_an_unknown_arm_names_those_there_are(bakers, command):
    assert "nearest is 'cheap'" in only_line(rivalry(command, bakers, "--arm", "chaep"))


def test_a_file_without_arms_cannot_be_compared_with_nothing(bakers):
    rewritten(bakers, MARKET[MARKET.index("arms:") :], "")
    line = only_line(rivalry("compare", bakers))
    assert "--set" in line
    assert "second file" in line


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("years=2", "years: is 2.0 in cheap and 1.0 in baseline"),
        ("periods_per_year=52", "periods_per_year: is 52 in cheap and 12 in baseline"),
        ("focus=new", "focus: is new in cheap and old in baseline"),
    ],
)
def test_arms_that_cannot_be_set_against_each_other_are_refused(bakers, change, told):
    assert told in only_line(rivalry("compare", bakers, "--set", f"arms.cheap.{change}"))


def test_a_used_folder_stays_as_it_is(bakers, tmp_path):
    used = tmp_path / "results"
    used.mkdir()
    (used / "thesis.txt").write_text("years of work")
    result = rivalry("run", bakers, "--out", used)
    assert result.exit_code == 2
    assert result.stderr == f"{used}: is already in use and stays as it is - name a new folder with --out\n"
    assert [path.name for path in used.iterdir()] == ["thesis.txt"]
    assert (used / "thesis.txt").read_text() == "years of work"


@pytest.mark.parametrize("out", ["file", "file/below", "/proc/nowhere"])
def test_a_folder_that_cannot_be_written_is_told_before_anything_is_computed(
    bakers, tmp_path, monkeypatch, out
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("kept")
    result = rivalry("run", bakers, "--out", out)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert "--out" in line
    assert (tmp_path / "file").read_text() == "kept"


@pytest.mark.parametrize("command", ["run", "compare"])
def test_a_market_that_memory_cannot_hold_is_refused_with_the_estimate(
    bakers, tmp_path, monkeypatch, command
):
    monkeypatch.chdir(tmp_path)
    result = rivalry(command, bakers, "--set", "customers=2_000_000_000")
    assert result.exit_code == 2
    assert re.search(r"needs about [\d,.]+ GB of memory, [\d,.]+ GB are free - .*--force", result.stderr)
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("run", "durable", "-n", "0"),
        ("run", "durable", "-j", "0"),
        ("run", "durable", "--seed", "-1"),
        ("run", "durable", "--format", "xml"),
        ("run", "durable", "--fast"),
        ("run",),
        ("compare",),
        ("walk", "durable"),
    ],
    ids=" ".join,
)
def test_wrong_usage_points_to_the_help(words):
    result = rivalry(*words)
    assert result.exit_code == 2
    assert "--help" in result.stderr
    assert "Traceback" not in result.output
