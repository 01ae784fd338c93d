"""The section on what the focus firm's channels do, how buyers pass through them, and what they cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis import figures
from analysis.figures.channel_courses import conflicts
from analysis.measures.channels import has_tasks
from analysis.pages.charts import Section, chart

if TYPE_CHECKING:
    from sim.experiment import Comparison


def channelling(comparison: Comparison) -> list[Section]:
    """One section, or none where tasks have no channels of their own."""
    if not has_tasks(comparison):
        return []
    charts = [
        chart("channel-economics", figures.channel_economics(comparison)),
        chart("channel-tasks", figures.channel_tasks(comparison)),
    ]
    if not comparison.tables["journey"].empty:
        charts.append(chart("journeys", figures.journeys(comparison)))
    charts.append(chart("channel-sales", figures.sales_by_channel(comparison)))
    charts.append(chart("channel-contacts", figures.contacts_by_channel(comparison)))
    if conflicts(comparison):
        charts.append(chart("channel-conflict", figures.channel_conflict(comparison)))
    words = (
        "Advice, sale, installation and service each go through the channel that suits the customer. What "
        "the channels cost, which does what, how buyers get from advice to purchase, what moves from one to "
        "another, and where channels get in each other’s way."
    )
    return [Section("channel-use", "Channels over the relationship", words, charts)]
