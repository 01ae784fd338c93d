"""Small markets that between them show everything that can happen, as changes to the durable scenario."""

from sim import Scenario, load

DURABLE = (
    "customers=240",
    "years=2",
    "mechanisms.cycles.adoption.innovation=0.4",
    "mechanisms.cycles.replacement.life=0.7",
)
READY_MADE = tuple(
    f"firms.{firm}.base.share=0.25" for firm in ("leader", "challenger", "follower", "newcomer")
)
NEXT_GENERATION = (
    "generations={second: {frontier: [1.0, 0.2]}}",
    "firms.leader.products={second: {launch: 0.5, price: 350, unit_cost: 200, quality: 0.8, defects: 0.3}}",
    "firms.newcomer.products={second: {launch: 0.75, price: 280, unit_cost: 150, quality: 0.6}}",
    "firms.newcomer.enters=0.3",
)
COURTING = (
    "firms.leader.strategies.care={kind: blanket_discount, discount: 0.1, contact_cost: 1}",
    "firms.challenger.strategies.care={kind: intensive_care, silence_from: 0.2, least_purchases: 1}",
    "firms.follower.strategies.poaching={kind: poaching, top: 0.4, discount: 0.3}",
    "firms.leader.strategies.budgets={kind: adaptive, advertising: 2000, budget: 20000}",
)
REPERTOIRE = (
    *READY_MADE,
    "customers=150",
    "years=1",
    "mechanisms.cycles={adoption: {strength: 0}, replacement: {strength: 0}}",
    "mechanisms.customers.uncertain_demand={purchase_rate: 18, order_spread: 0.6}",
)
SUBSCRIPTION = (
    *READY_MADE,
    "customers=200",
    "years=2.5",
    "mechanisms.cycles={adoption: {strength: 0}, replacement: {strength: 0}}",
    "mechanisms.customers.renewal={term: 1}",
    "mechanisms.customers.satisfaction.contacts=4",
)
OFF = tuple(
    f"mechanisms.{path}.strength=0"
    for path in (
        "cycles.adoption",
        "cycles.replacement",
        "cycles.needs_drift",
        "cycles.innovation",
        "customers.awareness",
        "customers.brand_choice",
        "customers.satisfaction",
        "customers.loyalty",
        "customers.differentiation",
        "customers.word_of_mouth",
        "customers.uncertain_demand",
        "customers.split_loyalty",
        "crm.retention",
        "crm.relationship_stages",
        "channels.channel_types",
        "firms.entry_and_exit",
    )
)
SEGMENTS = (
    "segments={everybody: {share: 0.6}, big: {share: 0.4, ideal: [0.5, -0.5], order_size: 5}}",
    "segments.big.price_sensitivity=0.4",
)

TREATMENTS = "a: {care: 30, service: 40}, b: {care: 10}, c: {surcharge: 0.1, on_account: false}"
CRM = (
    "mechanisms.customers={referral: {}, cost_to_serve: {account: 1}, fairness: {}, customer_classes: {}}",
    "mechanisms.crm={relationship_strategy: {}, credit_standing: {default_rate: 0.3}}",
    "mechanisms.crm={one_to_one: {learning: 0.5}}",
    "mechanisms.crm={complaints: {}, existing_customer_conversion: {}}",
    "mechanisms.customers.satisfaction.contacts=6",
    "firms.leader.products.first.defects=0.4",
    "firms.challenger.products.first.defects=0.4",
    f"firms.leader.strategies.tiers={{kind: abc, {TREATMENTS}}}",
    f"firms.challenger.strategies.tiers={{kind: abc, a_share: 0.5, {TREATMENTS}}}",
    "firms.leader.strategies.personalisation={kind: one_to_one, thrown_away: 0.5}",
    "firms.follower.strategies.personalisation={kind: one_to_one, depth: 0.5}",
    "firms.leader.strategies.recovery={kind: answering}",
)
TRADE = (
    "segments={everybody: {share: 0.5}, shops: {share: 0.4, order_size: 20}}",
    "segments.shops.customer_class=specialised_shop",
    "segments.accounts={share: 0.1, order_size: 9, customer_class: key_account}",
    "mechanisms.customers.customer_classes={}",
    "mechanisms.crm.sales_incentives={}",
    "firms.leader.strategies.incentives={kind: pay, volume: 1, money: 50000}",
    "firms.follower.strategies.incentives={kind: pay, volume: 0, money: 50000}",
    "mechanisms.channels.trade_structure={discount: 0.9}",
    "firms.leader.strategies.trade={kind: direct}",
    "firms.challenger.strategies.trade={kind: wholesaler, cooperation: 20000}",
    "firms.follower.strategies.trade={kind: own_shops, shops: 2000, cooperation: 20000}",
)

CHANNELS = (
    "mechanisms.channels={task_channels: {}, failed_contacts: {}, returns: {}}",
    "mechanisms.channels={channel_integration: {}, channel_migration: {}}",
    "mechanisms.customers.satisfaction.contacts=6",
    "firms.leader.integration=0.2",
    "firms.leader.consistency=0.3",
    "firms.challenger.channels.web.tasks=[sale]",
    "firms.follower.channels={shop: {tasks: [advice, installation]}, web: {price: 0.9}}",
)

MARKETS = {
    "a durable bought, advised on and served task by task": (*DURABLE, *READY_MADE, *CHANNELS),
    "frequent purchases by task, with scarce channels": (
        *REPERTOIRE,
        *CHANNELS,
        "firms.leader.channels.shop.capacity=200",
    ),
    "frequent purchases by task, quickened by channels": (
        *REPERTOIRE,
        *CHANNELS,
        "mechanisms.channels.multichannel_use={hedonic: 1}",
    ),
    "contracts by task, in part": (
        *SUBSCRIPTION,
        *CHANNELS,
        "mechanisms.channels.task_channels.strength=0.6",
        "mechanisms.channels.failed_contacts.strength=0.5",
    ),
    "contracts sold through routes for groups of customers": (
        *SUBSCRIPTION,
        *SEGMENTS,
        "mechanisms.channels.segment_routes={strength: 0.8}",
        "firms.leader.strategies.channels={kind: by_segment, cost: 777}",
        "firms.leader.strategies.channels.routes={homes: {segments: [everybody], channels: [web, phone]}}",
        "firms.leader.strategies.channels.routes={large: {segments: [big], channels: [phone]}}",
        "firms.follower.strategies.channels={kind: by_segment, routes: {large: {segments: [big]}}}",
        "firms.follower.strategies.channels.routes.large.channels=[shop]",
    ),
    "frequent purchases of trade customers with routes of their own": (
        *REPERTOIRE,
        *TRADE,
        *CHANNELS,
        "mechanisms.channels.segment_routes={}",
        "firms.leader.strategies.channels={kind: by_segment, routes: {trade: {segments: [shops, accounts]}}}",
        "firms.leader.strategies.channels.routes.trade.channels=[shop]",
    ),
    "a durable": DURABLE,
    "a durable with successors, an entrant and two segments": (*DURABLE, *NEXT_GENERATION, *SEGMENTS),
    "a durable with personal offers": (*DURABLE, *READY_MADE, *COURTING),
    "frequent purchases": REPERTOIRE,
    "frequent purchases with personal offers": (*REPERTOIRE, *COURTING, *SEGMENTS),
    "contracts": SUBSCRIPTION,
    "contracts whose holders look back": (*SUBSCRIPTION, "mechanisms.customers.renewal.contentment=4"),
    "contracts with personal offers": (*SUBSCRIPTION, *COURTING),
    "frequent purchases that are tried first, and left for good": (
        *REPERTOIRE,
        "mechanisms.cycles.adoption={strength: 1, innovation: 0.5, imitation: 2, ownership: 1, trial: true}",
        "firms.leader.base.share=0.1",
        "firms.follower.base.share=0",
        "mechanisms.customers.dropout={strength: 0.8}",
    ),
    "scarce channels and customers who leave for good": (
        *REPERTOIRE,
        "mechanisms.customers.dropout={}",
        "firms.leader.channels.shop.capacity=200",
    ),
    "a durable that is left for good": (*DURABLE, *READY_MADE, "mechanisms.customers.dropout={}"),
    "contracts that are left for good": (*SUBSCRIPTION, "mechanisms.customers.dropout={}"),
    "a durable whose customers complain, refer, wear tiers and are taken along": (
        *DURABLE,
        *READY_MADE,
        *NEXT_GENERATION[:2],
        *CRM,
        *SEGMENTS,
        "firms.leader.strategies.budgets.conversion=2000",
        "mechanisms.customers.word_of_mouth.talk=12",
    ),
    "frequent purchases of customers who are known one to one": (*REPERTOIRE, *COURTING, *CRM),
    "contracts in tiers, with latent needs": (
        *SUBSCRIPTION,
        *CRM,
        "mechanisms.customers.latent_needs={latent: 1}",
    ),
    "frequent purchases of trade customers whose salespeople push or help": (*REPERTOIRE, *TRADE),
    "scarce channels": (
        *DURABLE,
        "firms.leader.channels.shop.capacity=20",
        "firms.follower.channels.web.capacity=6",
    ),
    "scarce channels and frequent purchases": (
        *REPERTOIRE,
        "firms.leader.channels.shop.capacity=200",
        "firms.leader.channels.web.capacity=0",
    ),
    "a bankrupt firm": (
        *DURABLE,
        *READY_MADE,
        "firms.leader.cash=60000",
        "firms.leader.fixed_cost=300000",
        *COURTING[:1],
    ),
    "isolated people": (
        *DURABLE,
        "mechanisms.customers.word_of_mouth.isolated=90",
        "mechanisms.customers.word_of_mouth.talk=12",
    ),
    "lively talk": (*DURABLE, "mechanisms.customers.word_of_mouth={talk: 12, neighbours: 5, rewiring: 0.5}"),
    "hubs who are heard by many": (
        *DURABLE,
        *CRM,
        "mechanisms.customers.word_of_mouth={talk: 12, neighbours: 5, rewiring: 0.8, hubs: 1}",
    ),
    "no mechanism at all": (*DURABLE, *READY_MADE, *OFF),
    "one customer": (*DURABLE, "customers=1"),
    "nobody": (*DURABLE, "customers=0"),
}


def market(name: str) -> Scenario:
    """One of the markets."""
    return load("durable").set(*MARKETS[name])
