"""What the mechanisms of customer relationship management come to: the numbers that compiled loops read."""

from typing import Any, NamedTuple

from sim.scenario.scenario import Scenario


class CrmRates(NamedTuple):
    """Strength of every law of CRM, per period. Scalars are float64 unless said otherwise."""

    referral: bool
    """Whether those who refer are credited."""
    enrichment: float
    by_need: bool
    """Whether people differ in the contacts that they need, and contacts cost money."""
    contact_cost: int
    """Cents that a contact costs."""
    credit: bool
    """Whether bills may stay unpaid."""
    tiers: bool
    """Whether customers may be treated tier by tier."""
    one_to_one: bool
    """Whether interactions teach a firm anything about a customer."""
    teaching: float
    """Share of what is not yet known that one interaction teaches."""
    fit: float
    convenience: float
    complaints: bool
    """Whether people complain."""
    voice: float
    loyal_voice: float
    restoration: float
    forgiveness: float
    anger: float
    latent: int
    """Needs, the last ones, that are latent; 0 = none."""
    delight: float
    out_of_proportion: float
    carrying: bool
    """Whether attachment passes to a new generation only in part."""
    classes: bool
    """Whether segments see offers by rules of their own: by their class, or by routes made for them."""


def crm_rates_of(scenario: Scenario) -> CrmRates:
    """The numbers of a scenario's mechanisms of CRM for one period."""
    crm, people = scenario.mechanisms.crm, scenario.mechanisms.customers
    return CrmRates(
        referral=people.referral.is_on,
        enrichment=people.referral.strength * people.referral.enrichment,
        by_need=people.cost_to_serve.is_on,
        # Where contacts have channels of their own, they cost what the channel costs.
        contact_cost=0
        if scenario.mechanisms.channels.task_channels.is_on
        else round(100 * people.cost_to_serve.strength * people.cost_to_serve.contact),
        credit=crm.credit_standing.is_on,
        tiers=crm.relationship_strategy.is_on,
        carrying=crm.existing_customer_conversion.is_on,
        classes=people.customer_classes.is_on or scenario.mechanisms.channels.segment_routes.is_on,
        **_one_to_one(scenario),
        **_complaints(scenario),
        **_latent_needs(scenario),
    )


def _one_to_one(scenario: Scenario) -> dict[str, Any]:
    law = scenario.mechanisms.crm.one_to_one
    return {
        "one_to_one": law.is_on,
        "teaching": law.learning,
        "fit": law.strength * law.fit,
        "convenience": law.strength * law.convenience,
    }


def _complaints(scenario: Scenario) -> dict[str, Any]:
    law = scenario.mechanisms.crm.complaints
    return {
        "complaints": law.is_on,
        "voice": law.strength * law.voice,
        "loyal_voice": law.strength * law.loyal_voice,
        "restoration": law.restoration,
        "forgiveness": law.forgiveness,
        "anger": law.anger,
    }


def _latent_needs(scenario: Scenario) -> dict[str, Any]:
    law = scenario.mechanisms.customers.latent_needs
    return {
        "latent": law.latent if law.is_on else 0,
        "delight": law.strength * law.delight,
        "out_of_proportion": law.out_of_proportion,
    }
