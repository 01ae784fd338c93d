"""What the laws of a scenario come to in one period: the numbers that compiled loops read, law by law."""

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any, Final, NamedTuple

from sim.agents.firms import Firm
from sim.compiling import said
from sim.mechanisms.base import OfFirms, Setting, Switch
from sim.scenario.mechanisms import Mechanisms, Rates
from sim.scenario.scenario import Scenario


def rates_of(scenario: Scenario) -> Rates:
    """The numbers of a scenario's laws for one period."""
    setting = _setting(scenario)
    laws = {path.split("/")[1]: law for path, law in scenario.mechanisms.each()}
    return Rates._make(laws[name].in_period(setting) for name in Rates._fields)


class _Posting(NamedTuple):
    """A number of a law that each firm posts anew in every period."""

    law: str
    """Path of the law among the mechanisms."""
    array: Callable[[Any], Any]
    """Where it stands among all numbers of laws."""
    read: Callable[[Firm], Any]
    through: str


def _postings() -> Iterator[_Posting]:
    for path, _ in Mechanisms().each():
        name = path.split("/")[1]
        table = Rates.__annotations__.get(name, Switch)
        for field, of in said(table, OfFirms).items():
            yield _Posting(
                path.replace("/", "."), attrgetter(f"{name}.{field}"), attrgetter(of.source), of.through
            )


_POSTINGS: Final = tuple(_postings())


def post_numbers(rates: Rates, mechanisms: Mechanisms, firms: Sequence[Firm]) -> None:
    """What laws say of each firm in this period. Writes: the arrays of `OfFirms` in rates."""
    for posting in _POSTINGS:
        numbers = [posting.read(firm) for firm in firms]
        if posting.through:
            numbers = [*map(getattr(attrgetter(posting.law)(mechanisms), posting.through), numbers)]
        posting.array(rates)[:] = numbers


def _setting(scenario: Scenario) -> Setting:
    network = scenario.mechanisms.customers.word_of_mouth
    return Setting(
        periods_per_year=scenario.periods_per_year,
        periods=scenario.periods,
        customers=scenario.customers,
        firms=len(scenario.firms),
        needs=len(next(iter(scenario.generations.values())).frontier),
        neighbours=network.neighbours if network.is_on else 0,
        listening=network.strength,
        contacts_by_task=scenario.mechanisms.channels.task_channels.is_on,
    )
