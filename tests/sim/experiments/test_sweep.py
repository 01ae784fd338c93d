"""A sweep: nothing finished is computed again, what fails is a row, and where it ran changes no byte."""

import hashlib
import random
from concurrent.futures import Future

import pytest

from analysis.measures.outcomes import measure
from sim.experiments import sweep as module
from sim.experiments.designs import vary
from sim.experiments.executors.in_process import InProcess
from sim.experiments.executors.workers import Workers
from sim.experiments.plan import Wanted, read_plan
from sim.experiments.store import Store
from sim.experiments.study import WHOLE, Shard, Study
from sim.experiments.sweep import Sweep, first_run
from tests.sim.experiments.executors.test_cluster import dask
from tests.sim.experiments.executors.waiting import never_hang  # noqa: F401 - used by every test

SMALL = ("customers=200", "years=0.5", "arms.plain={}", "arms.cheap.firms.leader.products.first.price=200")
BRAND = "firms.leader.brand"


def study(*factors, changes=SMALL, **wanted):
    said = {"replications": 2, "tables": ("firm",), **wanted}
    design = vary(*(factors or (f"{BRAND}=0.5:4.5:3",)))
    return Study(read_plan("durable", Wanted(changes=changes, design=design, **said)), "model 1")


def never():
    return False


def unheard(_progressed):
    return None


def run(folder, of, station=None, shard=WHOLE, stop=never, told=unheard, **options):
    """Run what is left of a part; what was done."""
    with (
        Store.create_or_open(folder, of.record(), of.model, writer=shard.writer) as store,
        station or InProcess() as place,
    ):
        return Sweep(of, store, measure, shard, **options).run(place, stop, told)


def exported(folder, of, target):
    """SHA-256 of every table of a sweep, by file."""
    store = Store.read(folder)
    for kind in ("csv", "parquet"):
        store.export(target, ["outcome"], of.order(varied=True), kind)
        store.export(target, ["firm"], of.order(), kind)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(target.iterdir())}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A study, and its tables when it was run in one go, one run after the other."""
    folder = tmp_path_factory.mktemp("whole")
    of = study()
    run(folder / "store", of)
    return of, exported(folder / "store", of, folder / "out")


@pytest.fixture
def computed(monkeypatch):
    """Notes every run that is computed here, as it begins; those with a seed in `broken` break off."""
    real, seen, broken = module.simulate_some, [], set()

    def simulate(scenario, seed, *options):
        seen.append((scenario.firms["leader"].brand, scenario.arm_name, seed))
        if seed in broken:
            raise ArithmeticError(f"seed {seed}")
        return real(scenario, seed, *options)

    simulate.broken = broken
    simulate.seen = seen
    monkeypatch.setattr(module, "simulate_some", simulate)
    return simulate


def test_every_run_of_the_plan_is_computed_once_and_then_none(tmp_path, computed):
    of = study()
    done = run(tmp_path, of)
    assert (done.total, done.before, done.done, done.failed, done.left) == (12, 0, 12, 0, 0)
    assert len(computed.seen) == len(set(computed.seen)) == 12
    again = run(tmp_path, of)
    assert (again.before, again.done, len(computed.seen)) == (12, 0, 12)


def test_a_sweep_that_was_stopped_goes_on_with_what_is_left(tmp_path, computed, whole):
    of, expected = whole
    heard = []
    first = run(tmp_path / "store", of, stop=lambda: len(heard) > 4, told=lambda far: heard.append(far.done))
    assert 4 <= first.done < 12
    assert heard == list(range(first.done + 1))
    second = run(tmp_path / "store", of)
    assert (second.before, second.done) == (first.done, 12 - first.done)
    assert len(set(computed.seen)) == len(computed.seen) == 12
    assert exported(tmp_path / "store", of, tmp_path / "out") == expected


def test_what_was_finished_when_the_program_broke_is_kept(tmp_path, computed):
    of = study()

    def breaks(far):
        if far.done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, of, told=breaks)
    assert run(tmp_path, of).before == 3


def test_a_run_that_breaks_off_is_a_row_with_its_reason(tmp_path, computed):
    of = study()
    computed.broken.add(1)
    done = run(tmp_path, of)
    assert (done.done, done.failed) == (12, 6)
    finished = Store.read(tmp_path).finished
    assert {run.seed: finished[run.identity] for run in of.runs()} == {0: "", 1: "ArithmeticError: seed 1"}


def test_failed_runs_are_computed_again_on_request_alone(tmp_path, computed, whole):
    of, expected = whole
    computed.broken.add(1)
    run(tmp_path / "store", of)
    computed.broken.clear()
    assert run(tmp_path / "store", of).done == 0
    assert run(tmp_path / "store", of, retry_failed=True).done == 6
    assert len(computed.seen) == 18
    assert exported(tmp_path / "store", of, tmp_path / "out") == expected
    assert run(tmp_path / "store", of, retry_failed=True).done == 0


def test_a_point_whose_values_do_not_go_together_is_a_failed_row(tmp_path):
    shares = ("firms.leader.base.share=0,0.7", "firms.challenger.base.share=0,0.6")
    of = study(*shares, replications=1)
    done = run(tmp_path, of)
    assert (done.total, done.failed) == (8, 2)
    finished = Store.read(tmp_path).finished
    reasons = {(run.point, finished[run.identity]) for run in of.runs() if finished[run.identity]}
    ((point, reason),) = reasons
    assert of.points[point] == {"firms.leader.base.share": 0.7, "firms.challenger.base.share": 0.6}
    assert "customer bases sum to 1.3 of all customers - make base.share sum to 1 at most" in reason


def test_only_what_the_plan_keeps_is_kept(tmp_path):
    read = study(replications=1, tables=()).read
    keep = read.plan.keep.model_copy(update={"outcomes": ("profit_cents", "units")})
    of = Study(type(read)(read.name, read.plan.model_copy(update={"keep": keep}), read.arms), "model 1")
    run(tmp_path, of)
    store = Store.read(tmp_path)
    assert store.tables() == ("outcome",)
    labels = ["run", "point", "arm", "replication", "seed"]
    assert [*store.table("outcome", of.order())] == [*labels, "firm", "profit_cents", "units"]


def test_the_outcome_is_measured_on_the_run_of_the_point(tmp_path):
    of = study()
    run(tmp_path, of)
    store = Store.read(tmp_path)
    table, periods = store.table("outcome", of.order()), store.table("firm", of.order())
    summed = periods.groupby(["run", "firm"]).profit_cents.sum()
    assert table.set_index(["run", "firm"]).profit_cents.sort_index().equals(summed)
    assert table.groupby("point").profit_cents.sum().nunique() == 3


def test_the_first_run_is_the_first_of_the_store(tmp_path):
    of = study()
    run(tmp_path, of)
    table = Store.read(tmp_path).table("outcome", of.order()[:1])
    assert first_run(of, measure)["outcome"].profit_cents.tolist() == table.profit_cents.tolist()


def test_one_run_of_a_sample_too_large_to_draw_can_be_had(tmp_path):
    path = tmp_path / "plan.yaml"
    over = "{firms.leader.brand: {from: 1, to: 2}}"
    design = f"design: {{kind: latin_hypercube, samples: 1000000000000, over: {over}}}"
    path.write_text(f"scenario: durable\nset: [customers=60, years=0.25]\n{design}\n")
    assert len(first_run(Study(read_plan(str(path)), "1"), measure)["outcome"]) == 4


class Shuffled(InProcess):
    """A station whose tasks end in any order."""

    def __init__(self, seed, tasks):
        super().__init__()
        self.waiting, self.tasks, self.random = [], tasks, random.Random(seed)

    @property
    def slots(self):
        return self.tasks

    def submit(self, fn, /, *args):
        future = Future()
        self.waiting.append((future, fn, args))
        if len(self.waiting) == self.tasks:
            self.random.shuffle(self.waiting)
            for waiting, function, given in self.waiting:
                waiting.set_result(function(*given))
        return future


@pytest.mark.parametrize("seed", range(3))
def test_the_order_in_which_runs_end_changes_no_byte(tmp_path, whole, seed):
    of, expected = whole
    run(tmp_path / "store", of, Shuffled(seed, of.total))
    assert exported(tmp_path / "store", of, tmp_path / "out") == expected


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2)])
def test_shards_in_any_order_change_no_byte(tmp_path, whole, order):
    of, expected = whole
    for index in order:
        done = run(tmp_path / "store", of, shard=Shard(index, 3))
        assert (done.total, done.done) == (4, 4)
    assert exported(tmp_path / "store", of, tmp_path / "out") == expected


def test_a_sweep_begun_in_shards_is_finished_by_one(tmp_path, whole, computed):
    of, expected = whole
    run(tmp_path / "store", of, shard=Shard(2, 3))
    assert run(tmp_path / "store", of).before == 4
    assert len(computed.seen) == 12
    assert exported(tmp_path / "store", of, tmp_path / "out") == expected


def test_two_generations_give_the_bytes_of_one(tmp_path, whole):
    """More replications: what is there already is not computed again."""
    of, expected = whole
    run(tmp_path / "store", study(replications=1))
    record = of.record()
    with (
        Store.create_or_open(tmp_path / "store", record, of.model, new_generation=True) as store,
        InProcess() as station,
    ):
        done = Sweep(of, store, measure).run(station, never, unheard)
    assert (done.before, done.done) == (6, 6)
    assert exported(tmp_path / "store", of, tmp_path / "out") == expected


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2, 8])
def test_the_number_of_processes_changes_no_byte(tmp_path, whole, jobs):
    of, expected = whole
    run(tmp_path / "store", of, Workers(jobs))
    assert exported(tmp_path / "store", of, tmp_path / "out") == expected


@pytest.mark.slow
def test_a_dask_cluster_changes_no_byte(tmp_path, whole, repository):
    pytest.importorskip("distributed")
    from sim.experiments.executors.cluster import Cluster

    of, expected = whole
    with dask(tmp_path, repository, workers=2) as running:
        run(tmp_path / "store", of, Cluster(running.address))
    assert exported(tmp_path / "store", of, tmp_path / "out") == expected


@pytest.mark.slow
def test_a_run_over_its_time_is_a_failed_row_and_the_others_go_on(tmp_path):
    of = study("years=0.25,60", changes=("customers=20000",), replications=1, tables=())
    run(tmp_path, of, Workers(1, prepare=prepared, time_limit=0.5))
    finished = Store.read(tmp_path).finished
    reasons = [finished[run.identity] for run in of.runs()]
    assert reasons == ["", "took longer than the limit of 0.5 s"]


def prepared():
    """Have a worker load all that a run needs, so that its time is not taken from the first run."""
    first_run(study(), measure)
