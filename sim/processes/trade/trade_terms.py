"""How the trade is supplied: what it costs, and what routes, own shops and co-operation do to customers."""

import numpy as np
import numpy.typing as npt

from sim.agents.firms import Firm
from sim.agents.resellers import segments_of
from sim.maths import saturation
from sim.mechanisms.channels.trade_structure import problems_solved, seen, shop_utility, sold_faster
from sim.mechanisms.crm.relationship_stages import is_customer
from sim.mechanisms.customers.customer_classes import RESELLERS, CustomerClass
from sim.state.ledger import Account, cents
from sim.state.market import Market
from sim.strategies.plans import TradePlan
from sim.units import Floats

Flags = npt.NDArray[np.bool_]
CONSUMERS = frozenset({CustomerClass.CONSUMER})


def have_classes(market: Market) -> bool:
    """Whether segments have rules of their own: by their class, or by routes made for them."""
    return market.rates.customer_classes.is_on or market.rates.segment_routes.is_on


def plan_of(market: Market, firm: Firm) -> TradePlan | None:
    """How a firm supplies the trade, if other than on usual terms."""
    law = market.scenario.mechanisms.channels.trade_structure
    return firm.offers.trade if law.is_on and have_classes(market) and firm.is_active else None


def directly(market: Market, plan: TradePlan | None) -> Flags:
    """Segments of the trade that no wholesaler supplies, bool[S]."""
    return segments_of(market.scenario, RESELLERS if plan is None else plan.direct)


def through_wholesalers(market: Market, plan: TradePlan | None) -> Flags:
    """Segments of the trade that wholesalers supply, bool[S]."""
    return segments_of(market.scenario, RESELLERS) & ~directly(market, plan)


def terms_of_supply(market: Market) -> Floats:
    """Share of what a segment pays that its supply costs each firm, float64[F, S]."""
    law = market.scenario.mechanisms.channels.trade_structure
    terms = np.zeros((len(market.firms), len(market.scenario.segments)))
    for firm in market.firms:
        plan = plan_of(market, firm)
        if plan is not None:
            terms[firm.index, through_wholesalers(market, plan)] = law.strength * law.margin
            terms[firm.index, directly(market, plan)] = law.strength * law.handling
    return terms


def visibility(market: Market) -> Floats:
    """Share of help and co-operation of each firm that arrives at the shelves of a segment, float64[F, S]."""
    law = market.scenario.mechanisms.channels.trade_structure
    arriving = np.ones((len(market.firms), len(market.scenario.segments)))
    for firm in market.firms:
        hidden = through_wholesalers(market, plan_of(market, firm))
        arriving[firm.index, hidden] = seen(True, law.strength * law.blind)
    return arriving


def help_felt(market: Market) -> Floats:
    """Help of each firm's salespeople as each segment feels it, 0..1, float64[F, S]."""
    felt: Floats = market.resellers.help[:, np.newaxis] * visibility(market)
    return felt


def help_with_problems(market: Market) -> Floats:
    """Problems that each firm solves for each segment, by its salespeople and as a partner, float64[F, S]."""
    each = np.vectorize(problems_solved, otypes=[np.float64])
    solved: Floats = each(help_felt(market), market.resellers.cooperation)
    return solved


def speed_by_cooperation(market: Market) -> Floats:
    """How fast each firm's goods sell in each segment, relative to without co-operation, float64[F, S]."""
    law = market.scenario.mechanisms.channels.trade_structure
    each = np.vectorize(sold_faster, otypes=[np.float64])
    speed: Floats = each(market.resellers.cooperation, law.sell_out)
    return speed


def utility_of_shops(market: Market) -> Floats:
    """Logits that own shops win a firm among consumers, and lose it in the trade, float64[F, S]."""
    law, m = market.scenario.mechanisms.channels.trade_structure, market.scenario.mechanisms.customers
    utility = np.zeros((len(market.firms), len(market.scenario.segments)))
    for firm in market.firms:
        near = law.strength * reach_of_shops(market, firm)
        for s, segment in enumerate(market.scenario.segments.values()):
            if segment.customer_class in CONSUMERS:
                sensitivity = m.brand_choice.strength * m.brand_choice.price * segment.price_sensitivity
                utility[firm.index, s] = shop_utility(near, sensitivity, m.customer_classes.mark_up)
            elif segment.customer_class in RESELLERS:
                utility[firm.index, s] = -law.conflict * near
    return utility


def reach_of_shops(market: Market, firm: Firm) -> float:
    """Share of consumers who have one of the firm's shops nearby."""
    plan, scenario = plan_of(market, firm), market.scenario
    consumers = len(market.customers) * sum(
        segment.share for segment in scenario.segments.values() if segment.customer_class in CONSUMERS
    )
    if plan is None or consumers == 0:
        return 0.0
    law = scenario.mechanisms.channels.trade_structure
    return saturation(plan.shops / scenario.period_years / consumers, law.shop_scale)


def keep_trade_accounts(market: Market) -> None:
    """Every trade customer whom a firm supplies itself costs it an account. Writes: ledger, contribution."""
    law, columns = market.scenario.mechanisms.channels.trade_structure, market.customers.columns
    each = cents(law.strength * law.account * market.scenario.period_years)
    for firm in market.firms:
        plan = plan_of(market, firm)
        if plan is not None and plan.direct:
            served = is_customer(columns.stage[firm.index]) & directly(market, plan)[columns.segment]
            columns.contribution[firm.index][served] -= each
            market.ledger.pay(firm.index, Account.RELATIONSHIP, int(np.count_nonzero(served)) * each)
