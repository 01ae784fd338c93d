"""An answer: printed as text, written as a page or as numbers, by the ending of the file."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis.games.figures import best_chances
from analysis.games.regret import regrets
from analysis.pages.answer import Answer, tabled
from sim.files import BadInput

NUMBERS = pd.DataFrame({"arm": ["plain", "dear"], "value": [1234567.5, None]})


@pytest.fixture(scope="module")
def chart() -> go.Figure:
    rows = [
        {"arm": arm, "point": 0, "replication": r, "value": float(r + 5 * (arm == "dear"))}
        for arm in ("plain", "dear")
        for r in range(3)
    ]
    return best_chances(regrets(pd.DataFrame(rows), "profit_cents"))


def test_the_text_is_finding_numbers_and_notes_with_gaps_shown():
    text = tabled("It is so.", NUMBERS, "As far as is known.").text
    assert text.startswith("It is so.\n\n")
    assert text.endswith("\n\nAs far as is known.")
    assert "1.235e+06" in text
    assert "–" in text


def test_numbers_are_written_with_every_digit(tmp_path):
    path = tabled("It is so.", NUMBERS, "").write(tmp_path / "numbers.csv")
    assert path.read_bytes() == b"arm,value\nplain,1234567.5\ndear,\n"


def test_charts_are_written_as_a_page_with_the_finding(tmp_path, chart):
    path = tabled("It is <so>.", NUMBERS, "", [chart]).write(tmp_path / "page.html")
    page = path.read_text(encoding="utf-8")
    assert "It is &lt;so&gt;" in page
    assert "<so>" not in page


@pytest.mark.parametrize(
    ("name", "charts", "remedy"),
    [("x.html", False, "end it in .csv"), ("x.doc", True, "end it in .html or .csv"), ("x", False, "end it")],
)
def test_what_cannot_be_written_is_refused_with_what_can(tmp_path, chart, name, charts, remedy):
    answer = Answer("It is so.", "", NUMBERS, [chart] if charts else [])
    with pytest.raises(BadInput, match=remedy):
        answer.write(tmp_path / name)
    assert not [*tmp_path.iterdir()]


def test_a_page_that_cannot_be_written_is_a_storage_fault(tmp_path, chart):
    with pytest.raises(OSError, match="nowhere"):
        tabled("It is so.", NUMBERS, "", [chart]).write(tmp_path / "nowhere" / "page.html")
