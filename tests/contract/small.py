"""What contract tests share: a small market in which everything happens, and the bits of a run."""

import hashlib
from collections.abc import Mapping
from functools import cache

import pandas as pd

from sim import Scenario, load, simulate

BUSY = (
    "customers=300",
    "years=1",
    "generations={second: {frontier: [1.0, 0.2]}}",
    "firms.leader.products={second: {price: 320, unit_cost: 200, quality: 0.8, ready: 0.9}}",
    "firms.leader.strategies.product={kind: fixed, research: 400000, next_generation: 0.5, dates: [0.4]}",
    "firms.leader.strategies.budgets={kind: adaptive, advertising: 2000, budget: 9000}",
    "firms.challenger.strategies.budgets={kind: fixed, advertising: 2000, acquisition: 4000}",
    "firms.challenger.strategies.budgets={retention: 4000, win_back: 2000}",
    "firms.challenger.strategies.care={kind: intensive_care, silence_from: 0.7, least_purchases: 1}",
    "firms.challenger.integration=0.4",
    "firms.challenger.turnover=0.5",
    "firms.challenger.strategies.programme={kind: rollout, budget: 900, duration: 0.4, stages: 2}",
    "firms.challenger.strategies.programme={quick_wins: true, evaluation: true}",
    "firms.follower.strategies.poaching={kind: poaching, top: 0.4, discount: 0.3}",
    "firms.newcomer.cash=30000",
    "firms.leader.cash=900000",
    "firms.challenger.products.first.price=220",
    *(
        f"firms.{firm}.base={{share: 0.2, purchases: 2, loyalty: 0.9}}"
        for firm in ("leader", "challenger", "follower", "newcomer")
    ),
    "mechanisms.cycles.adoption={innovation: 0.4, ownership: 0.6}",
    "mechanisms.cycles.replacement.life=1.0",
    "mechanisms.cycles.innovation={generation_cost: 20000, improvement_scale: 100000}",
    "mechanisms.customers.word_of_mouth.talk=12",
    "mechanisms.crm.relationship_stages.usual_gap=0.3",
    "mechanisms.customers.satisfaction.contacts=6",
    "mechanisms.customers={referral: {}, cost_to_serve: {account: 1}, fairness: {}, latent_needs: {}}",
    "mechanisms.crm={relationship_strategy: {}, credit_standing: {default_rate: 0.3}, one_to_one: {}}",
    "mechanisms.crm={complaints: {}, existing_customer_conversion: {}}",
    "firms.leader.products.first.defects=0.2",
    "firms.leader.strategies.tiers={kind: abc, a: {care: 30, service: 60}, c: {surcharge: 0.1}}",
    "firms.leader.strategies.tiers.c.on_account=false",
    "firms.leader.strategies.personalisation={kind: one_to_one, thrown_away: 0.5}",
    "firms.leader.strategies.recovery={kind: answering}",
    "mechanisms.crm.loyalty_programme={}",
    "firms.leader.strategies.loyalty_programme={kind: points, purchases: 2}",
    "mechanisms.customers.customer_classes={}",
    "mechanisms.crm.sales_incentives={}",
    "mechanisms.channels.trade_structure={}",
    "firms.challenger.strategies.trade={kind: own_shops, shops: 2000, cooperation: 2000}",
    "segments={everybody: {share: 0.6}, shops: {share: 0.4, customer_class: specialised_shop}}",
    "firms.challenger.strategies.incentives={kind: pay, volume: 0, money: 20000}",
    "firms.leader.strategies.call_centre={kind: staffed, agents: 2, agent_cost: 500, self_service: 0.2}",
    "mechanisms.channels={task_channels: {}, failed_contacts: {}, returns: {}}",
    "mechanisms.channels={channel_integration: {}, channel_migration: {}, segment_routes: {}}",
    "mechanisms.channels={multichannel_use: {}}",
    "firms.challenger.strategies.channels={kind: by_segment, cost: 700}",
    "firms.challenger.strategies.channels.routes={homes: {segments: [everybody], channels: [shop, phone]}}",
    "firms.challenger.strategies.channels.routes={trade: {segments: [shops], channels: [web]}}",
    "firms.follower.strategies.channels={kind: migration, source: shop, target: web, help: 4}",
    "firms.follower.strategies.channels={incentive: 0.05, surcharge: 0.1, begins: 0.3, closes: 0.6}",
    "firms.newcomer.strategies.channels={kind: integrated}",
    "firms.leader.strategies.service={kind: dimensions, human: 5, business: 5, hidden: 5}",
)
"""Launches, research, budgets, personal offers, tiers, talk, complaints, a bankruptcy, in twelve months."""


def busy(*overrides: str) -> Scenario:
    """The busy market, with changes."""
    return load("durable").set(*BUSY, *overrides)


@cache
def tables(*overrides: str, seed: int = 11, threads: int = 1) -> Mapping[str, pd.DataFrame]:
    """Tables of a run of the busy market."""
    return simulate(busy(*overrides), seed, threads=threads).tables


def unequal(one: Mapping[str, pd.DataFrame], other: Mapping[str, pd.DataFrame]) -> list[str]:
    """Names of tables that are not the same bits."""
    assert one.keys() == other.keys()
    return [name for name, table in one.items() if not table.equals(other[name])]


def fingerprint(found: Mapping[str, pd.DataFrame]) -> str:
    """One hash of all tables."""
    digest = hashlib.sha256()
    for name, table in sorted(found.items()):
        digest.update(f"{name}{list(table.columns)}".encode())
        for column in table:
            digest.update("\n".join(map(repr, table[column].tolist())).encode())
    return digest.hexdigest()
