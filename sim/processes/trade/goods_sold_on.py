"""Salespeople do what they are paid for; trade customers sell on what they ordered, and judge suppliers."""

from typing import NamedTuple

import numpy as np

from sim.agents.customers import Columns
from sim.agents.firms import Firm
from sim.agents.resellers import Resellers
from sim.compiling import kernel, part
from sim.maths import exp
from sim.mechanisms.customers.customer_classes import ordered, sold_on, stock_turn, thought_of
from sim.mechanisms.customers.satisfaction import moved
from sim.processes.trade.salespeople_work import usual_rate
from sim.processes.trade.trade_terms import help_felt, speed_by_cooperation
from sim.state.market import Market
from sim.units import Floats


class Ways(NamedTuple):
    """How resellers manage their stock, per period."""

    appeal: Floats
    """float64[F, S]: how fast the goods of each firm sell in a segment, relative to usual goods."""
    strength: float
    cover: float
    """Periods that stock should last."""
    adjustment: float
    """Periods over which a gap in the stock is closed."""
    memory: float
    """Share of what is ordered now in what one is wont to order."""
    judging: float
    """Share of the way that stock turn moves what is thought of a supplier."""


def goods_sold_on(market: Market) -> None:
    """Goods come into stock and are sold on; stock turn moves opinions and the next orders.

    Writes: market.resellers, customers.stock, .quiet, .satisfaction, .loyalty.
    """
    if not len(market.resellers.people):
        return
    law, dt = market.scenario.mechanisms.customers.customer_classes, market.scenario.period_years
    ways = Ways(
        appeal=appeals(market),
        strength=law.strength,
        cover=law.cover / dt,
        adjustment=max(law.adjustment / dt, 1.0),
        memory=1.0 - exp(-law.memory * dt),
        judging=law.strength * (1.0 - exp(-law.judging * dt)),
    )
    sell_on(market.customers.columns, market.resellers, ways)
    _look_at_turns(market.resellers, ways.cover)


def appeals(market: Market) -> Floats:
    """How fast each firm's goods sell: by their quality, by help, and by co-operation; float64[F, S]."""
    incentives = market.scenario.mechanisms.crm.sales_incentives
    quality = np.array([_quality(firm) for firm in market.firms])
    usual = quality[quality > 0.0].mean() if (quality > 0.0).any() else 1.0
    relative = np.where(quality > 0.0, quality / usual, 1.0)
    helped = 1.0 + incentives.sell_out * help_felt(market)
    appeal: Floats = relative[:, np.newaxis] * helped * speed_by_cooperation(market)
    return appeal


def _quality(firm: Firm) -> float:
    """Mean quality of what a firm has on sale; 0 if nothing."""
    lines = list(firm.on_sale().values()) if firm.is_active else []
    return sum(line.spec.quality for line in lines) / len(lines) if lines else 0.0


def _look_at_turns(resellers: Resellers, cover: float) -> None:
    """Note down how fast each firm's goods turn with each segment, for all to see. Writes: resellers.turn."""
    firms, segments = resellers.turn.shape
    for firm in range(firms):
        for segment in range(segments):
            resellers.turn[firm, segment] = stock_turn(
                float(resellers.warranted[firm, segment]), float(resellers.stocked[firm, segment]), cover
            )


@kernel
def sell_on(columns: Columns, resellers: Resellers, ways: Ways) -> None:
    """Let every reseller take in goods, sell them on, judge suppliers and plan orders.

    Writes: stock, quiet, satisfaction, loyalty, resellers.
    """
    resellers.sold_on[:] = 0.0
    resellers.stocked[:] = 0.0
    resellers.warranted[:] = 0.0
    resellers.unmet[:] = 0.0
    for k in range(resellers.people.shape[0]):
        i, usual = resellers.people[k], usual_rate(resellers, k)
        turnover = usual * float(resellers.order_size[k])
        _remember_orders(columns, resellers, ways, k)
        on_shelf, appealing = _take_in(columns, resellers, ways, k)
        demand = turnover * appealing / on_shelf if on_shelf > 0.0 else turnover
        left = _sell(columns, resellers, ways, i, (on_shelf, turnover))
        _judge(columns, resellers, ways, k, (on_shelf, on_shelf - left))
        resellers.unmet[columns.segment[i]] += max(demand - (on_shelf - left), 0.0)
        orders = ordered(demand, left, ways.cover, ways.adjustment)
        pace = 1.0 + ways.strength * (orders / turnover - 1.0) if turnover > 0.0 else 1.0
        columns.quiet[i] = exp(-usual * pace)


@part
def _remember_orders(columns: Columns, resellers: Resellers, ways: Ways, k: int) -> None:
    """Whose goods a reseller is wont to order, by orders, whatever their size. Writes: resellers.wont."""
    i, total = resellers.people[k], 0
    for firm in range(columns.stock.shape[0]):
        total += int(columns.purchases[firm, i]) - int(resellers.purchases[firm, k])
    if total > 0:
        for firm in range(columns.stock.shape[0]):
            orders = int(columns.purchases[firm, i]) - int(resellers.purchases[firm, k])
            resellers.wont[firm, k] = moved(float(resellers.wont[firm, k]), orders / total, ways.memory)


@part
def _take_in(columns: Columns, resellers: Resellers, ways: Ways, k: int) -> tuple[float, float]:
    """Put orders on the shelf; returns units on it, and weighted by appeal. Writes: stock, resellers."""
    i, on_shelf, appealing = resellers.people[k], 0.0, 0.0
    for firm in range(columns.stock.shape[0]):
        orders = int(columns.purchases[firm, i]) - int(resellers.purchases[firm, k])
        came = float(orders * int(columns.order_size[i]))
        stock = float(columns.stock[firm, i]) + came
        resellers.purchases[firm, k] = columns.purchases[firm, i]
        columns.stock[firm, i] = stock
        on_shelf += stock
        resellers.taken[firm, k] = moved(float(resellers.taken[firm, k]), came, ways.memory)
        appealing += ways.appeal[firm, columns.segment[i]] * stock
    return on_shelf, appealing


@part
def _sell(columns: Columns, resellers: Resellers, ways: Ways, i: int, shelf: tuple[float, float]) -> float:
    """Sell on what sells of a shelf (units on it, turnover); returns units left. Writes: stock, resellers."""
    left, segment = 0.0, columns.segment[i]
    for firm in range(columns.stock.shape[0]):
        stock = float(columns.stock[firm, i])
        sold = sold_on(stock, shelf[0], shelf[1], ways.appeal[firm, segment])
        columns.stock[firm, i] = stock - sold
        resellers.sold_on[firm, segment] += sold
        resellers.stocked[firm, segment] += stock - sold
        left += stock - sold
    return left


@part
def _judge(columns: Columns, resellers: Resellers, ways: Ways, k: int, shelf: tuple[float, float]) -> None:
    """Judge suppliers by what stands of their goods, against the part that their orders warrant of what sold.

    The more of the shelf (units on it, units sold) they take the more they are noticed.
    Writes: satisfaction, loyalty, resellers.
    """
    i = resellers.people[k]
    for firm in range(columns.stock.shape[0]):
        left, warranted = float(columns.stock[firm, i]), float(resellers.wont[firm, k]) * shelf[1]
        resellers.warranted[firm, columns.segment[i]] += warranted
        if left > 0.0:
            turn = stock_turn(warranted, left, ways.cover)
            share = ways.judging * left / shelf[0]
            columns.satisfaction[firm, i] = thought_of(float(columns.satisfaction[firm, i]), turn, share)
            columns.loyalty[firm, i] = thought_of(float(columns.loyalty[firm, i]), turn, share)
