"""Part C of the catalogue: customer relationship management."""

from typing import Final

from analysis.catalogue.row import Claim, Row

CRM: Final = (
    Row(
        "C1",
        "New customers or old",
        "all for winning leads first and ends behind",
        (
            Claim(
                "New customers or old",
                "choice",
                "retention (response to spending)",
                "crm/test_retention",
                choices=("budgets/fixed", "budgets/adaptive"),
            ),
        ),
    ),
    Row(
        "C2",
        "Value segmentation",
        "value is concentrated, and the wrong measure of it misallocates",
        (
            Claim(
                "Value segmentation",
                "choice",
                "tiers by another measure at the same spending",
                "crm/test_value_segmentation",
                choices=("tiers/lifetime_value", "tiers/growth", "tiers/service_tiers"),
            ),
            Claim(
                "Credit standing",
                "law and choice",
                "credit standing",
                "crm/test_credit_standing",
                ("crm/credit_standing",),
                ("tiers/abc_credit",),
            ),
        ),
    ),
    Row(
        "C3",
        "Relationship strategy per tier",
        "resources by tier earn more than the same for all",
        (
            Claim(
                "Relationship strategy per tier",
                "law and choice",
                "relationship strategy",
                "crm/test_relationship_strategy",
                ("crm/relationship_strategy",),
                ("tiers/abc",),
            ),
        ),
    ),
    Row(
        "C4",
        "One to one",
        "offers made to measure pay with tenure; the data are the advantage",
        (
            Claim(
                "One to one",
                "law and choice",
                "one to one",
                "crm/test_one_to_one",
                ("crm/one_to_one",),
                ("personalisation/one_to_one",),
            ),
        ),
    ),
    Row(
        "C5",
        "One view of the customer",
        "a firm acts on its records: better data, better targeting",
        (
            Claim(
                "One view of the customer",
                "law and choice",
                "customer view",
                "crm/test_customer_view",
                ("crm/customer_view",),
                ("care/likely_leavers", "care/segments"),
            ),
        ),
    ),
    Row(
        "C6",
        "Complaints, recovery, call centre",
        "overload makes people wait and leave; an answer beats silence",
        (
            Claim(
                "Complaints and recovery",
                "law and choice",
                "complaints",
                "crm/test_complaints",
                ("crm/complaints",),
                ("recovery/answering",),
            ),
            Claim(
                "Call centre",
                "law and choice",
                "call centre",
                "crm/test_call_centre",
                ("crm/call_centre",),
                ("call_centre/staffed",),
            ),
        ),
    ),
    Row(
        "C7",
        "CRM programmes",
        "most fail with typical readiness; stages, quick wins and evaluation cut that",
        (
            Claim(
                "CRM programmes",
                "law and choice",
                "CRM programme",
                "crm/test_crm_programme",
                ("crm/crm_programme",),
                ("programme/rollout",),
            ),
        ),
    ),
    Row(
        "C8",
        "Sales incentives",
        "pay for volume fills the channel and loses trade customers later",
        (
            Claim(
                "Sales incentives",
                "law and choice",
                "sales incentives",
                "crm/test_sales_incentives",
                ("crm/sales_incentives",),
                ("incentives/pay",),
            ),
        ),
    ),
    Row(
        "C9",
        "Hand-overs",
        "leads leak, and known customers are courted as new",
        (
            Claim(
                "Hand-overs and duplicate courting",
                "law",
                "hand-overs",
                "crm/test_hand_overs",
                ("crm/hand_overs",),
            ),
        ),
    ),
    Row(
        "C10",
        "Orientation",
        "what a firm should live by turns over from a seller's to a buyer's market",
        (Claim("Orientations", "choice", "orientation, at the same budget", "firms/test_orientations"),),
    ),
)
