"""One look for every chart: looks that differ by more than colour, numbers as a reader expects, safe text."""

import pytest

from analysis.style import arm_looks, firm_looks, money, percent, plain, plain_lines, points


def test_twenty_firms_can_be_told_apart_without_colour():
    looks = list(firm_looks(f"firm {i}" for i in range(20)).values())
    assert len({(look.dash, look.marker) for look in looks}) == 20
    assert len({(look.colour, look.dash) for look in looks}) == 20


def test_no_arm_has_the_colour_of_a_firm():
    names = [str(i) for i in range(7)]
    firms, arms = firm_looks(names), arm_looks(names)
    assert {look.colour for look in firms.values()}.isdisjoint(look.colour for look in arms.values())


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.614, "61%"), (-0.0321, "−3.2%"), (0.00123, "0.12%"), (0.0, "0%"), (float("nan"), "–")],
)
def test_shares_are_written_as_a_reader_expects(value, text):
    assert percent(value) == text


@pytest.mark.parametrize(
    ("difference", "text"),
    [(0.4984, "+49.8 pp"), (-0.0321, "−3.2 pp"), (0.0005, "+0.05 pp"), (0.0, "0 pp"), (float("nan"), "–")],
)
def test_differences_of_shares_are_written_in_percentage_points(difference, text):
    assert points(difference) == text


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (123_456_789, "1.23m"),
        (-4_560_000, "−45.6k"),
        (99_999, "1.00k"),
        (5, "0.05"),
        (0, "0"),
        (0.31, "0.0031"),
    ],
)
def test_money_is_written_to_three_digits(cents, text):
    assert money(cents) == text


def test_text_for_a_chart_is_escaped_cut_and_on_one_line():
    assert plain("a<b>\n&c") == "a&lt;b&gt; &amp;c"
    assert plain("x" * 60, 10) == "x" * 9 + "…"
    assert plain_lines("<<<< <<<<", 20, 4) == "&lt;&lt;&lt;&lt;<br>&lt;&lt;&lt;&lt;"
