"""The order of a period, as data: what happens, and what each step may write."""

from collections.abc import Callable
from typing import NamedTuple

from sim.processes.customers import (
    count_relationships,
    have_contacts,
    have_occasions,
    hear_neighbours,
    move_stages,
    receive_messages,
    tell,
    trade,
)
from sim.processes.customers.channels_tempt import channels_tempt
from sim.processes.customers.customers_live import customers_live
from sim.processes.customers.customers_resist import customers_resist
from sim.processes.customers.friends_match import friends_match
from sim.processes.firms.books_close import books_close
from sim.processes.firms.firms_decide import firms_decide
from sim.processes.firms.firms_enter import firms_enter
from sim.processes.firms.firms_learn import firms_learn
from sim.processes.firms.firms_serve import firms_serve
from sim.processes.firms.insolvent_leave import insolvent_leave
from sim.processes.firms.programmes_proceed import programmes_proceed
from sim.processes.offers.offers_posted import offers_posted
from sim.processes.trade.goods_sold_on import goods_sold_on
from sim.processes.trade.salespeople_work import salespeople_work
from sim.processes.trade.trade_bargains import trade_bargains
from sim.state.market import Market


class Step(NamedTuple):
    """One step of a period."""

    run: Callable[[Market], None]
    writes: tuple[str, ...]
    """Columns of customers that it may write; what it does to firms and books its docstring says."""

    @property
    def name(self) -> str:
        """Name of the step."""
        return self.run.__name__


CUSTOMERS_PART: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("hear_neighbours", hear_neighbours.WRITES),
    ("receive_messages", receive_messages.WRITES),
    ("have_occasions", have_occasions.WRITES),
    ("trade", trade.WRITES),
    ("have_contacts", have_contacts.WRITES),
    ("move_stages", move_stages.WRITES),
    ("count_relationships", count_relationships.WRITES),
    ("tell", tell.WRITES),
)
"""Order within ``customers_live``; compiled into one loop over tiles, so a test holds the two together.

What each may write stands beside it, since several share the loops that write.
"""

RELATIONSHIP = tuple({column: None for _, writes in CUSTOMERS_PART for column in (*writes, "told")})

SCHEDULE: tuple[Step, ...] = (
    Step(firms_enter, ()),
    Step(firms_decide, ("offer", "tier", "learnt")),
    Step(customers_resist, ("satisfaction", "loyalty")),
    Step(firms_serve, ()),
    Step(programmes_proceed, ()),
    Step(salespeople_work, ("order_size",)),
    Step(trade_bargains, ("offer",)),
    Step(offers_posted, ()),
    Step(customers_live, RELATIONSHIP),
    Step(channels_tempt, ("quiet", "channels_used")),
    Step(goods_sold_on, ("stock", "quiet", "satisfaction", "loyalty")),
    Step(friends_match, ("taste",)),
    Step(books_close, ("contribution",)),
    Step(firms_learn, ()),
    Step(insolvent_leave, ("supplier", "offer")),
)
