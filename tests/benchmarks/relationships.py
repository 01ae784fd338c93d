"""What the laws of customers and CRM cost: the bench market with all of them on, against all of them off."""

from sim.model import MarketModel
from sim.scenario.scenario import Scenario
from tests.benchmarks.measuring import Figure, bench_market, timed, warm

PAIRS = 7
CUSTOMERS = (
    "referral",
    "cost_to_serve",
    "latent_needs",
    "fairness",
    "customer_classes",
    "service_dimensions",
)
CRM = (
    "existing_customer_conversion",
    "relationship_strategy",
    "credit_standing",
    "one_to_one",
    "complaints",
    "call_centre",
    "objection_management",
    "need_sensing",
    "customer_view",
    "hand_overs",
    "loyalty_programme",
    "crm_programme",
    "sales_incentives",
)
PRACTICES = (
    "tiers={kind: abc, a: {care: 30, service: 30}, b: {care: 10}}",
    "personalisation={kind: one_to_one}",
    "recovery={kind: answering}",
    "loyalty_programme={kind: points}",
    "care={kind: intensive_care}",
)


def with_relationships() -> Scenario:
    """The bench market with every law of customers and CRM on, and firms that make use of them."""
    market = bench_market()
    laws = [f"mechanisms.customers.{name}={{strength: 1}}" for name in CUSTOMERS]
    laws += [f"mechanisms.crm.{name}={{strength: 1}}" for name in CRM]
    laws.append("mechanisms.channels.trade_structure={strength: 1}")
    plans = [f"firms.{firm}.strategies.{practice}" for firm in market.firms for practice in PRACTICES]
    return market.set(*laws, *plans)


def relationships() -> list[Figure]:
    """Customer-steps per second with the laws on over those with them off, and what a customer then takes."""
    off, on = warm(MarketModel(bench_market())), warm(MarketModel(with_relationships()))
    pairs = [(timed(off.step, repeats=3), timed(on.step, repeats=3)) for _ in range(PAIRS)]
    held = on.market.customers.bytes_each
    return [
        Figure("customers and CRM on / off", [100.0 * a / b for a, b in pairs], "%", 60),
        Figure("columns per customer, customers and CRM on", [held], " bytes", 420, at_most=True),
    ]
