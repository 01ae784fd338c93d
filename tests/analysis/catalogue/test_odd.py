from pathlib import Path

from analysis.catalogue.odd import odd_text
from analysis.catalogue.rows import ROWS

ROOT = Path(__file__).parents[3]


def test_the_description_of_the_model_is_what_the_code_says():
    assert (ROOT / "docs" / "odd.md").read_text(encoding="utf-8") == odd_text()


def test_every_row_names_a_claim_test_that_exists_and_names_the_row():
    missing = [row for row, *_, test in ROWS if row not in (ROOT / test).read_text(encoding="utf-8")]
    assert missing == []
