"""What CONTRIBUTING says of the tree is so."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`((?:sim|analysis|tests|docs|scenarios)/[\w/.]*)`", TEXT)))
EXAMPLE = re.findall(r"^\| `((?:sim|analysis)/[^`]+)` \|.*\| `([^`]+)` \|$", TEXT, re.MULTILINE)


@pytest.mark.parametrize("path", NAMED)
def test_what_is_named_exists(path: str):
    assert (ROOT / path).exists()


@pytest.mark.parametrize(("path", "shown"), EXAMPLE)
def test_the_example_of_a_law_says_where_each_thing_stands(path: str, shown: str):
    assert (ROOT / path).read_text(encoding="utf-8").count(shown) == 1


def test_a_law_with_a_column_a_count_and_a_posted_number_takes_five_files_of_the_product():
    assert 1 <= len(EXAMPLE) <= 5
