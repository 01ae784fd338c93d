"""Charts of channels say what the tables say, add up, and stand odd data."""

from dataclasses import replace

import numpy as np
import pytest

from analysis import figures
from analysis.figures.channel_courses import conflicts, in_each_others_way
from analysis.measures.channels import CHANNEL_COSTS, STEPS, costs_of_channels, economics, has_tasks, served
from analysis.report.sections import channel_use
from sim.mechanisms.channels.channel_types import Task

CHANNEL_CHARTS = (
    figures.channel_economics,
    figures.channel_tasks,
    figures.journeys,
    figures.sales_by_channel,
    figures.contacts_by_channel,
    figures.channel_conflict,
)
FIRM = "Northwind"


def finding(figure):
    return figure.layout.meta["finding"]


def having(comparison, **changed):
    """The comparison with some tables changed by functions of them."""
    tables = {name: change(comparison.tables[name]) for name, change in changed.items()}
    return replace(comparison, tables={**comparison.tables, **tables})


def without_contacts(comparison):
    none = {"contacts": 0, "contacts_cents": 0}
    return having(
        comparison,
        task=lambda table: table.assign(**none),
        channel=lambda table: table.assign(**none, units=0, unresolved=0, spilled=0),
        firm=lambda table: table.assign(units=0, revenue_cents=0, contacts_cents=0),
        journey=lambda table: table[table.purchases < 0],
    )


def test_steps_from_revenue_to_profit_are_the_books_to_the_cent(comparison):
    books = economics(comparison)
    firm = comparison.tables["firm"]
    own = firm[firm.firm == FIRM].groupby(["arm", "replication"]).sum(numeric_only=True)
    for name in ("revenue_cents", *STEPS, "profit_cents"):
        assert (books[name] == own[name]).all()
    assert (books.revenue_cents - books[[*STEPS]].sum(axis=1) == books.contribution_cents).all()
    assert (books.contribution_cents - books.other_cents == own.profit_cents).all()
    others = [
        name
        for name in own
        if name.endswith("_cents")
        and name not in {"revenue_cents", "profit_cents", "cash_cents", "discount_cents", "list_price_cents"}
        and name not in STEPS
    ]
    assert (books.other_cents == own[others].sum(axis=1)).all()


def test_contacts_of_tasks_cost_what_the_books_say(comparison):
    task = comparison.tables["task"]
    own = task[task.firm == FIRM].groupby(["arm", "replication"]).contacts_cents.sum()
    assert (own == economics(comparison).contacts_cents).all()


def test_the_waterfall_ends_at_what_its_steps_leave(comparison):
    base, best = figures.channel_economics(comparison).data
    for bars in (base, best):
        assert bars.x[-1] == pytest.approx(sum(bars.x[:-1]))
    revenue = economics(comparison).revenue_cents[comparison.arms[0]].mean() / 100
    assert base.x[0] == pytest.approx(revenue)


def test_the_table_of_economics_has_every_arm_and_the_difference_with_its_interval(comparison):
    meta = figures.channel_economics(comparison).layout.meta
    rows = {row[0]: row[1:] for row in meta["table"]["rows"]}
    assert len(meta["table"]["columns"]) == 1 + 3 + 1
    books = economics(comparison).loc[comparison.arms[1]].mean()
    assert rows["contribution"][1] == f"{books.contribution_cents / 100:,.2f}"
    assert "95% CI" in rows["channel cost, share of revenue"][-1]
    assert "channel cost per sale" in meta["finding"]


def test_rates_are_costs_over_what_they_are_for(comparison):
    run, (books, rates) = (comparison.arms[0], 0), (economics(comparison), costs_of_channels(comparison))
    cost = sum(books.loc[run, name] for name in CHANNEL_COSTS)
    assert rates.loc[run, "channel_cost_share"] == pytest.approx(cost / books.loc[run, "revenue_cents"])
    assert rates.loc[run, "cost_per_sale_cents"] == pytest.approx(cost / books.loc[run, "units"])
    task, channel = (comparison.tables[name] for name in ("task", "channel"))
    task, channel = (
        table[(table.firm == FIRM) & (table.arm == run[0]) & (table.replication == 0)]
        for table in (task, channel)
    )
    came_to_something = (
        task[task.task != "sale"].contacts.sum() - (channel.unresolved + channel.spilled).sum()
    )
    assert served(comparison)[run] == came_to_something > 0
    face_to_face = task[task.channel == "telephone"].contacts.sum()  # which is of that type here
    assert rates.loc[run, "face_to_face_contacts"] == face_to_face > 0


def test_older_results_know_nothing_of_contacts_but_what_a_sale_costs(comparison):
    tables = {name: table for name, table in comparison.tables.items() if name not in {"task", "journey"}}
    tables["firm"] = tables["firm"].drop(columns="contacts_cents")
    older = replace(comparison, tables=tables)
    rates = costs_of_channels(older)
    assert rates.cost_per_sale_cents.notna().all()
    assert rates[["cost_per_contact_cents", "face_to_face_contacts"]].isna().all(axis=None)
    assert not has_tasks(older)
    assert channel_use(older) == []


def test_tasks_without_channels_of_their_own_have_no_section(comparison):
    assert channel_use(having(comparison, task=lambda table: table.iloc[:0])) == []


def test_shares_of_a_task_make_a_whole(comparison):
    for heat in figures.channel_tasks(comparison).data:
        assert np.sum(heat.z, axis=0) == pytest.approx(np.full(len(Task), 100.0), abs=1e-3)


def test_every_task_and_channel_is_in_the_table_of_tasks(comparison):
    rows = figures.channel_tasks(comparison).layout.meta["table"]["rows"]
    assert len(rows) == 3 * len(Task) * 3
    counted = sum(int(row[3].replace(",", "")) for row in rows)
    task = comparison.tables["task"]
    assert counted == task[task.firm == FIRM].contacts.sum()


def test_all_purchases_are_in_the_diagram_of_journeys(comparison):
    for paths in figures.journeys(comparison).data:
        assert sum(paths.link.value) == pytest.approx(100, abs=1e-3)
        assert len(paths.node.label) == len(paths.node.color)
        assert max(paths.link.target) == len(paths.node.label) - 1


def test_small_journeys_are_drawn_as_one_and_stand_in_the_table(comparison):
    figure = figures.journeys(comparison)
    (small,) = (label for label in figure.data[0].node.label[:6] if label.startswith("small journeys"))
    assert small
    rows = figure.layout.meta["table"]["rows"]
    assert len(rows) == 3 * 5 * 3
    assert len(figure.data[0].link.value) < 5 * 3


def test_a_channel_called_other_is_no_small_journey(comparison):
    names = {"telephone": "other"}
    renamed = having(
        comparison,
        journey=lambda table: table.assign(
            advised_in=table.advised_in.replace(names), bought_in=table.bought_in.replace(names)
        ),
    )
    channels = {names.get(name, name): kind for name, kind in comparison.scenario.channels.items()}
    scenario = type(comparison.scenario)(**{**vars(comparison.scenario), "channels": channels})
    labels = figures.journeys(replace(renamed, scenario=scenario)).data[0].node.label
    assert sum(label.startswith("other ") for label in labels) == 2
    assert sum(label.startswith("small journeys ") for label in labels) == 2


def test_the_share_that_buys_elsewhere_is_of_those_who_were_advised(comparison):
    journey = comparison.tables["journey"]
    own = journey[(journey.firm == FIRM) & (journey.arm == comparison.arms[0])]
    advised = own[~own.advised_in.isin(["nowhere", "not_needed"])]
    crossed = advised[advised.advised_in != advised.bought_in]
    share = crossed.groupby("replication").purchases.sum() / advised.groupby("replication").purchases.sum()
    assert f"{share.mean():.0%} under “{comparison.arms[0]}”" in finding(figures.journeys(comparison))


@pytest.mark.parametrize("chart", [figures.sales_by_channel, figures.contacts_by_channel])
def test_shares_of_channels_make_a_whole_at_every_moment(chart, comparison):
    lines = [
        line
        for line in chart(comparison).data
        if line.mode == "lines+markers" and line.name == "price rescue"
    ]
    assert len(lines) == 3
    assert np.sum([line.y for line in lines], axis=0) == pytest.approx(np.full(48, 100.0), abs=1e-3)


def test_failures_are_shares_of_contacts_that_are_no_sales(comparison):
    table = in_each_others_way(comparison)
    assert ((table.spilled >= 0) & (table.spilled < 1)).all()
    run = table[(table.arm == comparison.arms[0]) & (table.replication == 0)]
    channel = comparison.tables["channel"]
    own = channel[
        (channel.firm == FIRM) & (channel.arm == comparison.arms[0]) & (channel.replication == 0)
    ].groupby("period")
    task = comparison.tables["task"]
    made = task[
        (task.firm == FIRM)
        & (task.arm == comparison.arms[0])
        & (task.replication == 0)
        & (task.task != "sale")
    ].groupby("period")
    spilled, contacts = (
        counts.rolling(3, min_periods=1).sum() for counts in (own.spilled.sum(), made.contacts.sum())
    )
    wanted = spilled / contacts
    assert run.spilled.to_numpy() == pytest.approx(wanted.to_numpy())


def test_only_conflicts_that_move_are_shown(comparison):
    shown = {measure.column for measure in conflicts(comparison)}
    assert "integration" not in shown
    assert {"showroomed", "spilled"} <= shown


@pytest.mark.parametrize("name", ["channel-economics", "journeys", "channel-tasks", "channel-sales"])
def test_the_section_has_its_charts(name, comparison):
    (section,) = channel_use(comparison)
    assert name in {chart.name for chart in section.charts}


def test_a_market_without_contacts_still_has_its_section(comparison):
    (section,) = channel_use(without_contacts(comparison))
    names = {chart.name for chart in section.charts}
    assert "journeys" not in names
    said = " ".join(chart.finding for chart in section.charts)
    assert "no sales" in said
    assert "no revenue" in said
    assert "nan" not in said


def test_one_channel_takes_everything(comparison):
    def shop(table):
        return table[table.channel == "traditional_retail"]

    lone = having(
        comparison,
        task=shop,
        channel=shop,
        journey=lambda table: table[
            (table.advised_in == "traditional_retail") & (table.bought_in == "traditional_retail")
        ],
    )
    scenario = type(comparison.scenario)(
        **{
            **vars(comparison.scenario),
            "channels": {"traditional_retail": comparison.scenario.channels["traditional_retail"]},
        }
    )
    (section,) = channel_use(replace(lone, scenario=scenario))
    journeys = next(chart for chart in section.charts if chart.name == "journeys")
    assert "0%, the same under both arms" in journeys.finding


def test_a_bankrupt_firm_is_told_by_its_last_year_with_sales(comparison):
    def ended(table):
        late = table.period >= 24
        amounts = {
            name: table[name].where(~late, 0)
            for name in ("units", "contacts", "contacts_cents", "revenue_cents", "spilled", "unresolved")
            if name in table
        }
        return table.assign(**amounts)

    gone = having(comparison, channel=ended, task=ended, firm=ended)
    for chart in (figures.sales_by_channel, figures.contacts_by_channel):
        figure = chart(gone)
        assert "in the last year with any: " in finding(figure)
        line = next(trace for trace in figure.data if trace.mode == "lines+markers")
        assert np.isnan(line.y[-1])


def test_an_arm_whose_tasks_have_no_channels_is_left_blank(comparison):
    def first(table):
        return table[table.arm == comparison.arms[0]]

    for chart in CHANNEL_CHARTS:
        assert finding(chart(having(comparison, task=first, journey=first)))
