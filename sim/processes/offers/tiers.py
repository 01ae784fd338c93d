"""How each firm treats its customers tier by tier becomes what they get, see and are asked for."""

from functools import cache

import numpy as np

from sim.agents.firms import Firm
from sim.compiling import by_address
from sim.maths import log
from sim.mechanisms.crm.relationship_strategy import privilege
from sim.mechanisms.crm.retention import response
from sim.mechanisms.customers.fairness import slight
from sim.processes.firms.objection_management import share_taken_up
from sim.processes.firms.tier_treatments import heads_of, treatments_of
from sim.processes.offers.service import answered_share, lost_to_waiting
from sim.state.market import Market
from sim.state.offers import TierTables
from sim.strategies.base import Treatment
from sim.strategies.plans import MOST_TIERS
from sim.units import Floats


@cache
def all_alike(firms: int) -> TierTables:
    """Tables where no firm treats anybody otherwise than the rest, and none answers complaints."""
    nothing = [np.zeros((firms, MOST_TIERS)) for _ in range(6)]
    bond, pull, treated, log_surcharge, waiting, answered = nothing
    surcharge, on_account = np.zeros((firms, MOST_TIERS), np.int64), np.ones((firms, MOST_TIERS), np.uint8)
    return by_address(
        TierTables(bond, pull, treated, log_surcharge, surcharge, on_account, waiting, answered)
    )


def tier_tables(market: Market) -> TierTables:
    """Tables of all firms' treatments of their tiers."""
    firms = len(market.firms)
    if not any(
        firm.offers.treatments or firm.offers.call_centre or firm.offers.recovery > 0.0
        for firm in market.firms
    ):
        return all_alike(firms)
    bond, pull, treated, log_surcharge, waiting, answered = (np.zeros((firms, MOST_TIERS)) for _ in range(6))
    surcharge = np.zeros((firms, MOST_TIERS), dtype=np.int64)
    on_account = np.ones((firms, MOST_TIERS), dtype=np.uint8)
    for firm in market.firms:
        f, law = firm.index, market.scenario.mechanisms.crm.relationship_strategy
        # Where all are treated as usual there is nothing to fill in, thousands of times in a sweep.
        treatments = treatments_of(firm) if law.is_on and firm.offers.treatments else ()
        privileges = _privileges(market, treatments)
        for tier, treatment in enumerate(treatments):
            bond[f, tier] = min(firm.programme.effectiveness * _bond(market, treatment), 1.0)
            surcharge[f, tier] = round(100 * law.strength * treatment.surcharge)
            log_surcharge[f, tier] = log(1.0 + surcharge[f, tier] / 100.0)
            on_account[f, tier] = treatment.on_account
            pull[f, tier] = law.strength * law.pull * privileges[tier] - _cash_only(market, treatment)
        if treatments:
            treated[f] = privileges - _slights(market, firm, privileges)
        waiting[f] = lost_to_waiting(market, firm)
        answered[f] = (
            answered_share(market, firm) * share_taken_up(market, firm) if firm.offers.recovery > 0.0 else 0.0
        )
    return TierTables(bond, pull, treated, log_surcharge, surcharge, on_account, waiting, answered)


def _privileges(market: Market, treatments: tuple[Treatment, ...]) -> Floats:
    """What privileged service adds to the experience of each tier, float64[MOST_TIERS]."""
    law, dt = market.scenario.mechanisms.crm.relationship_strategy, market.scenario.period_years
    return law.strength * np.array(
        [privilege(treatment.service / dt, law.service_scale, law.privilege) for treatment in treatments]
    )


def _bond(market: Market, treatment: Treatment) -> float:
    law, dt = market.scenario.mechanisms.crm.relationship_strategy, market.scenario.period_years
    return min(law.strength * response(treatment.care / dt, law.care_scale, law.bonding) * dt, 1.0)


def _slights(market: Market, firm: Firm, privileges: Floats) -> Floats:
    """What seeing the best treated takes from the experience of each tier, float64[MOST_TIERS]."""
    law, tiers = market.scenario.mechanisms.customers.fairness, firm.offers.tiers
    if not law.is_on or tiers is None or not tiers.size:
        return np.zeros(MOST_TIERS)
    best = float(privileges[np.flatnonzero(heads_of(tiers))].max())
    return law.strength * np.array(
        [slight(float(own), best, law.visibility, law.envy, law.bearable) for own in privileges]
    )


def _cash_only(market: Market, treatment: Treatment) -> float:
    """Logits that asking for cash on delivery costs."""
    law = market.scenario.mechanisms.crm.credit_standing
    return 0.0 if treatment.on_account else law.strength * law.cash_only
