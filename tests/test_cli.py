"""The commands, as somebody uses them."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

import analysis.compare.delivery
import analysis.report.comparison
import sim.experiments.experiment
from cli import app
from sim import load
from sim.experiments.run import simulate
from sim.experiments.storage import read_tables

SMALL = ("-s", "customers=200", "-s", "years=0.5")
TWO_ARMS = ("-s", "arms.cheap.firms.leader.products.first.price=200")


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rivalry(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def fine(*words: object) -> Result:
    result = rivalry(*words)
    assert result.exit_code == 0, result.output
    return result


def test_help_names_every_command_in_a_line_that_is_not_cut():
    text = fine("--help").stdout
    for name in ("validate", "show", "schema", "scenarios", "run", "compare"):
        assert re.search(rf"^  {name} +[A-Z].*\.$", text, re.MULTILINE)
    assert "..." not in text.partition("Commands:")[2]


@pytest.mark.parametrize("command", ["validate", "show", "schema", "scenarios", "run", "compare"])
def test_each_command_explains_itself_and_its_options(command):
    text = fine(command, "--help").stdout
    assert text.startswith(f"Usage: rivalry {command}")
    described = re.findall(r"^  (?:-\w, )?(--[a-z]+)(.*)\n(.*)", text, re.MULTILINE)
    assert all(rest.strip() or below.strip() for _, rest, below in described)


def test_scenarios_lists_every_file_of_the_library_with_its_title(scenarios):
    lines = fine("scenarios").stdout.splitlines()
    assert [line.split()[0] for line in lines] == sorted(path.stem for path in scenarios.glob("*.yaml"))
    for line in lines:
        assert load(line.split()[0]).title in line


def test_every_scenario_of_the_library_is_valid(scenarios):
    for path in scenarios.glob("*.yaml"):
        assert "is valid" in fine("validate", path.stem).stdout


def test_show_tells_value_unit_and_origin(desk):
    (desk / "mine.yaml").write_text("extends: durable\nyears: 3\n")
    lines = {
        line.split()[0]: line for line in fine("show", "mine.yaml", "-s", "customers=77").stdout.splitlines()
    }
    assert lines["customers"].split() == ["customers", "77", "count", "--set"]
    assert lines["years"].split() == ["years", "3.0", "years", "mine.yaml:2"]
    assert lines["firms.leader.data_quality"].split()[-1] == "default"
    assert re.search(r"durable\.yaml:\d+$", lines["firms.leader.brand"])


def test_show_keeps_control_characters_from_the_terminal(desk):
    (desk / "mine.yaml").write_text('extends: durable\ntitle: "\\e[31mred\\nand more"\n')
    assert fine("show", "mine.yaml").stdout.splitlines()[0].split("  ")[0] == "title"
    assert "\x1b" not in fine("show", "mine.yaml").stdout


def test_show_of_an_arm_tells_what_the_arm_changes(desk):
    lines = fine("show", "durable", *TWO_ARMS, "--arm", "cheap").stdout.splitlines()
    (line,) = [line for line in lines if line.startswith("firms.leader.products.first.price ")]
    assert line.split()[1:] == ["200.0", "currency", "--set"]


def test_the_schema_knows_every_key_its_unit_and_its_bounds():
    whole = json.loads(fine("schema").stdout)
    assert {"firms", "arms", "extends", "mechanisms"} <= whole["properties"].keys()
    share = whole["$defs"]["Segment"]["properties"]["share"]
    assert (share["unit"], share["minimum"], share["maximum"]) == ("share", 0, 1)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_a_run_leaves_tables_and_a_report_and_prints_the_summary(desk, kind):
    result = fine("run", "durable", *SMALL, "--format", kind)
    assert "cumulative profit" in result.stdout
    assert "Report: out/durable-1/report.html" in result.stderr
    assert (desk / "out/durable-1/report.html").read_text(encoding="utf-8").startswith("<!")
    told = simulate(load("durable", "customers=200", "years=0.5")).tables
    for name, table in read_tables(desk / "out/durable-1/tables").items():
        pd.testing.assert_frame_equal(table.iloc[:, 3:], told[name])
    assert all(path.suffix == f".{kind}" for path in (desk / "out/durable-1/tables").iterdir())


@pytest.mark.slow
def test_each_run_gets_the_next_free_folder(desk):
    (desk / "out/durable-1").mkdir(parents=True)
    fine("run", "durable", *SMALL)
    fine("run", "durable", *SMALL)
    assert sorted(path.name for path in (desk / "out").iterdir()) == ["durable-1", "durable-2", "durable-3"]
    assert not [*(desk / "out/durable-1").iterdir()]


@pytest.mark.slow
def test_the_report_carries_the_command_that_makes_it_again(desk):
    fine("compare", "durable", *SMALL, *TWO_ARMS, "-n", 2, "--seed", 5, "-j", 1, "-o", "here")
    command = "rivalry compare durable --set customers=200 --set years=0.5 --set arms.cheap"
    again = f"{command}.firms.leader.products.first.price=200 -n 2 --seed 5"
    assert again in (desk / "here/report.html").read_text(encoding="utf-8")
    fine(*again.split()[1:], "-j", 1, "-o", "there")
    here, there = (read_tables(desk / name / "tables") for name in ("here", "there"))
    for name, table in here.items():
        pd.testing.assert_frame_equal(table, there[name])


@pytest.mark.slow
def test_a_single_arm_is_set_against_the_file_without_it(desk):
    fine("compare", "durable", *SMALL, *TWO_ARMS, "-n", 2, "-j", 1, "-o", "here")
    firm = read_tables(desk / "here/tables")["firm"]
    assert [*firm.arm.unique()] == ["base", "cheap"]
    assert [*firm.seed.unique()] == [0, 1]
    assert firm[(firm.firm == "leader")].groupby("arm").list_price_cents.mean().loc["cheap"] == 20_000.0


@pytest.mark.slow
def test_files_are_compared_by_their_names(desk):
    (desk / "dear.yaml").write_text("extends: durable\nfirms: {leader: {products: {first: {price: 400}}}}\n")
    fine("compare", "durable", "dear.yaml", *SMALL, "-n", 2, "-j", 1, "-o", "here")
    assert [*read_tables(desk / "here/tables")["firm"].arm.unique()] == ["durable", "dear"]


@pytest.mark.slow
def test_the_number_of_processors_changes_no_table(desk):
    for jobs in (1, 2):
        fine("compare", "durable", *SMALL, *TWO_ARMS, "-n", 2, "-j", jobs, "-o", f"by-{jobs}")
    one, two = (read_tables(desk / f"by-{jobs}/tables") for jobs in (1, 2))
    for name, table in one.items():
        pd.testing.assert_frame_equal(table, two[name])


@pytest.mark.slow
def test_progress_goes_to_stderr_and_the_summary_to_stdout(desk):
    result = fine("run", "durable", *SMALL)
    assert "6 of 6 periods done" in result.stderr
    assert "periods done" not in result.stdout
    assert "Report:" not in result.stdout


@pytest.mark.slow
def test_runs_that_break_off_are_counted_and_the_rest_is_told(desk, monkeypatch):
    def brittle(scenario, seed, **options):
        if seed == 1:
            raise ArithmeticError("the books do not balance")
        return simulate(scenario, seed, **options)

    monkeypatch.setattr(sim.experiments.experiment, "simulate", brittle)
    result = rivalry("compare", "durable", *SMALL, *TWO_ARMS, "-n", 3, "-j", 1, "-o", "here")
    assert result.exit_code == 4
    assert "2 of 6 runs broke off" in result.stderr
    assert [*read_tables(desk / "here/tables")["firm"].seed.unique()] == [0, 2]
    assert "2 runs broke off" in (desk / "here/report.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_if_every_run_breaks_off_the_reason_is_told_and_no_folder_is_left(desk, monkeypatch):
    def broken(*_arguments, **_options):
        raise ArithmeticError("the books do not balance")

    monkeypatch.setattr(sim.experiments.experiment, "simulate", broken)
    result = rivalry("compare", "durable", *SMALL, *TWO_ARMS, "-n", 2, "-j", 1)
    assert result.exit_code == 4
    assert result.stderr.splitlines()[-1].endswith("ArithmeticError: the books do not balance")
    assert not [*(desk / "out").iterdir()]


@pytest.mark.slow
def test_a_market_too_big_for_memory_is_tried_if_forced(desk, monkeypatch):
    monkeypatch.setattr(analysis.compare.delivery, "refusal", lambda _request: "needs more than there is")
    assert rivalry("run", "durable", *SMALL).exit_code == 2
    assert fine("run", "durable", *SMALL, "--force").exit_code == 0


@pytest.mark.slow
def test_a_full_disk_is_a_storage_fault_and_no_traceback(desk, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device", "out/durable-1/report.html")

    monkeypatch.setattr(analysis.report.comparison, "write_report", full)
    result = rivalry("run", "durable", *SMALL)
    assert result.exit_code == 5
    assert result.stderr.splitlines()[-1].startswith("out/durable-1/report.html: No space left on device - ")
