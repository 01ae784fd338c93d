"""`rivalry export` and `rivalry rerun`: results taken away, and made again byte for byte."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis.sweeps import run as sweep_run
from sim.experiments import provenance
from sim.experiments.executors.in_process import InProcess
from sim.experiments.storage import read_tables
from tests.command_line import MARKET, fine, refused, rivalry

pytestmark = pytest.mark.slow

SMALL = ("durable", "-s", "customers=200", "-s", "years=0.5", "-j", "1")
ARM = ("-s", "arms.cheap.firms.leader.products.first.price=200")
SUFFIX = {"csv": ".csv", "csv-spreadsheet": ".csv", "parquet": ".parquet"}


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """Let the runs of sweeps be computed in this process."""
    monkeypatch.setattr(sweep_run, "_station", lambda _order, _runs: InProcess())


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A folder with a comparison, a single run and a sweep."""
    folder = tmp_path_factory.mktemp("made")
    fine("compare", *SMALL, *ARM, "-n", 2, "-o", folder / "comparison")
    fine("run", *SMALL, "--format", "csv", "-o", folder / "run")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweep_run, "_station", lambda _order, _runs: InProcess())
        fine("sweep", "run", *MARKET, "-o", folder / "sweep")
    return folder


@pytest.fixture
def changed(made, tmp_path) -> Path:
    """The comparison, to be changed."""
    return Path(shutil.copytree(made / "comparison", tmp_path / "comparison"))


@pytest.mark.parametrize("what", ["comparison", "run", "sweep"])
@pytest.mark.parametrize("kind", [*SUFFIX])
def test_tables_go_to_a_new_folder(made, tmp_path, what, kind):
    out = tmp_path / "out"
    told = fine("export", "results", made / what, "--format", kind, "-o", out).stdout.splitlines()
    assert sorted(told) == sorted(str(path) for path in out.iterdir())
    assert {path.suffix for path in out.iterdir()} == {SUFFIX[kind]}
    names = {path.stem for path in out.iterdir()}
    assert names >= ({"runs", "outcome"} if what == "sweep" else {"firm", "category"})


@pytest.mark.parametrize("what", ["comparison", "run", "sweep"])
def test_a_workbook_is_one_new_file(made, tmp_path, what):
    fine("export", "results", made / what, "--format", "xlsx", "-o", tmp_path / "book.xlsx")
    assert (tmp_path / "book.xlsx").read_bytes().startswith(b"PK")


def test_slides_tell_a_comparison_and_no_sweep(made, tmp_path):
    fine("export", "results", made / "comparison", "--format", "pptx", "-o", tmp_path / "talk.pptx")
    assert (tmp_path / "talk.pptx").read_bytes().startswith(b"PK")
    words = ("export", "results", made / "sweep", "--format", "pptx", "-o", tmp_path / "sweep.pptx")
    assert "slides tell a comparison, and this is a sweep - export it as xlsx" in refused(*words)


def test_what_is_exported_for_programs_is_what_was_computed(made, tmp_path):
    fine("export", "results", made / "comparison", "-o", tmp_path / "out")
    one, other = read_tables(made / "comparison/tables"), read_tables(tmp_path / "out")
    assert one.keys() == other.keys()
    for name, table in one.items():
        pd.testing.assert_frame_equal(table, other[name])


def test_single_tables_may_be_asked_for(made, tmp_path):
    words = ("export", "results", made / "comparison", "-o", tmp_path / "out")
    fine(*words, "--table", "firm", "--table", "stage")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["firm.csv", "stage.csv"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere", "-o", "out"), "there is no result here - name a folder that 'rivalry run'"),
        (("comparison", "-o", "out", "--table", "frim"), "there is no table 'frim' - nearest is 'firm'"),
        (("comparison", "-o", "run"), "is already in use and stays as it is"),
        (("comparison", "-o", "x.doc", "--format", "xlsx"), "end it in .xlsx"),
    ],
)
def test_a_mistake_is_one_line_and_nothing_is_written(made, monkeypatch, words, told):
    monkeypatch.chdir(made)
    before = sorted(made.rglob("*"))
    line = refused("export", "results", *words)
    assert told in line
    assert len(line.splitlines()) == 1
    assert sorted(made.rglob("*")) == before


@pytest.mark.parametrize("what", ["comparison", "run", "sweep"])
def test_a_result_made_again_is_the_same_byte_for_byte(made, tmp_path, what):
    result = fine("rerun", made / what, "-o", tmp_path / "again", "-j", 1)
    assert result.stdout == "the same, byte for byte\n"
    if what != "sweep":
        for path in ("report.html", "tables"):
            assert (tmp_path / "again" / path).exists()
        one, other = (folder / "report.html" for folder in (made / what, tmp_path / "again"))
        assert one.read_bytes() == other.read_bytes()


def test_a_rerun_of_a_rerun_is_the_same_too(made, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    fine("rerun", made / "comparison", "-j", 1)
    assert "the same" in fine("rerun", "out/comparison-1", "-j", 1).stdout
    assert sorted(path.name for path in Path("out").iterdir()) == ["comparison-1", "comparison-1-1"]


def test_a_result_that_somebody_changed_is_found_out(changed, tmp_path):
    """The record says one thing, the table another: the rerun cannot give the bytes that the record lists."""
    record = json.loads((changed / "provenance.json").read_text(encoding="utf-8"))
    record["files"]["tables/firm.parquet"] = "0" * 64
    record["seed"] = 0
    (changed / "provenance.json").write_text(json.dumps(record), encoding="utf-8")
    result = rivalry("rerun", changed, "-o", tmp_path / "again", "-j", 1)
    assert result.exit_code == 4
    assert "1 files differ: tables/firm.parquet" in result.stderr


def test_another_seed_in_the_record_makes_another_result(changed, tmp_path):
    record = json.loads((changed / "provenance.json").read_text(encoding="utf-8"))
    record["seed"] = 5
    (changed / "provenance.json").write_text(json.dumps(record), encoding="utf-8")
    result = rivalry("rerun", changed, "-o", tmp_path / "again", "-j", 1)
    assert result.exit_code == 4
    assert "report.html" in result.stderr


def test_a_result_of_another_version_says_so_when_it_differs(changed, tmp_path):
    record = json.loads((changed / "provenance.json").read_text(encoding="utf-8"))
    record["versions"]["model"] = "0.0+old"
    record["files"]["report.html"] = "0" * 64
    (changed / "provenance.json").write_text(json.dumps(record), encoding="utf-8")
    result = rivalry("rerun", changed, "-o", tmp_path / "again", "-j", 1)
    assert "it was made by model 0.0+old" in result.stderr


def test_a_damaged_record_is_told_by_its_place(changed):
    (changed / "provenance.json").write_text("{")
    assert "provenance.json:1:1: result: is damaged" in refused("rerun", changed)


def test_runs_that_broke_off_are_in_the_record_and_in_what_is_taken_away(tmp_path, monkeypatch):
    from analysis.export.results import recorded_comparison
    from sim.experiments import experiment

    whole = experiment.simulate

    def brittle(scenario, seed, **options):
        if (scenario.arm_name, seed) == ("cheap", 1):
            raise ArithmeticError("the books do not balance")
        return whole(scenario, seed, **options)

    monkeypatch.setattr(experiment, "simulate", brittle)
    assert rivalry("compare", *SMALL, *ARM, "-n", 2, "-o", tmp_path / "one").exit_code == 4
    failed = (("cheap", 1, "ArithmeticError: the books do not balance"),)
    assert provenance.read_provenance(tmp_path / "one").failed == failed
    assert recorded_comparison(tmp_path / "one").failed == failed


def test_a_sweep_that_is_not_finished_is_not_made_again(made, tmp_path):
    store = shutil.copytree(made / "sweep", tmp_path / "sweep")
    for part in (store / "parts").iterdir():
        part.unlink()
    (store / "manifest.jsonl").unlink()
    told = refused("rerun", store, "-o", tmp_path / "again")
    assert "6 of 6 runs are not finished - finish the sweep first" in told
    assert not (tmp_path / "again").exists()
