from pathlib import Path

from analysis.catalogue.odd import odd_text

ROOT = Path(__file__).parents[3]


def test_the_description_of_the_model_is_what_the_code_says():
    assert (ROOT / "docs" / "odd.md").read_text(encoding="utf-8") == odd_text()
