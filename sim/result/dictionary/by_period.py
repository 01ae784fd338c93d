"""Tables with a row per period and something."""

from typing import Final

from sim.result.dictionary.columns import FIRM, Column, Table, cents, count, number, text

_NO_CUSTOMERS: Final = "the firm has no customers"
_NO_SALES: Final = "nobody bought anything in the period"

BY_PERIOD: Final[dict[str, Table]] = {
    "firm": Table(
        "period and firm",
        (
            FIRM,
            Column(
                "status",
                "text",
                "category",
                "waiting (not yet in the market), active or bankrupt, at the end of the period",
            ),
            count(
                "customers",
                "people in a running relationship with the firm: stages welcome to intensive care",
            ),
            count("units", "units sold"),
            count("units_new", "units sold to people who had never bought from the firm"),
            count("units_kept", "units sold to its customers"),
            count("units_won_back", "units sold to people it had lost"),
            cents("revenue", "paid by customers, after discounts"),
            cents("production", "cost of making the units sold"),
            cents(
                "transaction",
                "commissions, supply of the trade and further cost of each sale, all channels",
            ),
            cents("infrastructure", "cost of keeping channels open, and of routes for groups"),
            cents("contacts", "cost of contacts, by channel, where tasks have channels of their own"),
            cents("advertising", "spent on being known"),
            cents("acquisition", "spent on winning customers"),
            cents("retention", "spent on keeping customers"),
            cents("win_back", "spent on winning lost customers back"),
            cents("care", "spent on intensive care and personal offers, discounts aside"),
            cents(
                "relationship",
                "spent on customers by tier, offers made to measure, salespeople's pay, the trade",
            ),
            cents(
                "service",
                "spent on service: contacts, staff, process, authority, call centre, answers to complaints",
            ),
            cents(
                "programmes",
                "spent on programmes: conversion, objection management, need sensing, CRM, joining channels"
                " and helping people to use them",
            ),
            cents("bad_debt", "revenue that customers never paid"),
            cents("research", "spent on research and development"),
            cents("fixed", "fixed cost of being in the market, and of own shops"),
            cents("setup", "cost of entering the market"),
            cents("profit", "revenue less all costs above, exact"),
            cents("cash", "cash at the end of the period"),
            cents("discount", "given off the list price, less surcharges; revenue is already without it"),
            Column(
                "list_price_cents",
                "number",
                "cents",
                "mean list price of what the firm has on offer",
                "the firm offers nothing",
            ),
            Column("share", "number", "share", "share of the units that all firms sold", _NO_SALES),
            Column(
                "revenue_share",
                "number",
                "share",
                "share of the revenue of all firms",
                "no firm had any revenue",
            ),
            count("won", "customers won who had never been customers of the firm"),
            count("lost", "customers lost"),
            count("won_back", "lost customers who came back"),
            count("referred", "customers won who had been sent by another customer"),
            count("contacts", "service contacts of its customers"),
            count("complaints", "failures that customers complained about"),
            count("complaints_answered", "complaints that were answered"),
            Column(
                "satisfaction",
                "number",
                "index 0-100",
                "mean satisfaction of the firm's customers",
                _NO_CUSTOMERS,
            ),
            Column(
                "attitudinal_loyalty",
                "number",
                "share",
                "mean wish of its customers to buy again, 0 to 1",
                _NO_CUSTOMERS,
            ),
            Column(
                "behavioural_loyalty",
                "number",
                "share",
                "of the purchases of people whose last purchase was from the firm, the share that was again",
                "none of them bought anything",
            ),
            count("praise", "messages in the firm's favour that people told others"),
            count("warnings", "messages against the firm that people told others"),
            Column(
                "phase",
                "text",
                "category",
                "phase of the firm's life cycle as it estimates it itself, from its own sales so far",
            ),
        ),
    ),
    "channel": Table(
        "period, firm and channel",
        (
            FIRM,
            text("channel", "channel, by its id in the scenario"),
            count("units", "units sold through it"),
            cents("revenue", "revenue through it"),
            cents("transaction", "commissions and further cost of its sales"),
            cents("infrastructure", "cost of keeping it open, and its part of routes for groups"),
            count("turned_away", "contacts that its capacity could not serve"),
            count("contacts", "contacts of any task; 0 where tasks have no channels of their own"),
            cents("contacts", "what they cost"),
            count("unresolved", "contacts that failed and were given up"),
            count("spilled", "contacts that failed and were made again in another channel"),
            count("returned", "orders bought through it that came back and were exchanged"),
        ),
    ),
    "task": Table(
        "period, firm, channel and task; no rows where tasks have no channels of their own",
        (
            FIRM,
            text("channel", "channel, by its id in the scenario"),
            text(
                "task",
                "communication, advice, sale, installation, after_sale or account_care",
            ),
            count("contacts", "contacts about it; of a sale, purchases"),
            cents("contacts", "what they cost, commissions and the like aside"),
        ),
    ),
    "journey": Table(
        "year, firm, channel of advice and channel of purchase; only what happened",
        (
            count("year", "year of the run, from 0; the last may be cut short", "index"),
            FIRM,
            text(
                "advised_in",
                "channel where advice was taken; nowhere = needed and not found, not_needed = none needed",
            ),
            text("bought_in", "channel of the purchase"),
            count("purchases", "purchases from the firm that went this way"),
        ),
        timed=False,
    ),
    "segment": Table(
        "period, firm and segment",
        (
            FIRM,
            text("segment", "segment, by its id in the scenario"),
            count("customers", "customers of the firm in the segment"),
            count("units", "units sold to the segment"),
            cents("revenue", "revenue from the segment"),
            cents("production", "cost of making the units sold to it"),
            cents("transaction", "commissions and further cost of its sales"),
            cents("contribution", "revenue less production and transaction cost, exact"),
            count("won", "customers won in the segment who had never been customers of the firm"),
            count("lost", "customers lost"),
            count("won_back", "lost customers who came back"),
        ),
    ),
    "category": Table(
        "period",
        (
            count("units", "units that all firms sold"),
            cents("revenue", "revenue of all firms"),
            count("first_purchases", "people who bought in the category for the first time"),
            count("owners", "people who own, or have ever bought in the category"),
            Column("penetration", "number", "share", "owners over all people", "there are no people"),
            Column(
                "phase_raw", "text", "category", "phase of the category before smoothing, from sales so far"
            ),
            Column("phase", "text", "category", "phase of the category, from sales so far"),
            Column(
                "herfindahl",
                "number",
                "index 0-1",
                "concentration: sum of the firms' squared shares of units",
                _NO_SALES,
            ),
            Column("mean_price_cents", "number", "cents", "revenue per unit", _NO_SALES),
            count("occasions", "occasions to buy"),
            count("waited", "occasions at which nothing on offer was bought"),
        ),
    ),
    "generation": Table(
        "period and generation",
        (
            text("generation", "generation of products, by its id in the scenario"),
            count("units", "units sold of it, all firms"),
        ),
    ),
    "stage": Table(
        "period, firm and stage of the relationship",
        (
            FIRM,
            Column(
                "stage",
                "text",
                "category",
                "attraction, welcome, acquaintance, account_management, intensive_care or lost",
            ),
            count("customers", "people in this stage of their relationship with the firm"),
        ),
    ),
    "tier": Table(
        "period, firm and tier of customers; no rows if no firm has tiers",
        (
            FIRM,
            count("tier", "number of the tier that the firm put them into, 0 = none, 1 = the first"),
            count("customers", "customers of the firm in the tier"),
            count("units", "units sold to people of the tier"),
            count("lost", "customers lost"),
            cents("revenue", "revenue from the tier"),
            Column(
                "satisfaction",
                "number",
                "index 0-100",
                "mean satisfaction of its customers",
                "it has no customers",
            ),
        ),
    ),
    "practice": Table(
        "period and firm",
        (
            FIRM,
            number("data_quality", "share", "share of customers whose records are usable"),
            number(
                "integration", "share", "share of other departments' files that reach the one that decides"
            ),
            number("call_load", "ratio", "calls relative to what the agents can answer; 0 = no limit"),
            number("wait_minutes", "minutes", "mean time that calls wait, in the tier that waits longest"),
            number("backlog", "count", "calls that still wait at the end of the period"),
            number("given_up", "share", "calls in which the caller hangs up, in the tier where most do"),
            number("programme_progress", "share", "work on the CRM programme that is done"),
            number("programme_capability", "share", "what the programme delivers, relative to the most"),
            number("needs_known", "share", "how far the firm knows how voiced needs have moved"),
            number("latent_needs_known", "share", "how far the firm knows the latent needs"),
            number("sold_on", "units", "units of its goods that trade customers sold on"),
            number("stocked", "units", "units of its goods that trade customers have in stock, at the end"),
            number(
                "cooperation",
                "share",
                "co-operation where it goes furthest in the trade, 0 = adversary, 1 = partner",
            ),
            number(
                "dependence", "share", "trade sales that the firm would lose with its largest trade customers"
            ),
            number("demanded", "share", "discount that trade customers get by their power, mean over units"),
            cents("courted_twice", "spent on courting its own customers as if they were strangers"),
            count("showroomed", "advice that it gave to people who bought elsewhere or not at all"),
            cents("showroom", "what that advice cost"),
        ),
    ),
    "switching": Table(
        "period, supplier before and supplier now",
        (
            text("origin", "firm of the previous purchase; none = this is the first"),
            text("destination", "firm of the purchase"),
            count("purchases", "purchases of people who came this way"),
        ),
    ),
}
