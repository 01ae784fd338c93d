"""The slides themselves, in order: verdict, key figures, charts, the case, how it was made."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Final

from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from analysis.export.files import reproducible
from analysis.export.findings import (
    Differences,
    OverTime,
    Waterfall,
    differences,
    profit_over_time,
    share_over_time,
    shown_arms,
    thinned_lines,
    tick_step,
    waterfall,
)
from analysis.export.slide_charts import add_error_bars, upright_labels, without_fill
from analysis.export.slide_parts import (
    BODY,
    MARGIN,
    WIDTH,
    Box,
    CategoryData,
    Slides,
    XyData,
    add_chart,
    add_foot,
    add_table,
    add_text,
    colour,
    quiet_axis,
    short,
)
from analysis.export.summary_sheets import how_made, told
from analysis.figures.forest import SHOWN
from analysis.measures.summary import BY_COLUMN, Contrast, best_arm, contrasts, focus, kpi_grid, verdict
from analysis.style import ARM_COLOURS, DOWN, INK, UP, headline_case, spoken

if TYPE_CHECKING:
    from pptx.slide import Slide

    from analysis.export.source import ExportSource
    from sim.experiments.experiment import Comparison

MOST_ARMS: Final = 6
MOST_COLUMNS: Final = 5
MOST_POINTS: Final = 160
MOST_STEPS: Final = 9
LONGEST_NAME: Final = 32
DASHES: Final = {
    "solid": MSO_LINE.SOLID,
    "dash": MSO_LINE.DASH,
    "dot": MSO_LINE.ROUND_DOT,
    "dashdot": MSO_LINE.DASH_DOT,
    "longdash": MSO_LINE.LONG_DASH,
    "longdashdot": MSO_LINE.LONG_DASH_DOT,
}
COLOURS: Final = {"gain": UP, "loss": DOWN, "total": INK}
KINDS: Final = ("gain", "loss", "total")


def deck(source: ExportSource, comparison: Comparison) -> bytes:
    """All slides as the bytes of a file, the same for the same results."""
    slides = Slides(f"Source: rivalry, {source.command or 'simulated results'}")
    slides.file.core_properties.title = short(comparison.scenario.title, 200)
    slides.file.core_properties.author = "rivalry"
    _opening(slides, comparison)
    _key_figures(slides, comparison)
    for lines in (share_over_time(comparison, MOST_ARMS), profit_over_time(comparison, MOST_ARMS)):
        _lines(slides, thinned_lines(lines, MOST_POINTS))
    if len(comparison.arms) > 1:
        found = contrasts(comparison)
        _differences(slides, comparison, found)
        falls = waterfall(comparison, best_arm(found), MOST_STEPS)
        if falls is not None:
            _waterfall(slides, falls)
    _case(slides, comparison)
    _how_made(slides, source)
    whole = BytesIO()
    slides.file.save(whole)
    return reproducible(whole.getvalue(), source.made)


def _opening(slides: Slides, comparison: Comparison) -> None:
    scenario = comparison.scenario
    title = scenario.question or scenario.title
    slide = slides.add(title, scenario.title, Box(MARGIN, 1.2, WIDTH - 2 * MARGIN, 2.2), (38, 20))
    add_text(slide, [verdict(comparison)], Box(MARGIN, 3.6, WIDTH - 2 * MARGIN, 2.4), (26, 14))
    runs = f"{len(comparison.arms)} arms × {comparison.replications} replications"
    add_foot(slide, f"{short(scenario.title, 90)} · {runs} · rivalry")


def _key_figures(slides: Slides, comparison: Comparison) -> None:
    head, grid = kpi_grid(comparison)
    several = len(comparison.arms) > 1
    every = comparison.arms if several else tuple(comparison.scenario.firms)
    names = shown_arms(comparison, MOST_COLUMNS) if several else every[:MOST_COLUMNS]
    kept = [0, *(every.index(name) + 1 for name in names)]
    labels = [BY_COLUMN[column].label for column in SHOWN]
    rows = [[row[i] for i in kept] for row in grid if row[0] in labels]
    firm = headline_case(spoken(focus(comparison)))
    title = f"{firm}: key figures by arm" if several else "Key figures by firm"
    notes = "Mean over replications; below it the 95% interval of the paired difference from the baseline."
    slide = slides.add(title, notes if several else "Mean over replications.")
    add_table(slide, [[short(head[i], 40) for i in kept], *rows])
    below = "Second line: 95% interval of the difference from the first arm" if several else "Means"
    add_foot(slide, f"{below}{_more(len(every) - len(names), 'arms' if several else 'firms')}")


def _more(left_out: int, things: str) -> str:
    what = things.removesuffix("s") if left_out == 1 else things
    return f" · and {left_out} more {what}, not shown here" if left_out else ""


def _lines(slides: Slides, lines: OverTime) -> None:
    data = XyData(number_format=lines.number_format)
    for each in lines.series:
        line = data.add_series(short(spoken(each.name), LONGEST_NAME))
        for year, value in zip(lines.years, each.values, strict=True):
            if value is not None:
                line.add_data_point(year, value)
    slide = slides.add(lines.finding, f"{lines.heading}: mean over replications, {lines.unit}.")
    words = f"{lines.heading} over time, in years. {lines.finding}."
    chart = add_chart(slide, XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, data, BODY, words)
    for series, each in zip(chart.plots[0].series, lines.series, strict=True):
        series.smooth = False
        series.format.line.color.rgb = colour(each.look.colour)
        series.format.line.dash_style, series.format.line.width = DASHES[each.look.dash], Pt(2.25)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    quiet_axis(chart.value_axis, grid=True, title=lines.unit, number_format=lines.number_format)
    quiet_axis(chart.category_axis, grid=False, title="time, years")
    chart.category_axis.minimum_scale, chart.category_axis.maximum_scale = 0, lines.years[-1]
    chart.category_axis.major_unit = tick_step(lines.years[-1])
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    things = "arms" if lines.heading.endswith("arm") else "firms"
    add_foot(slide, f"{lines.heading}; mean over replications{_more(lines.left_out, things)}")


def _differences(slides: Slides, comparison: Comparison, found: Sequence[Contrast]) -> None:
    shown = shown_arms(comparison, MOST_ARMS)[1:]
    tables = differences(found, shown)
    base = short(spoken(comparison.arms[0]), LONGEST_NAME)
    left_out = _more(len(comparison.arms) - 1 - len(shown), "arms")
    for pair in (tables[:2], tables[2:]):
        if pair:
            title = "; ".join(table.finding for table in pair)
            notes = "Mean paired difference in the same luck, with its 95% interval."
            slide = slides.add(f"Largest changes: {title}", notes)
            for i, table in enumerate(pair):
                width = (BODY.width - 0.3) / 2
                _difference_chart(
                    slide, table, Box(BODY.left + i * (width + 0.3), BODY.top, width, BODY.height)
                )
            text = f"Differences from “{base}” with their 95% intervals; one that crosses zero shows none"
            add_foot(slide, text + left_out)


def _difference_chart(slide: Slide, table: Differences, box: Box) -> None:
    data = CategoryData(number_format=table.number_format)
    data.categories = [short(spoken(arm), LONGEST_NAME) for arm in table.arms]
    title = f"{table.heading}, difference, {table.unit}"
    data.add_series(title, table.means)
    words = "; ".join(
        f"{spoken(arm)} {mean:,.4g}"
        for arm, mean in zip(table.arms, table.means, strict=True)
        if mean is not None
    )
    chart = add_chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, data, box, f"{title}: {words}.")
    chart.has_legend = False
    plot = chart.plots[0]
    plot.gap_width = 80
    plot.series[0].format.fill.solid()
    plot.series[0].format.fill.fore_color.rgb = colour(ARM_COLOURS[1])
    plot.series[0].invert_if_negative = False
    add_error_bars(plot.series[0], table.below, table.above)
    quiet_axis(chart.value_axis, grid=True, title=title, number_format=table.number_format)
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = table.reach
    quiet_axis(chart.category_axis, grid=False)
    chart.category_axis.reverse_order = True
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH


def _waterfall(slides: Slides, falls: Waterfall) -> None:
    data = CategoryData(number_format="#,##0")
    data.categories = [step.label for step in falls.steps]
    data.add_series("blank below the bar", [step.hidden for step in falls.steps])
    for kind in KINDS:
        for side in ("above", "below"):
            heights = [getattr(step, side) if step.colour_kind == kind else 0 for step in falls.steps]
            data.add_series(f"{kind}, {side} zero", heights)
    slide = slides.add(
        falls.finding, "Shapley’s value of each driver of profit, money per run; exact to the cent."
    )
    words = f"Waterfall: {'; '.join(step.label for step in falls.steps)}."
    chart = add_chart(slide, XL_CHART_TYPE.COLUMN_STACKED, data, BODY, words)
    chart.has_legend = False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 40, 100
    without_fill(plot.series[0])
    for i, series in enumerate(list(plot.series)[1:]):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour(COLOURS[KINDS[i // 2]])
        series.invert_if_negative = False
    quiet_axis(chart.value_axis, grid=True, title="money per run", number_format="#,##0")
    quiet_axis(chart.category_axis, grid=False)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    upright_labels(chart.category_axis)
    add_foot(
        slide,
        "Each bar is what one driver adds (blue) or takes (orange); drivers that do not differ are left out",
    )


def _case(slides: Slides, comparison: Comparison) -> None:
    texts = [f"{headline_case(name)}: {text}" for name, text in told(comparison)[1:4] if text]
    if texts:
        add_text(slides.add("The case, and what to watch", "\n".join(texts)), texts, BODY)


def _how_made(slides: Slides, source: ExportSource) -> None:
    facts = [f"{headline_case(name)}: {value}" for name, value in how_made(source)]
    slide = slides.add("How these results were made", "\n".join(facts))
    add_text(slide, [short(fact, 600) for fact in facts], BODY, (18, 11))
