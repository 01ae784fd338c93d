"""Part A of the catalogue: cycles of the market."""

from typing import Final

from analysis.catalogue.row import Claim, Row

CYCLES: Final = (
    Row(
        "A1",
        "Product life cycle",
        "sales trace an S-curve and later fall, though nobody scripted the phases",
        (
            Claim(
                "Product life cycle",
                "outcome",
                "needs drift, adoption",
                "cycles/test_adoption",
                ("cycles/adoption",),
            ),
            Claim("Needs drift", "law", "needs drift", "cycles/test_needs_drift", ("cycles/needs_drift",)),
            Claim("Replacement", "law", "replacement", "cycles/test_replacement", ("cycles/replacement",)),
            Claim("Awareness", "law", "awareness", "customers/test_awareness", ("customers/awareness",)),
        ),
    ),
    Row(
        "A2",
        "CRM by phase",
        "CRM that follows the phase of the life cycle beats CRM that is blind to it",
        (
            Claim(
                "CRM by phase",
                "choice",
                "CRM by phase against the same budget blind to it",
                "crm/test_phase_aware",
                choices=("budgets/phase_aware",),
            ),
            Claim(
                "Conversion of existing customers",
                "law and choice",
                "its law",
                "crm/test_existing_customer_conversion",
                ("crm/existing_customer_conversion",),
            ),
            Claim(
                "Objection management",
                "law and choice",
                "objection management",
                "crm/test_objection_management",
                ("crm/objection_management",),
            ),
            Claim(
                "Need sensing",
                "law and choice",
                "need sensing",
                "crm/test_need_sensing",
                ("crm/need_sensing",),
            ),
        ),
    ),
    Row(
        "A3",
        "Improvement or innovation",
        "in decline only a new generation, brought in time, keeps the base",
        (
            Claim(
                "Improvement or innovation",
                "law and choice",
                "innovation",
                "cycles/test_succession",
                ("cycles/innovation",),
                (
                    "rescue/price",
                    "rescue/promotion",
                    "rescue/channel",
                    "product/fixed",
                    "product/on_decline",
                    "product/before_decline",
                ),
            ),
            Claim(
                "Innovation within a cycle",
                "law",
                "innovation",
                "cycles/test_innovation",
                ("cycles/innovation",),
            ),
        ),
    ),
)
