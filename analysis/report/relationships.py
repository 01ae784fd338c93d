"""The section on how the focus firm practises customer relationship management, as far as it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis import figures
from analysis.figures.practice import in_use
from analysis.measures.crm_programme import has_programme
from analysis.measures.summary import focus
from analysis.pages.charts import Section, chart

if TYPE_CHECKING:
    from sim.experiment import Comparison


def relationships(comparison: Comparison) -> list[Section]:
    """One section, or none where there is nothing of it to show."""
    tables, charts = comparison.tables, []
    if has_programme(comparison):
        charts.append(chart("programmes", figures.programme_failures(comparison)))
    if "practice" in tables and in_use(comparison):
        charts.append(chart("practice", figures.practice_over_time(comparison)))
    if "tier" in tables and has_tiers(comparison):
        charts.append(chart("tiers", figures.customers_by_tier(comparison)))
    if "quadrant" in tables:
        charts.append(chart("quadrants", figures.loyalty_by_value(comparison)))
    words = (
        "What the firm knows of its customers, how it answers them, whom it treats how, and which of them "
        "are loyal, valuable or both. A firm acts on its own records; how good they are is part of it."
    )
    return [Section("relationships", "Customer relationship management", words, charts)] if charts else []


def has_tiers(comparison: Comparison) -> bool:
    """Whether the focus firm has put anybody into a tier."""
    table = comparison.tables["tier"]
    return bool((table.tier[(table.firm == focus(comparison)) & (table.customers > 0)] > 0).any())
