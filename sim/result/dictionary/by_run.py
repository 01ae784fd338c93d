"""Columns of the table `outcome`: what each firm comes to in a run, one row per firm."""

from typing import Final

from sim.result.columns import Column, Table

OUTCOME: Final = "outcome"
_NO_SALES: Final = "nobody bought anything in the last year"

OUTCOMES: Final = Table(
    "firm, over the whole run",
    (
        Column("firm", "text", "name", "firm, by its id in the scenario"),
        Column("profit_cents", "integer", "cents", "profit of the whole run"),
        Column("revenue_cents", "integer", "cents", "revenue of the whole run"),
        Column("units", "integer", "count", "units sold in the whole run"),
        Column("won", "integer", "count", "customers won who had never been customers of the firm"),
        Column("lost", "integer", "count", "customers lost"),
        Column("won_back", "integer", "count", "lost customers who came back"),
        Column(
            "marketing_cents",
            "integer",
            "cents",
            "cost of advertising, acquisition, retention, win-back and care",
        ),
        Column(
            "cost_of_sales", "number", "share", "cost of channels over revenue", "the firm had no revenue"
        ),
        Column("customers_end", "integer", "count", "customers at the end"),
        Column(
            "satisfaction_end", "number", "index 0-100", "mean satisfaction at the end", "it has no customers"
        ),
        Column(
            "attitudinal_loyalty_end",
            "number",
            "share",
            "mean attitudinal loyalty at the end, 0 to 1",
            "it has no customers",
        ),
        Column("survived", "switch", "yes or no", "whether the firm was not bankrupt at the end"),
        Column("share_end", "number", "share", "share of all units of the last year", _NO_SALES),
        Column(
            "behavioural_loyalty",
            "number",
            "share",
            "mean over the last year of the share of earlier customers' purchases that came back",
            "none of them bought anything",
        ),
        Column(
            "retention",
            "number",
            "share",
            "chance that a customer is still one a year later, from the losses of the whole run",
            "it had no customers",
        ),
    ),
    timed=False,
)
