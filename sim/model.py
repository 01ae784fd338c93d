"""The loop: a Mesa model whose step is one period."""

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import mesa

from sim.agents.birth import born
from sim.agents.firms import Firm
from sim.agents.resellers import resellers_of
from sim.compiling import by_address
from sim.mechanisms.crm.relationship_stages import LOST, WELCOME
from sim.phases import CATEGORY_TRANSITIONS, TRANSITIONS, Phase, Recogniser
from sim.processes.schedule import SCHEDULE
from sim.randomness import Luck
from sim.result.events import NO_EVENTS, Rows, events_of
from sim.result.figures import Figures
from sim.result.recording import Period, record
from sim.result.snapshots import new_snapshots, take
from sim.scenario.scenario import Scenario, load
from sim.state.costs import costs_of
from sim.state.ledger import Ledger, profits
from sim.state.market import Market
from sim.state.rates import rates_of


class MarketModel(mesa.Model):
    """One market in time.

    Parameters
    ----------
    scenario
        A scenario, or the name or path of a scenario file (with `arm`, if one of its arms is meant).
    seed
        Seed of all chance in the run; None, as `mesa.batch_run` may say, is 0.
    threads
        Threads for the customers' part; results are the same bits for any number.
    events
        Keep the log of events (``event_log``); it never changes a run.
    parameters
        Scenario keys by dotted path, as in ``--set``, so that ``mesa.batch_run`` can vary them flat.
    """

    def __init__(
        self,
        scenario: Scenario | str | Path,
        *,
        seed: int | None = 0,
        arm: str | None = None,
        threads: int = 1,
        events: bool = False,
        **parameters: Any,  # noqa: ANN401 - any scenario value
    ) -> None:
        super().__init__(rng=seed or 0)
        question = load(scenario) if isinstance(scenario, str | Path) else scenario
        question = question.arm(arm) if arm is not None else question
        question = question.set(**parameters) if parameters else question
        self.question = question
        self.firms = tuple(Firm(self, index, name, question) for index, name in enumerate(question.firms))
        self.market = _begun(question, Luck(seed or 0), self.firms, threads)
        self.market.keeps_events = events
        self.history: list[Period] = []
        self.customers_of: list[int] = []
        """Present customers of each firm, last period."""
        self.profits_of: list[int] = []
        """Profit of each firm in cents, last period."""
        self.snapshots = new_snapshots(question)
        self.event_log: list[Rows] = []
        self.datacollector = mesa.DataCollector(
            model_reporters=dict(_REPORTERS),
            agent_reporters={"customers": _customers, "profit_cents": _profit},
        )

    @property
    def figures(self) -> Figures:
        """What the periods so far come to; at least one must have passed."""
        return Figures(self.question, self.history)

    def step(self) -> None:
        """One period of the market, and the record of it."""
        events = live(self.market)
        self.history.append(record(self.market))
        take(self.market, self.snapshots)
        if self.market.keeps_events:
            self.event_log.append(events)
        self._collect()
        self.market.period += 1
        self.running = self.market.period < self.question.periods

    def _collect(self) -> None:
        """Let mesa collect under the number of the period; it has counted the step already."""
        latest = self.history[-1]
        self.customers_of = latest.tally.stages[:, WELCOME:LOST].sum(axis=1).tolist()
        self.profits_of = profits(latest.flow).tolist()
        self.steps -= 1
        self.datacollector.collect(self)
        self.steps += 1


def live(market: Market) -> Rows:
    """Do every step of the schedule in order, for one period; the time stays.

    Returns
    -------
    int64[rows, EVENT_COLUMNS]
        What happened, if the market keeps events.
    """
    market.ledger.open_period()
    stages = market.customers.columns.stage.copy() if market.keeps_events else None
    for step in SCHEDULE:
        step.run(market)
    market.ledger.check()
    return events_of(market, stages) if stages is not None else NO_EVENTS


def continued(market: Market, number: int) -> Market:
    """Copy a market as it stands, to be lived on from here in luck of its own.

    Traits, the network, the history and what firms know of whom stay.

    Parameters
    ----------
    market
        Between two periods; it is left as it is.
    number
        Which continuation: 0 goes on as the market itself would, each other number in fresh luck.
    """
    shared = (market.scenario, market.costs, TRANSITIONS, CATEGORY_TRANSITIONS)
    of_firms = (thing for firm in market.firms for thing in (firm.spec, firm.model))
    copy = deepcopy(market, {id(thing): thing for thing in (*shared, *of_firms)})
    copy.luck = market.luck.renewed(market.period, number)
    return copy


def _begun(scenario: Scenario, luck: Luck, firms: tuple[Firm, ...], threads: int) -> Market:
    established = any(scenario.stands_at_start(name) for name in scenario.firms)
    start = Phase.MATURITY if established else Phase.INTRODUCTION
    customers = born(scenario, luck)
    return Market(
        scenario=scenario,
        luck=luck,
        customers=customers,
        firms=firms,
        rates=by_address(rates_of(scenario)),
        costs=by_address(costs_of(scenario)),
        ledger=Ledger(len(firms)),
        resellers=resellers_of(scenario, customers.columns),
        threads=threads,
        category=Recogniser(scenario.periods_per_year, revival=True, start=start),
    )


def _units(model: MarketModel) -> int:
    return int(model.history[-1].tally.units.sum())


def _category_phase(model: MarketModel) -> str:
    return str(model.market.category.phase.value)


def _total_profit(model: MarketModel) -> int:
    return sum(model.profits_of)


def _customers(firm: Firm) -> int:
    return int(firm.model.customers_of[firm.index])


def _profit(firm: Firm) -> int:
    return int(firm.model.profits_of[firm.index])


_REPORTERS: Mapping[str, Any] = {"units": _units, "profit_cents": _total_profit, "phase": _category_phase}
