"""What channels by task cost: the bench market with six channels, their laws and all of CRM, against off."""

from sim.model import MarketModel
from sim.scenario.scenario import Scenario
from tests.benchmarks.measuring import Figure, bench_market, timed, warm
from tests.benchmarks.relationships import with_relationships

PAIRS = 7
SIX = {
    "shop": "traditional_retail",
    "discount": "branded_discount",
    "phone": "telephone",
    "mail": "direct_marketing",
    "web": "electronic_commerce",
    "mobile": "mobile_commerce",
}
LAWS = (
    "returns",
    "multichannel_use",
    "failed_contacts",
    "task_channels",
    "channel_integration",
    "channel_migration",
    "segment_routes",
    "trade_structure",
)


def with_channels() -> Scenario:
    """The bench market with six channels for every firm, all laws of channels and CRM, firms that join."""
    market = with_relationships()
    channels = [f"channels.{name}={{type: {kind}}}" for name, kind in SIX.items()]
    places = [f"firms.{firm}.channels.{name}={{}}" for firm in market.firms for name in SIX]
    laws = [f"mechanisms.channels.{name}={{strength: 1}}" for name in LAWS]
    plans = [f"firms.{firm}.strategies.channels={{kind: integrated}}" for firm in market.firms]
    return market.set(*channels, *places, *laws, *plans)


def channels() -> list[Figure]:
    """Customer-steps per second with channels and CRM on over those with them off, and the memory."""
    off, on = warm(MarketModel(bench_market())), warm(MarketModel(with_channels()))
    pairs = [(timed(off.step, repeats=3), timed(on.step, repeats=3)) for _ in range(PAIRS)]
    held = on.market.customers.bytes_each
    return [
        Figure("six channels, tasks and CRM on / off", [100.0 * a / b for a, b in pairs], "%", 40),
        Figure("columns per customer, six channels and CRM on", [held], " bytes", 480, at_most=True),
    ]
