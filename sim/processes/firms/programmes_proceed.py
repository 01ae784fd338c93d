"""CRM programmes proceed: work is done and paid, stages are delivered, what was changed settles."""

from sim.agents.firms import Firm
from sim.agents.programmes import Programme
from sim.maths import clip
from sim.mechanisms.crm.crm_programme import (
    ADOPTION,
    DATA,
    EXECUTION,
    WON_BY_RESULTS,
    CrmProgramme,
    Factor,
    gained,
    level,
    mean_readiness,
    misplaced,
    pace,
    prepared,
    settled,
)
from sim.randomness import Decision, normal
from sim.state.ledger import Account, cents
from sim.state.market import Market
from sim.strategies.base import ProgrammePlan

ROUNDING = 1e-9


def programmes_proceed(market: Market) -> None:
    """Every CRM programme that is under way goes on for a period. Writes: firms, ledger."""
    law = market.scenario.mechanisms.crm.crm_programme
    for firm in market.firms:
        plan = firm.offers.programme
        if law.is_on and firm.is_active and plan is not None:
            _proceed(market, firm, plan)
            _take_effect(market, firm)


def readiness_of(market: Market, firm: Firm) -> dict[Factor, float]:
    """Readiness of a firm as it is stated, or else drawn by its own luck of the run."""
    stated, key = firm.spec.readiness, market.luck.key(Decision.READINESS, 0, firm.index)
    return {
        factor: stated.factors.get(factor, clip(stated.mean + stated.spread * normal(key, number), 0.0, 1.0))
        for number, factor in enumerate(Factor)
    }


def levels(programme: Programme, law: CrmProgramme, out_of_order: float) -> tuple[float, float, float]:
    """Adoption, data and execution, 0..1, as ready as the firm now is."""
    adoption, data, execution = (
        level(mean_readiness(programme.readiness, factors), law.turning_point, law.steepness)
        for factors in (ADOPTION, DATA, EXECUTION)
    )
    return adoption * (1.0 - law.misfit * out_of_order), data, execution


def _proceed(market: Market, firm: Firm, plan: ProgrammePlan) -> None:
    programme, dt = firm.programme, market.scenario.period_years
    programme.readiness = programme.readiness or readiness_of(market, firm)
    if programme.preparing < plan.preparation_years - ROUNDING:
        _prepare(market, firm, plan)
    elif programme.progress < 1.0 and not programme.is_stopped:
        law = market.scenario.mechanisms.crm.crm_programme
        _work(market, firm, plan)
        _win_quickly(programme, plan, law)
        while programme.stages_done < int(programme.progress * plan.stages + ROUNDING):
            _deliver(programme, plan, law)
    law = market.scenario.mechanisms.crm.crm_programme
    programme.settled = settled(programme.settled, programme.changed, dt, law.settling)
    programme.capability = settled(programme.capability, programme.worth, dt, law.settling)
    programme.records = settled(programme.records, programme.kept, dt, law.settling)


def _pay(market: Market, firm: Firm, money: float) -> None:
    """Pay what fell due, so that whole cents add up to the whole of it."""
    programme = firm.programme
    programme.money += money
    due = cents(programme.money) - programme.spent
    market.ledger.pay(firm.index, Account.PROGRAMMES, due)
    programme.spent += due


def _prepare(market: Market, firm: Firm, plan: ProgrammePlan) -> None:
    """Get ready before the first step: support, culture, records, and whatever else is missing."""
    law, programme = market.scenario.mechanisms.crm.crm_programme, firm.programme
    years = min(market.scenario.period_years, plan.preparation_years - programme.preparing)
    programme.preparing += years
    _pay(market, firm, plan.preparation * years / plan.preparation_years)
    if programme.preparing >= plan.preparation_years - ROUNDING:
        _raise_all(programme, prepared(plan.preparation, plan.budget, law.preparation_scale, law.preparing))


def _raise_all(programme: Programme, share: float) -> None:
    programme.readiness = {factor: gained(now, share) for factor, now in programme.readiness.items()}


def _work(market: Market, firm: Firm, plan: ProgrammePlan) -> None:
    """Do a period's work, slower than planned where execution is poor, and pay for the time it takes."""
    law, programme = market.scenario.mechanisms.crm.crm_programme, firm.programme
    out_of_order = misplaced(plan.order)
    _, _, execution = levels(programme, law, out_of_order)
    speed = pace(plan.duration * (1.0 + law.rework * out_of_order), execution, law.overrun)
    done = min(speed * market.scenario.period_years, 1.0 - programme.progress)
    evaluating = 1.0 + law.evaluation_cost if plan.evaluation else 1.0
    _pay(market, firm, evaluating * plan.budget / plan.duration * done / speed)
    programme.progress = min(programme.progress + done, 1.0)


def _win_quickly(programme: Programme, plan: ProgrammePlan, law: CrmProgramme) -> None:
    """An early result in every stage wins over those who had to see it."""
    reached = programme.progress * plan.stages + 1.0 - law.early + ROUNDING
    while plan.quick_wins and programme.quick_wins < min(int(reached), plan.stages):
        programme.quick_wins += 1
        for factor in WON_BY_RESULTS:
            programme.readiness[factor] = gained(programme.readiness[factor], law.small_win)


def _deliver(programme: Programme, plan: ProgrammePlan, law: CrmProgramme) -> None:
    """A stage is done: processes change, users use what they got or not; evaluation mends or stops."""
    programme.stages_done += 1
    programme.changed += 1.0 / plan.stages
    adoption, data, execution = levels(programme, law, misplaced(plan.order))
    programme.worth += adoption * data * execution / plan.stages
    programme.kept += adoption * data / plan.stages
    if plan.evaluation:
        _raise_all(programme, law.mending)
        adoption, data, execution = levels(programme, law, misplaced(plan.order))
        programme.worth = adoption * data * execution * programme.changed
        programme.kept = adoption * data * programme.changed
        programme.is_stopped = adoption * data * execution < plan.stop_below


def _take_effect(market: Market, firm: Firm) -> None:
    """What the firm can do with what it has. Writes: firms."""
    law, programme, spec = market.scenario.mechanisms.crm.crm_programme, firm.programme, firm.spec
    better = law.strength * law.records * programme.records
    firm.data_quality = gained(spec.data_quality, better)
    programme.joining = better
    programme.effectiveness = 1.0 + law.strength * law.effectiveness * programme.capability
    unsettled = programme.changed - programme.settled
    programme.service = law.strength * (law.service * programme.capability - law.disruption * unsettled)
