"""Rows of the catalogue that the model shows, and the claim test of each."""

from typing import NamedTuple


class Row(NamedTuple):
    """One line of the table of claims."""

    row: str
    name: str
    kind: str
    """law, choice or outcome."""
    off: str
    """What is switched off in the claim test."""
    test: str


def _row(row: str, name: str, kind: str, off: str, test: str) -> Row:
    return Row(row, name, kind, off, f"tests/claims/{test}.py")


ROWS: tuple[Row, ...] = (
    _row("A1", "Product life cycle", "outcome", "needs drift, adoption", "cycles/test_adoption"),
    _row(
        "A2",
        "CRM by phase",
        "choice",
        "CRM by phase against the same budget blind to it",
        "crm/test_phase_aware",
    ),
    _row(
        "A2",
        "Conversion of existing customers",
        "law and choice",
        "its law",
        "crm/test_existing_customer_conversion",
    ),
    _row(
        "A2",
        "Objection management",
        "law and choice",
        "objection management",
        "crm/test_objection_management",
    ),
    _row("A2", "Need sensing", "law and choice", "need sensing", "crm/test_need_sensing"),
    _row("A3", "Improvement or innovation", "law and choice", "innovation", "cycles/test_succession"),
    _row("B1", "Satisfaction", "law", "satisfaction", "customers/test_satisfaction"),
    _row(
        "B2", "Attitudinal and behavioural loyalty", "law", "loyalty (conversion)", "customers/test_loyalty"
    ),
    _row("B2", "Loyalty programme", "law and choice", "loyalty programme", "crm/test_loyalty_programme"),
    _row("B3", "Retention", "outcome", "retention (response to spending)", "crm/test_retention"),
    _row("B3", "Retention without a contract", "law", "dropout", "customers/test_dropout"),
    _row("B4", "Contribution with referrals", "law", "referral", "customers/test_referral"),
    _row("B4", "Cost to serve", "law", "cost to serve", "customers/test_cost_to_serve"),
    _row("B5", "Word of mouth", "law", "word of mouth", "customers/test_word_of_mouth"),
    _row(
        "B6",
        "Three dimensions of service",
        "law and choice",
        "service dimensions",
        "customers/test_service_dimensions",
    ),
    _row("B7", "Latent needs", "law", "latent needs", "customers/test_latent_needs"),
    _row("B8", "Uncertain demand", "law", "uncertain demand", "customers/test_uncertain_demand"),
    _row("B9", "Split loyalty", "law and choice", "split loyalty", "customers/test_split_loyalty"),
    _row(
        "B10",
        "Stages of the relationship",
        "law and choice",
        "relationship stages, early warning",
        "crm/test_relationship_stages",
    ),
    _row("B11", "Loyalty x value", "outcome", "loyalty", "customers/test_quadrants"),
    _row("B12", "Fairness", "law", "fairness", "customers/test_fairness"),
    _row("B13", "Differentiation dulls price", "law", "differentiation", "customers/test_differentiation"),
    _row("B14", "Who the customer is", "law", "customer classes", "customers/test_customer_classes"),
    _row("C1", "New customers or old", "choice", "retention (response to spending)", "crm/test_retention"),
    _row(
        "C2",
        "Value segmentation",
        "choice",
        "tiers by another measure at the same spending",
        "crm/test_value_segmentation",
    ),
    _row("C2", "Credit standing", "law", "credit standing", "crm/test_credit_standing"),
    _row(
        "C3",
        "Relationship strategy per tier",
        "law and choice",
        "relationship strategy",
        "crm/test_relationship_strategy",
    ),
    _row("C4", "One to one", "law and choice", "one to one", "crm/test_one_to_one"),
    _row("C5", "One view of the customer", "law and choice", "customer view", "crm/test_customer_view"),
    _row("C6", "Complaints and recovery", "law and choice", "complaints", "crm/test_complaints"),
    _row("C6", "Call centre", "law and choice", "call centre", "crm/test_call_centre"),
    _row("C7", "CRM programmes", "law and choice", "CRM programme", "crm/test_crm_programme"),
    _row("C8", "Sales incentives", "law and choice", "sales incentives", "crm/test_sales_incentives"),
    _row("C9", "Hand-overs and duplicate courting", "law", "hand-overs", "crm/test_hand_overs"),
    _row("C10", "Orientations", "choice", "orientation, at the same budget", "firms/test_orientations"),
    _row("D1", "Six channel types and face to face", "law", "channel types", "channels/test_channel_types"),
    _row("D1", "Returns", "law", "returns", "channels/test_returns"),
    _row("D1", "Failed contacts", "law", "failed contacts", "channels/test_failed_contacts"),
    _row(
        "D2",
        "Routes for groups of customers",
        "law and choice",
        "segment routes",
        "channels/test_segment_routes",
    ),
    _row(
        "D2",
        "Tasks through the channel that does each best",
        "choice",
        "task channels",
        "channels/test_computer_activity_channels",
    ),
    _row(
        "D3", "Tasks over the relationship", "law and choice", "task channels", "channels/test_task_channels"
    ),
    _row("D3", "Use of several channels", "law", "multichannel use", "channels/test_multichannel_use"),
    _row(
        "D4",
        "Integration and consistency",
        "law and choice",
        "channel integration",
        "channels/test_channel_integration",
    ),
    _row(
        "D6",
        "Migration of customers",
        "law and choice",
        "channel migration",
        "channels/test_channel_migration",
    ),
    _row("D7", "Trade structure", "law and choice", "trade structure", "channels/test_trade_structure"),
    _row("E8", "Entry and exit", "law", "entry and exit", "firms/test_entry_and_exit"),
)
