"""`rivalry sweep` as somebody uses it: plan, run, look after, export."""

import re
import shutil
from pathlib import Path

import duckdb
import pytest

from analysis.sweeps import results
from analysis.sweeps import run as sweep_run
from sim.experiments.executors import cluster
from sim.experiments.executors.in_process import InProcess
from sim.experiments.storage import read_tables
from sim.experiments.store import Store, locks
from tests.analysis.report.test_comparison import Page
from tests.command_line import LINE, MARKET, SMALL, VARY, fine, refused, rivalry
from tests.sim.experiments.executors import tasks


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def at_once(monkeypatch) -> list[int]:
    """Let runs be computed in this process; notes how many were left at each start."""
    left = []

    def station(_order, runs):
        left.append(runs)
        return InProcess()

    monkeypatch.setattr(sweep_run, "_station", station)
    return left


@pytest.fixture(scope="module")
def finished(tmp_path_factory) -> Path:
    """A sweep of six runs in two parts: the first replication, then the second."""
    folder = tmp_path_factory.mktemp("sweep") / "store"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweep_run, "_station", lambda _order, _runs: InProcess())
        fine("sweep", "run", *MARKET, "-n", 1, "-o", folder)
        fine("sweep", "run", *MARKET, "--new-generation", "-o", folder)
    assert len([*(folder / "parts").iterdir()]) == 2
    return folder


@pytest.fixture
def store(finished, tmp_path) -> Path:
    """The finished sweep, to be changed."""
    return Path(shutil.copytree(finished, tmp_path / "store"))


def test_a_plan_is_told_before_it_is_run(desk):
    assert fine("sweep", "plan", *SMALL[:-2], *VARY).stdout.splitlines() == [
        "durable: 6 runs = 3 points x 1 arm (base) x 2 replications",
        "kept of each run: outcome",
    ]
    points = fine("sweep", "plan", "durable", *VARY, "--points").stdout.splitlines()
    assert points[0] == '{"firms.leader.brand": 0.5}'
    assert len(points) == 3


def test_a_sweep_is_run_once_and_then_computes_nothing(desk, at_once):
    first = fine("sweep", "run", *MARKET)
    assert first.stdout == ""
    assert first.stderr.splitlines()[-2:] == ["6 of 6 runs done", "Results: out/durable-sweep"]
    again = fine("sweep", "run", *MARKET)
    assert at_once == [6, 0]
    assert "6 of 6 runs done" in again.stderr
    assert len([*(desk / "out/durable-sweep/parts").iterdir()]) == 1


def test_status_and_verify_say_that_all_is_well(finished):
    told = fine("sweep", "status", finished).stdout.splitlines()
    assert told[0] == "6 of 6 runs finished, 0 of them failed"
    assert told[1].startswith("generation 2, model ")
    assert fine("sweep", "verify", finished).stdout == f"{finished}: every byte is as it was written\n"


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_an_export_has_every_run_with_what_varied_and_its_outcome(finished, tmp_path, kind):
    result = fine("sweep", "export", finished, "-o", tmp_path / "out", "--format", kind)
    assert [Path(line).name for line in result.stdout.splitlines()] == [f"runs.{kind}", f"outcome.{kind}"]
    outcome, runs = (
        duckdb.sql(f"SELECT * FROM '{tmp_path}/out/{name}.{kind}'").df() for name in ("outcome", "runs")
    )
    assert outcome.run.tolist() == sorted(4 * [*range(6)])
    assert runs["firms.leader.brand"].tolist() == [0.5, 0.5, 2.5, 2.5, 4.5, 4.5]
    assert set(runs.status) == {"finished"}
    leaders = outcome[outcome.firm == "leader"].groupby("firms.leader.brand").units.sum()
    assert leaders.loc[4.5] > leaders.loc[0.5]


def test_an_export_never_touches_what_is_there(finished, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    assert "is already in use" in refused("sweep", "export", finished, "-o", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_dry_run_tells_runs_time_and_disk_and_leaves_nothing(desk):
    result = fine("sweep", "run", *MARKET, "--dry-run")
    assert re.fullmatch(
        r"6 runs, about [\d.]+ s on 1 processor \([\d.e-]+ s a run\), at most [\d.]+ kB of disk\n",
        result.stdout,
    )
    assert not [*desk.iterdir()]


@pytest.mark.slow
def test_plot_leaves_a_report_that_says_what_was_found_and_asks_nobody(desk, at_once):
    arms = ("-s", "arms.plain={}", "-s", "arms.cheap.firms.leader.products.first.price=200")
    result = fine("sweep", "run", *MARKET, *arms, "--plot", "-o", "store")
    assert "Report: store/report.html" in result.stderr
    html = (desk / "store/report.html").read_text(encoding="utf-8")
    page = Page(html)
    links = [attributes.get(key, "") for _, attributes in page.elements for key in ("src", "href")]
    assert not [link for link in links if re.match(r"(https?:)?//", link or "")]
    assert "leader" in html
    assert "12 runs: 3 points × 2 arms × 2 paired replications" in html
    assert "rivalry sweep run durable" in html
    assert len(page.charts()) >= 4
    fine("sweep", "run", *MARKET, *arms, "--plot", "-o", "store")
    assert at_once == [12, 0]
    assert fine("sweep", "verify", "store").exit_code == 0


def test_shards_share_the_runs_and_each_may_be_repeated(desk, at_once, finished):
    for shard in ("2/3", "1/3", "2/3", "3/3"):
        assert "2 of 2 runs done" in fine("sweep", "run", *MARKET, "--shard", shard, "-o", "store").stderr
    assert at_once == [2, 2, 0, 2]
    for folder in ("store", finished):
        fine("sweep", "export", folder, "-o", Path("out", Path(folder).parent.name or "shards"))
    one, other = ([*Path("out").rglob("outcome.parquet")][i].read_bytes() for i in (0, 1))
    assert one == other


@pytest.mark.parametrize("shard", ["0/3", "4/3", "1", "1/0", "x/y", "-1/3"])
def test_an_impossible_shard_is_refused(desk, shard):
    line = refused("sweep", "run", *MARKET, f"--shard={shard}").rstrip("\n")
    assert LINE.fullmatch(line)
    assert "write 3/8 for the third of eight" in line


def test_a_busy_folder_names_who_is_in_it(store):
    with locks.take(store, "main", "rivalry sweep run mine"):
        told = refused("sweep", "run", *MARKET, "-o", store, code=3)
    assert re.search(
        rf"{store}: is in use by process \d+ on \S+ since .*: rivalry sweep run mine - wait", told
    )
    fine("sweep", "run", *MARKET, "-o", store)


def test_a_changed_plan_is_refused_with_the_difference_until_a_new_generation_is_wanted(store, at_once):
    changed = (*SMALL, "--vary", "firms.leader.brand=0.5:4.5:5")
    told = refused("sweep", "run", *changed, "-o", store)
    assert "design.over.firms.leader.brand.steps: 3 -> 5" in told
    assert "--new-generation" in told
    fine("sweep", "run", *changed, "-o", store, "--new-generation")
    assert at_once == [4]
    assert fine("sweep", "status", store).stdout.startswith("10 of 10 runs finished")


def test_a_changed_program_is_refused_too(store, at_once, monkeypatch):
    for module in (sweep_run, results):
        monkeypatch.setattr(module, "model_version", lambda: "9.9+another")
    assert "model version: " in refused("sweep", "run", *MARKET, "-o", store)
    assert "go on with --new-generation" in fine("sweep", "status", store).stdout
    fine("sweep", "run", *MARKET, "-o", store, "--new-generation")
    assert at_once == [6]


def test_a_flipped_bit_is_found_named_and_repaired_and_nothing_else_is_computed(store, at_once):
    part = sorted((store / "parts").iterdir())[1]
    damaged = bytearray(part.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    part.write_bytes(damaged)
    found = rivalry("sweep", "verify", store)
    assert found.exit_code == 5
    (line,) = found.stdout.splitlines()
    assert line.startswith(f"parts/{part.name}: ")
    assert line.endswith("(3 runs)")
    assert "rivalry sweep run" in found.stderr
    assert f"parts/{part.name}" in fine("sweep", "run", *MARKET, "-o", store).stderr
    assert at_once == [3]
    fine("sweep", "verify", store)


def test_a_sweep_of_a_million_million_points_is_refused_with_its_estimate(desk):
    vary = ("--vary", "firms.leader.brand=1:2:1000000", "--vary", "firms.challenger.brand=1:2:1000000")
    line = refused("sweep", "run", *SMALL, *vary).splitlines()[-1]
    assert LINE.fullmatch(line)
    told = r"asks for 2,000,000,000,000 runs, about [\d,]+ years on 1 processor .* of disk, and 5,000,000 "
    assert re.search(told, line)
    assert not [*desk.iterdir()]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("run", "durabel"), "nearest is 'durable'"),
        (("plan", *SMALL[:1], "--vary", "firms.leder.brand=1,2"), "--vary:1:1: firms.leder.brand: unknown"),
        (("run", *SMALL, "--vary", "firms.leader.brand"), "--vary:1:1: firms.leader.brand: is no range"),
        (("run", *SMALL, "--table", "frim"), "--table:1:1: table: unknown table 'frim' - nearest is 'firm'"),
        (("run", *SMALL, "-s", "custmers=5"), "--set:3:1: custmers: unknown path"),
        (("run", *SMALL, *VARY, "-s", "customers=2000000000"), "GB of memory"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_and_nothing_is_written(desk, words, told):
    line = refused("sweep", *words).rstrip("\n")
    assert LINE.fullmatch(line), line
    assert told in line
    assert not [*desk.iterdir()]


@pytest.mark.parametrize("command", ["status", "verify", "export"])
def test_a_folder_without_a_sweep_is_told(desk, command):
    words = ("-o", "out") if command == "export" else ()
    told = refused("sweep", command, "nowhere", *words)
    assert told.startswith("nowhere")
    assert len(told.splitlines()) == 1
    assert not [*desk.iterdir()]


def test_nothing_finished_cannot_be_exported(desk):
    study = sweep_run.SweepOrder(read=sweep_run.planned("durable", None, VARY[1:], 2), folder=desk).study
    Store.create_or_open(desk / "store", study.record(), study.model).close()
    assert "nothing is finished yet - run it first" in refused("sweep", "export", "store", "-o", "out")
    assert not (desk / "out").exists()


def test_runs_that_fail_are_told_by_their_reason_and_tried_again_on_request(desk, at_once):
    shares = ("--vary", "firms.leader.base.share=0,0.7", "--vary", "firms.challenger.base.share=0,0.6")
    result = rivalry("sweep", "run", *SMALL, *shares, "-o", "store")
    assert result.exit_code == 4
    assert result.stderr.splitlines()[-1] == "2 of 8 runs failed; 'rivalry sweep status' tells why"
    status = fine("sweep", "status", "store").stdout.splitlines()
    assert status[0] == "8 of 8 runs finished, 2 of them failed"
    assert "2 x BadInput: " in status[2]
    assert "customer bases sum to 1.3" in status[2]
    assert rivalry("sweep", "run", *SMALL, *shares, "-o", "store", "--retry-failed").exit_code == 4
    assert at_once == [8, 2]


@pytest.mark.slow
def test_workers_that_never_get_ready_end_the_sweep_with_how_to_go_on(desk, monkeypatch):
    monkeypatch.setattr(sweep_run, "load_engine", tasks.raise_stubborn)
    line = refused("sweep", "run", *MARKET, "-o", "store", code=5).splitlines()[-1]
    assert line.startswith("no worker gets ready: 3 in a row failed, Stubborn: 1 and 2")
    again = f"rivalry sweep run {' '.join(MARKET)} -o store"
    assert line.endswith(f"what is finished is kept - go on with: {again}")


@pytest.mark.slow
def test_a_cluster_that_does_not_answer_is_told_in_a_line(desk, monkeypatch):
    monkeypatch.setattr(cluster, "CONNECT_LIMIT", 1.0)
    told = refused("sweep", "run", *MARKET, "-o", "store", "--cluster", "127.0.0.1:1", code=5)
    assert re.fullmatch("nothing answers at 127.0.0.1:1.*start a scheduler there.*\n", told)


@pytest.mark.slow
def test_tables_that_are_kept_are_exported_too(desk):
    fine("sweep", "run", *SMALL, "--table", "firm", "-o", "store")
    fine("sweep", "export", "store", "-o", "out")
    firm = read_tables(desk / "out")["firm"]
    assert len(firm) == 2 * 6 * 4
    assert firm.run.tolist() == sorted(firm.run)
