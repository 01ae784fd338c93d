"""One flipped bit anywhere in a store is found, named and repaired."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sim.experiments.store import Store, verify
from tests.sim.experiments.store import small_sweep

LINES = ("plan.json", "manifest.jsonl")


def flip(path: Path, position: int) -> None:
    """Change one bit of a byte; which of the eight depends on the position."""
    content = bytearray(path.read_bytes())
    content[position] ^= 1 << (position * 5 + position // 8) % 8
    path.write_bytes(content)


@contextmanager
def flipped(path: Path, position: int) -> Iterator[None]:
    """A file with one bit of a byte changed, for a while."""
    flip(path, position)
    yield
    flip(path, position)


def parts(folder: Path) -> list[Path]:
    return sorted((folder / "parts").iterdir())


@pytest.mark.parametrize("name", LINES)
def test_it_is_found_and_named_in_every_byte_of_plan_and_manifest(swept, name):
    for position in range((swept / name).stat().st_size):
        with flipped(swept / name, position):
            assert {damage.path for damage in verify(swept)} == {name}
    assert verify(swept) == []


@pytest.mark.parametrize("index", range(4))
def test_it_is_found_and_named_in_a_part_with_the_runs_that_it_costs(swept, index):
    path = parts(swept)[index]
    size = path.stat().st_size
    for position in {*range(12), *range(0, size, 13), *range(size - 12, size)}:
        with flipped(path, position):
            (damage,) = verify(swept)
            assert damage == (f"parts/{path.name}", "is not what was written", 3)


@pytest.mark.slow
def test_it_is_repaired_in_plan_and_manifest_by_computing_at_most_a_part_again(swept):
    expected = small_sweep.exported(swept)
    for name in LINES:
        for position in range(0, (swept / name).stat().st_size, 61):
            flip(swept / name, position)
            assert small_sweep.run(swept) in ([], [0, 1, 2], [3, 4, 5])
            assert verify(swept) == []
    assert small_sweep.exported(swept) == expected
    assert small_sweep.strays(swept) == []


@pytest.mark.parametrize("which", ["outcome", "firm"])
def test_it_is_repaired_in_a_part_by_computing_just_its_runs_again(swept, which):
    expected = small_sweep.exported(swept)
    (path,) = (swept / "parts").glob(f"000001-main-{which}.parquet")
    flip(path, path.stat().st_size // 2)
    with Store.create_or_open(swept, small_sweep.PLAN, small_sweep.MODEL) as store:
        assert [damage.path for damage in store.repaired] == [f"parts/{path.name}"]
    assert small_sweep.run(swept) == [0, 1, 2]
    assert small_sweep.exported(swept) == expected
    assert (verify(swept), small_sweep.strays(swept)) == ([], [])


def test_a_missing_part_is_named_and_computed_again(swept):
    parts(swept)[0].unlink()
    assert verify(swept) == [("parts/000001-main-firm.parquet", "is missing", 3)]
    assert small_sweep.run(swept) == [0, 1, 2]


def test_two_damaged_lines_each_tell_the_runs_that_they_cost(swept):
    manifest = swept / "manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes().replace(b'"rows"', b'"Rows"'))
    assert verify(swept) == [
        ("manifest.jsonl", "line 2 is not what was written", 3),
        ("manifest.jsonl", "line 3 is not what was written", 3),
    ]


def test_reading_a_damaged_store_leaves_out_what_is_damaged(swept):
    flip(parts(swept)[0], 100)
    store = Store.read(swept)
    assert sorted(store.finished) == sorted(map(small_sweep.identity, [3, 4, 5]))
    assert len(store.table("outcome", small_sweep.order())) == 4
