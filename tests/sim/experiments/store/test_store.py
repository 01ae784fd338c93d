"""What a store takes, counts as finished, and gives back."""

import hashlib
import time

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.experiments.storage import FolderProblem
from sim.experiments.store import PlanChanged, RunRecord, Store, part_writing, verify
from tests.sim.experiments.store import small_sweep
from tests.sim.experiments.store.small_sweep import MODEL, PLAN, identity, order, record


def opened(folder, plan=PLAN, model=MODEL, **options):
    return Store.create_or_open(folder, plan, model, **options)


def digests(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_runs_come_back_to_the_last_bit_in_the_order_asked_with_labels_in_front(swept):
    backwards = order()[::-1]
    table = Store.read(swept).table("firm", backwards)
    expected = [
        small_sweep.record(labels["replication"]).tables["firm"].assign(**labels)
        for _, labels in backwards
        if labels["replication"] != small_sweep.FAILS
    ]
    columns = ["arm", "replication", "period", "firm", "units"]
    pd.testing.assert_frame_equal(table, pd.concat(expected, ignore_index=True)[columns], check_exact=True)


def test_large_integers_odd_texts_and_nulls_come_back(swept):
    table = Store.read(swept).table("outcome", [(identity(1), {})])
    pd.testing.assert_frame_equal(table, record(1).tables["outcome"], check_exact=True)


def test_a_run_counts_when_it_is_committed_and_a_failed_one_keeps_its_reason(work):
    with opened(work / "store") as store:
        store.add(record(0))
        assert store.finished == {}
        store.commit()
        store.add(record(small_sweep.FAILS))
    assert store.finished == {identity(0): "", identity(3): "division by zero"}
    assert Store.read(work / "store").finished == store.finished


def test_a_failed_run_may_succeed_later_and_not_the_other_way_round(work):
    with opened(work / "store") as store:
        store.add(RunRecord(identity(0), failure="time limit"))
        store.commit()
        store.add(record(0))
        store.commit()
        store.add(RunRecord(identity(0), failure="again"))
    assert Store.read(work / "store").finished == {identity(0): ""}


def test_a_run_that_is_there_is_not_stored_twice(swept):
    before = sorted((swept / "parts").iterdir())
    with opened(swept) as store:
        store.add(record(0))
    assert sorted((swept / "parts").iterdir()) == before


def test_runs_are_committed_by_themselves_after_five_seconds(work, monkeypatch):
    now = time.monotonic()
    monkeypatch.setattr(part_writing.time, "monotonic", lambda: now)
    with opened(work / "store") as store:
        store.add(record(0))
        now += 4.9
        store.add(record(1))
        assert len(store.finished) == 0
        now += 0.1
        store.add(record(2))
        assert len(store.finished) == 3
        store.add(record(4))
        assert len(store.finished) == 3


def test_many_bytes_are_committed_at_once(work, monkeypatch):
    monkeypatch.setattr(part_writing, "LARGEST_BATCH", 400)
    with opened(work / "store") as store:
        store.add(record(0))
        assert len(store.finished) == 0
        store.add(record(1))
        assert len(store.finished) == 2


@pytest.mark.parametrize(
    ("bad", "problem"),
    [
        (RunRecord("abc", record(0).tables), "64 hexadecimal"),
        (RunRecord(identity(0), {"outcome": pd.DataFrame()}), r"\['firm'\] are missing"),
        (RunRecord(identity(0), record(0).tables, "failed"), "failed and has tables"),
        (
            RunRecord(identity(0), {**record(0).tables, "../x": pd.DataFrame()}),
            r"\['../x'\] cannot be stored",
        ),
        (RunRecord(identity(0), {**record(0).tables, "x": pd.DataFrame({"slot": []})}), r"\['x'\] cannot"),
    ],
)
def test_a_record_that_could_not_be_given_back_is_refused(work, bad, problem):
    with opened(work / "store") as store, pytest.raises(ValueError, match=problem):
        store.add(bad)


def test_a_store_opened_to_be_read_takes_no_runs(swept):
    store = Store.read(swept)
    store.add(RunRecord(identity(9), failure="x"))
    with pytest.raises(RuntimeError, match="opened to be read"):
        store.commit()


def test_tables_of_other_columns_and_types_in_the_same_batch_keep_their_values(work):
    tables = [
        pd.DataFrame({"a": [2**53 + 1], "b": ["x"]}),
        pd.DataFrame({"a": [0.5], "c": [True]}),
        pd.DataFrame({"a": [7], "b": pd.Series([None], dtype=object)}),
    ]
    with opened(work / "store", {}) as store:
        for number, table in enumerate(tables):
            store.add(RunRecord(identity(number), {"outcome": table}))
    store = Store.read(work / "store")
    pd.testing.assert_frame_equal(store.table("outcome", [(identity(0), {})]), tables[0], check_exact=True)
    every = store.table("outcome", [(identity(number), {}) for number in range(3)])
    assert every.a.tolist() == [float(2**53 + 1), 0.5, 7.0]
    assert every.b.isna().tolist() == [False, True, True]
    assert every.c.dropna().tolist() == [True]


def test_columns_that_the_data_dictionary_knows_have_its_type_whatever_a_run_holds(work):
    kept = {"units": [1, 2], "list_price_cents": [100, 200]}  # a number that happens to be whole
    firm = pd.DataFrame({"firm": ["a", "b"], **kept})
    with opened(work / "store") as store:
        store.add(RunRecord(identity(0), {"outcome": firm, "firm": firm}))
    assert Store.read(work / "store").table("firm", order()).dtypes[
        ["units", "list_price_cents"]
    ].tolist() == [
        np.dtype("int64"),
        np.dtype("float64"),
    ]


def test_the_same_run_may_stand_in_two_places_and_a_label_hides_the_column_of_its_name(swept):
    twice = [(identity(0), {"arm": "a", "firm": 1}), (identity(0), {"arm": "b", "firm": 2})]
    table = Store.read(swept).table("outcome", twice)
    assert table.columns.tolist() == ["arm", "firm", "profit_cents", "share"]
    assert table.firm.tolist() == [1, 1, 2, 2]


def test_an_unknown_table_and_an_order_without_runs_are_told_apart(swept):
    store = Store.read(swept)
    assert store.tables() == ("firm", "outcome")
    with pytest.raises(KeyError, match=r"no run .* has a table 'stage'"):
        store.table("stage", order())
    nothing = store.table("firm", [(identity(99), {"arm": "x"})])
    assert (len(nothing), nothing.columns.tolist()) == (0, ["arm", "period", "firm", "units"])


@pytest.mark.slow
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(small_sweep.RUNS), st.sets(st.integers(0, 5)), st.integers(0, 6))
def test_exports_are_the_same_bytes_whatever_order_and_batches_runs_ended_in(work, numbers, cuts, by_shard):
    folder = work / f"{len([*work.iterdir()])}"
    for writer, some in (("shard-1-of-2", numbers[:by_shard]), ("main", numbers[by_shard:])):
        with opened(folder, writer=writer) as store:
            for position, number in enumerate(some):
                store.add(record(number))
                if position in cuts:
                    store.commit()
    if not (work / "expected").exists():
        small_sweep.run(work / "whole", each=6)
        for kind in ("csv", "parquet"):
            Store.read(work / "whole").export(work / "expected", ("firm", "outcome"), order(), kind)
    for kind in ("csv", "parquet"):
        Store.read(folder).export(folder / "out", ("firm", "outcome"), order(), kind)
    assert digests(folder / "out") == digests(work / "expected")


@pytest.mark.slow
def test_long_exports_in_many_row_groups_are_the_same_bytes_too(work):
    rows, runs = 30_000, 10
    row = np.arange(rows)
    tables = [
        pd.DataFrame({"a": row * k % 1009, "b": np.where(row % (k + 2), row / (k + 1), np.nan)})
        for k in range(runs)
    ]
    for name, numbers, each in (("a", range(runs), 10), ("b", (7, 3, 1, 9, 0, 2, 8, 6, 5, 4), 3)):
        with opened(work / name, {}) as store:
            for done, k in enumerate(numbers, 1):
                store.add(RunRecord(identity(k), {"outcome": tables[k]}))
                if done % each == 0:
                    store.commit()
        wanted = [(identity(k), {"replication": k}) for k in range(runs)]
        for kind in ("csv", "parquet"):
            store.export(work / f"out-{name}", ["outcome"], wanted, kind)
    assert digests(work / "out-a") == digests(work / "out-b")
    groups = "SELECT count(DISTINCT row_group_id) FROM parquet_metadata(?)"
    assert duckdb.execute(groups, [str(work / "out-a" / "outcome.parquet")]).fetchone() == (3,)


def test_exports_name_their_files_and_leave_nothing_else(swept, tmp_path):
    paths = Store.read(swept).export(tmp_path / "a" / "b", ["firm"], order(), "csv")
    assert paths == [*(tmp_path / "a" / "b").iterdir()] == [tmp_path / "a" / "b" / "firm.csv"]
    lines = paths[0].read_text().splitlines()
    assert lines[:2] == ["arm,replication,period,firm,units", "base,0,0,acme,0"]
    assert len(lines) == 1 + 3 * 5


def test_a_changed_plan_or_model_is_refused_with_what_differs(swept):
    with pytest.raises(PlanChanged, match='question: "which price\\?" -> "when\\?"') as told:
        opened(swept, {**PLAN, "question": "when?"}, "model 2")
    assert 'model version: "model 1" -> "model 2"' in str(told.value)
    assert len(str(told.value).splitlines()) == 3
    assert verify(swept) == []
    assert small_sweep.run(swept) == []


def test_in_a_new_generation_runs_count_that_kept_all_its_tables(swept):
    less = {**PLAN, "keep": {"tables": []}, "replications": 9}
    with opened(swept, less, new_generation=True) as store:
        assert (store.generation, store.plan["replications"], len(store.finished)) == (2, 9, 6)
    more = {**PLAN, "keep": {"tables": ["firm", "stage"]}}
    with opened(swept, more, "model 2", new_generation=True) as store:
        assert (store.generation, store.model_version) == (3, "model 2")
        assert store.finished == {identity(small_sweep.FAILS): "division by zero"}
        store.add(RunRecord(identity(0), {**record(0).tables, "stage": pd.DataFrame({"a": [1]})}))
    again = opened(swept, more, "model 2", new_generation=True)
    assert (again.generation, again.finished[identity(0)]) == (3, "")
    assert len(again.table("firm", order())) == 15
    again.close()


def test_a_damaged_plan_is_restored_from_the_same_and_refused_from_another(swept):
    plan = swept / "plan.json"
    whole = plan.read_bytes()
    for spoil in (lambda: plan.write_bytes(whole[:-9]), plan.unlink):
        spoil()
        with pytest.raises(FolderProblem, match="restores it"):
            Store.read(swept)
        with pytest.raises(PlanChanged, match="damaged"):
            opened(swept, {})
        with opened(swept) as store:
            assert [damage.path for damage in store.repaired] == ["plan.json"]
        assert plan.read_bytes() == whole
        assert len(store.finished) == 6


def test_a_damaged_plan_gives_way_to_a_new_generation(swept):
    (swept / "plan.json").write_text("{}")
    with opened(swept, {}, new_generation=True) as store:
        assert (store.generation, store.plan, len(store.finished)) == (2, {}, 6)


def test_a_folder_with_something_else_in_it_stays_as_it_is(tmp_path):
    (tmp_path / "thesis.txt").touch()
    with pytest.raises(FolderProblem, match="already in use"):
        opened(tmp_path)
    with pytest.raises(FolderProblem, match="is a file"):
        opened(tmp_path / "thesis.txt")
    for look in (verify, Store.read):
        with pytest.raises(FolderProblem, match="name the folder"):
            look(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_files_of_others_in_the_folder_of_a_store_stay(swept):
    others = [swept / "notes.txt", swept / "parts" / "notes.parquet", swept / ".hidden.part"]
    for path in others:
        path.touch()
    small_sweep.run(swept)
    assert all(path.exists() for path in others)


def test_a_folder_whose_name_looks_like_a_pattern_or_sql_is_one_folder(work):
    folder = work / "a*b[c]?'; DROP"
    small_sweep.run(folder)
    small_sweep.run(work / "axbc'; DROP")
    assert len(Store.read(folder).table("outcome", order())) == 10
    assert small_sweep.exported(folder) == small_sweep.exported(work / "axbc'; DROP")


@pytest.mark.slow
def test_ten_thousand_finished_runs_are_opened_within_two_seconds(work):
    table = pd.DataFrame({"firm": ["a", "b", "c", "d"], "profit_cents": [1, 2, 3, 4]})
    with opened(work / "store", {}) as store:
        for number in range(10_000):
            store.add(RunRecord(identity(number), {"outcome": table}))
            if number % 5 == 4 and number < 2_500:
                store.commit()
    began = time.process_time()
    with opened(work / "store", {}) as store:
        assert len(store.finished) == 10_000
    assert time.process_time() - began < 2
