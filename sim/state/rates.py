"""What the mechanisms of a scenario come to in one period: the numbers that compiled loops read."""

from typing import Any, NamedTuple

import numpy as np

from sim.mechanisms.customers.awareness import remembered
from sim.mechanisms.cycles.adoption import adoption_chance
from sim.mechanisms.cycles.replacement import replacement_chance
from sim.scenario.scenario import Scenario
from sim.state.channel_rates import ChannelRates, channel_rates_of
from sim.state.crm_rates import CrmRates, crm_rates_of

NEVER = 1e18


class Rates(NamedTuple):
    """Strength of every law, per period. Scalars are float64 unless said otherwise."""

    looking: Any
    """float64[degree + 1]: chance to look for a first product, by number of neighbours who own one."""
    due: Any
    """float64[ages]: chance that a product of that many periods is due for replacement."""
    repeat: bool
    """Whether occasions are frequent (a count at everybody's own rate)."""
    trial: bool
    """Whether a first purchase spreads before people buy at their own rate."""
    term: int
    """Length of a contract in periods; 0 = none."""
    exclusive: bool
    """Whether a purchase elsewhere ends the relationship (one product or contract at a time)."""
    channels: ChannelRates
    """Strength of the laws of channels."""
    crm: CrmRates
    """Strength of the laws of customer relationship management."""
    importance: Any
    """float64[K]: importance of each need in distances; 0 = latent, so that nobody chooses by it."""
    needs: float
    """Logits per squared distance between ideal and offer."""
    period_years: float
    known: float
    """Weight of not being known (0 = everybody knows every firm)."""
    remembering: float
    """Share of awareness left after a period."""
    reputation: float
    channel: float
    waiting: float
    loyalty: float
    """Logits of full, fully converted loyalty."""
    conversion: float
    dulling: float
    switching: float
    contentment: float
    content_at: float
    courting: float
    courted: float
    """Share of a personal offer made to court that reaches people."""
    dropout: float
    leaving: float
    staying: float
    anchor: float
    gain: float
    loss: float
    learning: float
    rivals: float
    misfit: float
    noise: float
    defect: float
    contact: float
    """Chance of a service contact in a period."""
    steepness: float
    turning_point: float
    attachment: float
    """Weight of the newest experience in attitudinal loyalty."""
    keeping: float
    """Share of attitudinal loyalty left after a period unattended."""
    talk: float
    calm: float
    told_awareness: float
    praise: float
    warning: float
    fading: float
    """Share of what was heard that is left after a period."""
    connected: int
    service: float
    account_purchases: float
    usual_gap: float
    care_after: float
    lost_after: float
    unit_cost: Any
    """int64[F, G]: cents to make a unit; 0 where the firm has no product."""
    sale_cost: Any
    """int64[C]: cents that each unit sold costs, commission aside."""
    commission: Any
    """float64[C]: share of revenue that the channel keeps."""


def rates_of(scenario: Scenario) -> Rates:
    """The numbers of a scenario's mechanisms for one period."""
    return Rates(
        channels=channel_rates_of(scenario),
        crm=crm_rates_of(scenario),
        importance=_importance(scenario),
        **_demand(scenario),
        **_choice(scenario),
        **_judgement(scenario),
        **_talk(scenario),
        **_stages(scenario),
        **_costs(scenario),
    )


def _importance(scenario: Scenario) -> Any:  # noqa: ANN401 - float64[K]
    needs = len(next(iter(scenario.generations.values())).frontier)
    law = scenario.mechanisms.customers.latent_needs
    importance = np.ones(needs)
    importance[needs - law.latent if law.is_on else needs :] -= law.strength
    return importance


def _demand(scenario: Scenario) -> dict[str, Any]:
    m, dt = scenario.mechanisms, scenario.period_years
    adoption, replacement, network = m.cycles.adoption, m.cycles.replacement, m.customers.word_of_mouth
    degree = network.neighbours if network.is_on else 0
    looking = [
        adoption.strength
        * adoption_chance(
            adoption.innovation, network.strength * adoption.imitation, owning / max(degree, 1), dt
        )
        for owning in range(degree + 1)
    ]
    ages = scenario.periods + round(2 * replacement.life * scenario.periods_per_year) + 2
    due = [
        replacement.strength * replacement_chance(age * dt, dt, replacement.life, replacement.shape)
        for age in range(ages)
    ]
    repeat = m.customers.uncertain_demand.purchase_rate > 0.0
    term = (
        max(1, round(m.customers.renewal.term * scenario.periods_per_year))
        if m.customers.renewal.is_on
        else 0
    )
    return {
        "looking": np.array(looking, dtype=np.float64),
        "due": np.array(due, dtype=np.float64),
        "repeat": repeat,
        "trial": repeat and adoption.is_on and adoption.trial,
        "term": term,
        "exclusive": not repeat,
        "period_years": dt,
    }


def _choice(scenario: Scenario) -> dict[str, Any]:
    m, dt = scenario.mechanisms, scenario.period_years
    choice, needs, aware = m.customers.brand_choice, m.cycles.needs_drift, m.customers.awareness
    loyalty, demand, split = m.customers.loyalty, m.customers.uncertain_demand, m.customers.split_loyalty
    dropout, renewal = m.customers.dropout, m.customers.renewal
    return {
        "needs": needs.strength * needs.importance,
        "known": aware.strength,
        "remembering": remembered(1.0, aware.strength * aware.forgetting, dt),
        "reputation": choice.strength * choice.reputation,
        "channel": choice.strength * choice.channel,
        "waiting": choice.strength * choice.waiting,
        "loyalty": loyalty.strength * loyalty.effect,
        "conversion": loyalty.conversion,
        "dulling": m.customers.differentiation.strength * m.customers.differentiation.dulling,
        "switching": demand.strength * demand.switching_cost,
        "contentment": renewal.strength * renewal.contentment,
        "content_at": renewal.content_at,
        "courting": split.strength * split.courting,
        "courted": split.strength,
        "dropout": dropout.strength,
        "leaving": dropout.leaving,
        "staying": dropout.staying,
    }


def _judgement(scenario: Scenario) -> dict[str, Any]:
    m, dt = scenario.mechanisms, scenario.period_years
    satisfaction, loyalty = m.customers.satisfaction, m.customers.loyalty
    return {
        "anchor": satisfaction.anchor,
        "gain": satisfaction.gain,
        "loss": satisfaction.loss,
        "learning": satisfaction.strength * satisfaction.learning,
        "rivals": satisfaction.rivals,
        "misfit": satisfaction.misfit,
        "noise": satisfaction.noise,
        "defect": satisfaction.defect,
        "contact": min(1.0, satisfaction.strength * satisfaction.contacts * dt),
        "steepness": loyalty.steepness,
        "turning_point": loyalty.turning_point,
        "attachment": loyalty.strength * loyalty.learning,
        "keeping": remembered(1.0, loyalty.strength * loyalty.erosion, dt),
    }


def _talk(scenario: Scenario) -> dict[str, Any]:
    m, dt = scenario.mechanisms, scenario.period_years
    talk, channels = m.customers.word_of_mouth, m.channels.channel_types
    return {
        "talk": min(1.0, talk.strength * talk.talk * dt),
        "calm": talk.calm,
        "told_awareness": talk.told_awareness,
        "praise": talk.praise,
        "warning": talk.warning,
        "fading": remembered(1.0, talk.strength * talk.fading, dt),
        "connected": max(scenario.customers - talk.isolated, 0),
        "service": channels.strength * channels.service_weight,
    }


def _stages(scenario: Scenario) -> dict[str, Any]:
    stages = scenario.mechanisms.crm.relationship_stages.in_effect
    return {
        "account_purchases": float(stages.account_purchases) if stages.is_on else NEVER,
        "usual_gap": max(stages.usual_gap * scenario.periods_per_year, 1.0) if stages.is_on else NEVER,
        "care_after": stages.care_after if stages.is_on else NEVER,
        "lost_after": stages.lost_after if stages.is_on else NEVER,
    }


def _costs(scenario: Scenario) -> dict[str, Any]:
    unit_cost = [
        [
            round(100 * firm.made[generation].unit_cost) if generation in firm.products else 0
            for generation in scenario.generations
        ]
        for firm in scenario.firms.values()
    ]
    profiles = [channel.profile for channel in scenario.channels.values()]
    return {
        "unit_cost": np.array(unit_cost, dtype=np.int64),
        "sale_cost": np.array([round(100 * profile.cost_per_sale) for profile in profiles], dtype=np.int64),
        "commission": np.array([profile.commission for profile in profiles], dtype=np.float64),
    }
