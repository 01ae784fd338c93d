"""The summary in a terminal is whole where it fits, and readable where it does not."""

import pytest
from rich.console import Console

from analysis.compare.terminal import terminal_summary
from analysis.measures.summary import KPIS

SIX = ("no_rescue", "rescue_by_price", "rescue_by_promotion", "rescue_by_channel", "late_one", "early_one")


def printed(comparison, width=120):
    console = Console(width=width, record=True, file=open("/dev/null", "w", encoding="utf-8"))  # noqa: SIM115
    console.print(terminal_summary(comparison, width))
    return console.export_text()


def test_a_wide_terminal_shows_every_arm_every_key_figure_and_the_verdict(comparison):
    text = printed(comparison)
    assert all(arm in text for arm in comparison.arms)
    assert all(kpi.label in text for kpi in KPIS)
    assert "95% CI" in text


@pytest.mark.parametrize("width", [60, 80, 100])
def test_a_narrow_terminal_shows_six_arms_without_cutting_a_word_or_a_number(make_comparison, width):
    comparison = make_comparison(arms=SIX, replications=3)
    text = printed(comparison, width)
    assert max(map(len, text.splitlines())) <= width
    words = text.split()
    assert "…" not in text
    assert {"promotion", "channel", "cumulative", "profit"} <= set(words)
    whole = printed(comparison, 200)
    profits = next(line for line in whole.splitlines() if line.startswith("cumulative profit")).split()[2:]
    assert len(profits) == 6
    assert set(profits) <= set(words)
    assert "The report has all key figures" in " ".join(words)


def test_more_room_shows_more_key_figures(make_comparison):
    comparison = make_comparison(arms=SIX, replications=3)
    assert "retention" not in printed(comparison, 60)
    assert "retention" in printed(comparison, 110)


def test_many_firms_of_a_single_run_are_rows_of_a_narrow_terminal(make_comparison):
    firms = tuple(f"firm_number_{i}" for i in range(9))
    text = printed(make_comparison(arms=("base",), firms=firms, replications=1), 80)
    assert all(any(line.startswith(f"firm number {i} ") for line in text.splitlines()) for i in range(9))


def test_names_are_not_read_as_terminal_markup(make_comparison):
    text = printed(make_comparison(arms=("[red]a[/red]", "[/]b")))
    assert "[red]a[/red]" in text
    assert "[/]b" in text
