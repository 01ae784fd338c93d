"""Slides read back: charts that can be edited, words inside their boxes, names as they are."""

import io
import re
import textwrap

import openpyxl
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Emu

from analysis.export import comparison_source
from analysis.export.slides import write_slides
from analysis.measures.summary import verdict

SMALLEST_POINTS = 11


def opened(comparison, folder):
    return Presentation(
        str(write_slides(comparison_source(comparison, "rivalry compare x"), folder / "s.pptx"))
    )


@pytest.fixture(scope="module")
def deck(small, tmp_path_factory):
    return opened(small, tmp_path_factory.mktemp("deck"))


@pytest.fixture(scope="module")
def hostile_deck(hostile, tmp_path_factory):
    return opened(hostile, tmp_path_factory.mktemp("deck"))


def shapes(deck):
    return [shape for slide in deck.slides for shape in slide.shapes]


def charts(deck):
    return [shape for shape in shapes(deck) if shape.has_chart]


def words(deck):
    return " ".join(shape.text_frame.text for shape in shapes(deck) if shape.has_text_frame)


def test_it_opens_with_the_question_and_the_verdict(deck, small):
    texts = [shape.text_frame.text for shape in deck.slides[0].shapes]
    assert texts[:2] == [small.scenario.question, verdict(small)]


def test_every_slide_has_a_title_and_notes_with_the_source(deck):
    for slide in deck.slides:
        assert slide.shapes.title.text_frame.text
        assert "rivalry compare x" in slide.notes_slide.notes_text_frame.text


def test_charts_are_native_with_a_workbook_and_an_alternative_in_words(deck):
    assert len(charts(deck)) == 2 + 4 + 1
    for shape in charts(deck):
        assert shape._element.nvGraphicFramePr.cNvPr.get("descr")
        assert openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))


def test_the_lines_are_the_means_of_the_books(deck, small):
    series = charts(deck)[0].chart.plots[0].series
    assert [each.name for each in series] == [*small.arms]
    firm = small.tables["firm"]
    own = firm[(firm.firm == small.scenario.focus) & (firm.arm == small.arms[2])]
    assert list(series[2].values) == pytest.approx(own.groupby("period").share.mean().tolist())


def test_differences_carry_error_bars(deck):
    xml = [shape.chart.part.blob.decode() for shape in charts(deck)[2:6]]
    assert all('<c:errValType val="cust"/>' in each for each in xml)
    assert all(each.index("<c:errBars") < each.index("<c:cat>") for each in xml)


@pytest.mark.slow
def test_nothing_reaches_beyond_its_slide(deck, hostile_deck):
    for each in (deck, hostile_deck):
        for shape in shapes(each):
            assert min(shape.left, shape.top) >= 0
            assert shape.left + shape.width <= each.slide_width
            assert shape.top + shape.height <= each.slide_height


def frames(deck):
    """Every text with the room that it has."""
    for shape in shapes(deck):
        if shape.has_text_frame:
            yield shape.text_frame, shape.width, shape.height
        elif shape.has_table:
            for row in shape.table.rows:
                for column, cell in zip(shape.table.columns, row.cells, strict=True):
                    yield cell.text_frame, column.width, row.height


@pytest.mark.slow
def test_text_fits_its_box_and_is_large_enough_to_read(deck, hostile_deck):
    for each in (deck, hostile_deck):
        for frame, width, height in frames(each):
            size = frame.paragraphs[0].font.size.pt
            characters = int((Emu(width).pt - 14) / (0.5 * size))
            lines = sum(len(textwrap.wrap(part.text, characters)) or 1 for part in frame.paragraphs)
            assert size >= SMALLEST_POINTS
            assert lines * size * 1.2 <= Emu(height).pt + 1, frame.text


@pytest.mark.slow
def test_many_arms_are_cut_to_those_that_can_be_read_and_the_rest_is_counted(hostile_deck, hostile):
    series = charts(hostile_deck)[0].chart.plots[0].series
    assert len(series) == 6
    assert series[0].name == hostile.arms[0][:31] + "…"
    assert "and 2 more arms, not shown here" in words(hostile_deck)


@pytest.mark.slow
def test_names_stay_text_on_slides_and_in_the_workbooks_behind_charts(hostile_deck):
    for shape in charts(hostile_deck):
        book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]
        references = re.findall(r"<c:f>([^<]*)</c:f>", shape.chart.part.blob.decode())
        assert all(re.fullmatch(r"Sheet1!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?", each) for each in references)
    assert not [
        shape for shape in shapes(hostile_deck) if shape.shape_type == MSO_SHAPE_TYPE.LINKED_OLE_OBJECT
    ]


@pytest.mark.slow
def test_one_arm_in_one_replication_has_no_slides_of_differences(one_arm, tmp_path):
    deck = opened(one_arm, tmp_path)
    assert len(charts(deck)) == 2
    assert [each.name for each in charts(deck)[0].chart.plots[0].series] == [*one_arm.scenario.firms]


@pytest.mark.slow
def test_one_replication_of_several_arms_has_no_error_bars(make_comparison, tmp_path):
    deck = opened(make_comparison(replications=1, periods=3), tmp_path)
    assert not [shape for shape in charts(deck) if b"errBars" in shape.chart.part.blob]


@pytest.mark.slow
def test_the_same_results_give_the_same_bytes(small, tmp_path):
    source = comparison_source(small, "c")
    first, second = (write_slides(source, tmp_path / f"{i}.pptx").read_bytes() for i in range(2))
    assert first == second
