"""What the laws of a scenario come to in one period: the numbers that compiled loops read, law by law."""

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any, Final, NamedTuple

from sim.agents.firms import Firm
from sim.compiling import said
from sim.mechanisms.base import OfFirms, Setting, Switch
from sim.mechanisms.channels.channel_migration import ChannelMigrationInPeriod
from sim.mechanisms.channels.channel_types import ChannelTypesInPeriod
from sim.mechanisms.channels.failed_contacts import FailedContactsInPeriod
from sim.mechanisms.channels.task_channels import TaskChannelsInPeriod
from sim.mechanisms.crm.complaints import ComplaintsInPeriod
from sim.mechanisms.crm.one_to_one import OneToOneInPeriod
from sim.mechanisms.crm.relationship_stages import RelationshipStagesInPeriod
from sim.mechanisms.customers.awareness import AwarenessInPeriod
from sim.mechanisms.customers.brand_choice import BrandChoiceInPeriod
from sim.mechanisms.customers.cost_to_serve import CostToServeInPeriod
from sim.mechanisms.customers.differentiation import DifferentiationInPeriod
from sim.mechanisms.customers.dropout import DropoutInPeriod
from sim.mechanisms.customers.latent_needs import LatentNeedsInPeriod
from sim.mechanisms.customers.loyalty import LoyaltyInPeriod
from sim.mechanisms.customers.referral import ReferralInPeriod
from sim.mechanisms.customers.renewal import RenewalInPeriod
from sim.mechanisms.customers.satisfaction import SatisfactionInPeriod
from sim.mechanisms.customers.split_loyalty import SplitLoyaltyInPeriod
from sim.mechanisms.customers.uncertain_demand import UncertainDemandInPeriod
from sim.mechanisms.customers.word_of_mouth import WordOfMouthInPeriod
from sim.mechanisms.cycles.adoption import AdoptionInPeriod
from sim.mechanisms.cycles.needs_drift import NeedsInPeriod
from sim.mechanisms.cycles.replacement import ReplacementInPeriod
from sim.scenario.mechanisms import Mechanisms
from sim.scenario.scenario import Scenario


class Rates(NamedTuple):
    """What loops read of each law; a field bears the name of the law's file."""

    adoption: AdoptionInPeriod
    replacement: ReplacementInPeriod
    needs_drift: NeedsInPeriod
    awareness: AwarenessInPeriod
    brand_choice: BrandChoiceInPeriod
    satisfaction: SatisfactionInPeriod
    loyalty: LoyaltyInPeriod
    differentiation: DifferentiationInPeriod
    word_of_mouth: WordOfMouthInPeriod
    uncertain_demand: UncertainDemandInPeriod
    renewal: RenewalInPeriod
    dropout: DropoutInPeriod
    split_loyalty: SplitLoyaltyInPeriod
    referral: ReferralInPeriod
    cost_to_serve: CostToServeInPeriod
    latent_needs: LatentNeedsInPeriod
    customer_classes: Switch
    relationship_stages: RelationshipStagesInPeriod
    existing_customer_conversion: Switch
    relationship_strategy: Switch
    credit_standing: Switch
    one_to_one: OneToOneInPeriod
    complaints: ComplaintsInPeriod
    channel_types: ChannelTypesInPeriod
    returns: Switch
    failed_contacts: FailedContactsInPeriod
    task_channels: TaskChannelsInPeriod
    channel_migration: ChannelMigrationInPeriod
    segment_routes: Switch


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
