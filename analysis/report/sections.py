"""The charts of a report in reading order, each with its words, its numbers and its data for the browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from analysis import figures
from analysis.figures.channel_courses import conflicts
from analysis.figures.practice import in_use
from analysis.figures.targets import targets
from analysis.measures.channels import has_tasks
from analysis.measures.crm_programme import has_programme
from analysis.measures.equity import has_values
from analysis.measures.summary import best_arm, contrasts, focus
from analysis.pages.charts import Chart, Section, chart
from analysis.style import spoken

if TYPE_CHECKING:
    from analysis.sensitivity import Tornado
    from sim.experiments.experiment import Comparison

MOST_BRIDGES: Final = 6


def sections(comparison: Comparison) -> list[Section]:
    """All sections in the order of an explanation; those that need two arms are left out for a single run."""
    compared = [_differences(comparison), _bridges(comparison)] if len(comparison.arms) > 1 else []
    if comparison.scenario.targets:
        compared.append(_targets(comparison))
    around = [
        _market(comparison),
        _customers(comparison),
        *relationships(comparison),
        *channel_use(comparison),
    ]
    return [*compared, *around, _value(comparison), _rivals(comparison), _timeline(comparison)]


def checks(comparison: Comparison) -> Section:
    """Charts of the appendix: whether more replications would change the answer."""
    words = "If the line is still climbing or falling at its right end, run more replications."
    several = len(comparison.arms) > 1 and comparison.replications > 1
    charts = [chart("convergence", figures.convergence(comparison))] if several else []
    return Section("convergence", "Are these enough replications?", words, charts)


def _differences(comparison: Comparison) -> Section:
    words = (
        f"Every arm is set against the baseline “{spoken(comparison.arms[0])}” in the same luck: the same "
        "customers meet the same chances, so a difference is the arms’ doing. An interval that crosses "
        "the zero line shows no difference."
    )
    return Section(
        "differences", "What the arms change", words, [chart("forest", figures.forest(comparison))]
    )


def _targets(comparison: Comparison) -> Section:
    words = (
        "What the scenario sets out to reach. A target is met when the whole 95% interval lies on its good "
        "side, missed when it lies on the other, and cannot be told in between."
    )
    return Section("targets", "Targets", words, [chart("targets", targets(comparison))])


def drivers(tornado: Tornado) -> Section:
    """The section on what drives the difference between two arms."""
    words = (
        "The same comparison in other markets: one feature is moved to its low and to its high end, alone. A "
        "feature that swings the difference past zero turns the advice."
    )
    return Section("drivers", "What drives the difference", words, [chart("drivers", tornado.figure())])


def _bridges(comparison: Comparison) -> Section:
    words = (
        "Each chart leads from the baseline’s profit to an arm’s and says where the money came from and "
        "went: which buyers, at what price, at what cost. The parts add up to the difference to the cent; "
        "what two drivers do together is shared evenly between them."
    )
    best = best_arm(contrasts(comparison))
    others = sorted(comparison.arms[1:], key=lambda arm: arm != best)[:MOST_BRIDGES]
    finished = comparison.tables["firm"].groupby("arm").replication.agg(set).to_dict()
    base = finished.get(comparison.arms[0], set())
    charts = [
        chart(f"bridge-{i}", figures.profit_bridge(comparison, arm))
        for i, arm in enumerate(others)
        if finished.get(arm, set()) & base
    ]
    section = Section("bridge", "Why: where the difference in profit comes from", words, charts)
    return _noting(comparison, section, {"which rival buyers came from": "source"})


def _market(comparison: Comparison) -> Section:
    words = (
        "Who sells, who earns and through which channels. Each firm keeps its colour, dash and mark in every "
        "chart; phases of the life cycle are recognised from sales alone."
    )
    charts = [
        chart("share", figures.share_fan(comparison)),
        chart("profit", figures.profit_fan(comparison)),
        chart("sales", figures.sales_with_phases(comparison)),
        chart("channels", figures.channel_mix(comparison)),
    ]
    return Section("market", "The market", words, charts)


def _customers(comparison: Comparison) -> Section:
    words = (
        "Satisfaction is what customers feel, attitudinal loyalty the wish to buy again, behavioural loyalty "
        "the share of earlier customers’ purchases that came back. Whether they stay shows cohort by cohort, "
        "and where they go in the matrix of purchases."
    )
    charts = [
        chart("stages", figures.customers_by_stage(comparison)),
        chart("loyalty", figures.satisfaction_and_loyalty(comparison)),
        chart("flows", figures.customer_flows(comparison)),
    ]
    tables = comparison.tables
    if "cohort" in tables:
        charts.append(chart("cohorts", figures.cohort_retention(comparison)))
    if "loyalty" in tables:
        charts.append(chart("loyalty-distribution", figures.loyalty_distribution(comparison)))
    if "switching" in tables:
        charts.append(chart("switching", figures.switching_matrix(comparison)))
    needs = {"retention by cohort": "cohort", "the distribution of loyalty": "loyalty"}
    needs |= {"switching between firms": "switching"}
    return _noting(comparison, Section("customers", "Customers and their loyalty", words, charts), needs)


def relationships(comparison: Comparison) -> list[Section]:
    """The section on the focus firm's customer relationship management; none where there is none of it."""
    tables, charts = comparison.tables, []
    if has_programme(comparison):
        charts.append(chart("programmes", figures.programme_failures(comparison)))
    if "practice" in tables and in_use(comparison):
        charts.append(chart("practice", figures.practice_over_time(comparison)))
    if "tier" in tables and _has_tiers(comparison):
        charts.append(chart("tiers", figures.customers_by_tier(comparison)))
    if "quadrant" in tables:
        charts.append(chart("quadrants", figures.loyalty_by_value(comparison)))
    words = (
        "What the firm knows of its customers, how it answers them, whom it treats how, and which of them "
        "are loyal, valuable or both. A firm acts on its own records; how good they are is part of it."
    )
    return [Section("relationships", "Customer relationship management", words, charts)] if charts else []


def _has_tiers(comparison: Comparison) -> bool:
    """Whether the focus firm has put anybody into a tier."""
    table = comparison.tables["tier"]
    return bool((table.tier[(table.firm == focus(comparison)) & (table.customers > 0)] > 0).any())


def channel_use(comparison: Comparison) -> list[Section]:
    """The section on what channels do and cost; none where tasks have no channels of their own."""
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


def _value(comparison: Comparison) -> Section:
    words = (
        "What customers bring and are worth, how much hangs on a few of them, whether spending more pays, "
        "and how bad it can get. Where luck alone could have made a difference, the title says so."
    )
    charts: list[Chart] = []
    valued = "segment" in comparison.tables and has_values(comparison)
    if valued:
        charts.append(chart("equity", figures.customer_equity(comparison)))
    if "value" in comparison.tables:
        charts.append(chart("value", figures.value_curve(comparison)))
    if len(comparison.arms) > 1:
        charts.append(chart("returns", figures.marginal_return(comparison)))
    charts.append(chart("risk", figures.profit_risk(comparison)))
    if len(comparison.arms) > 1:
        charts.append(chart("regret", figures.arm_regret(comparison)))
    section = _noting(
        comparison,
        Section("value", "Value and risk", words, charts),
        {"how unevenly customers contribute": "value"},
    )
    if valued:
        return section
    return replace(section, missing=["contribution and equity by segment", *section.missing])


def _rivals(comparison: Comparison) -> Section:
    words = (
        "Who earns most, whether the market becomes more concentrated, and what rivals do differently in "
        "answer to an arm."
    )
    charts = [chart("concentration", figures.concentration(comparison))]
    if len(comparison.arms) > 1 and len(comparison.scenario.firms) > 1:
        charts.insert(0, chart("standings", figures.standings(comparison)))
        charts.append(chart("reactions", figures.rivals_reactions(comparison)))
    return Section("rivals", "Rivals", words, charts)


def _timeline(comparison: Comparison) -> Section:
    words = (
        "One course of events in detail: the replication whose result is in the middle of all. It is an "
        "example, not a mean."
    )
    return Section(
        "timeline", "When what happened", words, [chart("timeline", figures.event_timeline(comparison))]
    )


def _noting(comparison: Comparison, section: Section, needs: Mapping[str, str]) -> Section:
    """Name what cannot be shown because the results were recorded without its table."""
    missing = [what for what, table in needs.items() if table not in comparison.tables]
    return replace(section, missing=missing)
