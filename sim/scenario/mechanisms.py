"""All mechanisms of the market under their paths, and the numbers that loops read of them.

What a scenario does not name is off. A law is named here and nowhere else.
"""

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import Field

from sim.mechanisms.base import Mechanism, Switch
from sim.mechanisms.channels.channel_integration import ChannelIntegration
from sim.mechanisms.channels.channel_migration import ChannelMigration, ChannelMigrationInPeriod
from sim.mechanisms.channels.channel_types import ChannelTypes, ChannelTypesInPeriod
from sim.mechanisms.channels.failed_contacts import FailedContacts, FailedContactsInPeriod
from sim.mechanisms.channels.multichannel_use import MultichannelUse
from sim.mechanisms.channels.returns import Returns
from sim.mechanisms.channels.segment_routes import SegmentRoutes
from sim.mechanisms.channels.task_channels import TaskChannels, TaskChannelsInPeriod
from sim.mechanisms.channels.trade_structure import TradeStructure
from sim.mechanisms.crm.call_centre import CallCentre
from sim.mechanisms.crm.complaints import Complaints, ComplaintsInPeriod
from sim.mechanisms.crm.credit_standing import CreditStanding
from sim.mechanisms.crm.crm_programme import CrmProgramme
from sim.mechanisms.crm.customer_view import CustomerView
from sim.mechanisms.crm.existing_customer_conversion import ExistingCustomerConversion
from sim.mechanisms.crm.hand_overs import HandOvers
from sim.mechanisms.crm.loyalty_programme import LoyaltyProgramme
from sim.mechanisms.crm.need_sensing import NeedSensing
from sim.mechanisms.crm.objection_management import ObjectionManagement
from sim.mechanisms.crm.one_to_one import OneToOne, OneToOneInPeriod
from sim.mechanisms.crm.relationship_stages import RelationshipStages, RelationshipStagesInPeriod
from sim.mechanisms.crm.relationship_strategy import RelationshipStrategy
from sim.mechanisms.crm.retention import Retention
from sim.mechanisms.crm.sales_incentives import SalesIncentives
from sim.mechanisms.customers.awareness import Awareness, AwarenessInPeriod
from sim.mechanisms.customers.brand_choice import BrandChoice, BrandChoiceInPeriod
from sim.mechanisms.customers.cost_to_serve import CostToServe, CostToServeInPeriod
from sim.mechanisms.customers.customer_classes import CustomerClasses
from sim.mechanisms.customers.differentiation import Differentiation, DifferentiationInPeriod
from sim.mechanisms.customers.dropout import Dropout, DropoutInPeriod
from sim.mechanisms.customers.fairness import Fairness
from sim.mechanisms.customers.latent_needs import LatentNeeds, LatentNeedsInPeriod
from sim.mechanisms.customers.loyalty import Loyalty, LoyaltyInPeriod
from sim.mechanisms.customers.referral import Referral, ReferralInPeriod
from sim.mechanisms.customers.renewal import Renewal, RenewalInPeriod
from sim.mechanisms.customers.satisfaction import Satisfaction, SatisfactionInPeriod
from sim.mechanisms.customers.service_dimensions import ServiceDimensions
from sim.mechanisms.customers.split_loyalty import SplitLoyalty, SplitLoyaltyInPeriod
from sim.mechanisms.customers.uncertain_demand import UncertainDemand, UncertainDemandInPeriod
from sim.mechanisms.customers.word_of_mouth import WordOfMouth, WordOfMouthInPeriod
from sim.mechanisms.cycles.adoption import Adoption, AdoptionInPeriod
from sim.mechanisms.cycles.innovation import Innovation
from sim.mechanisms.cycles.needs_drift import NeedsDrift, NeedsInPeriod
from sim.mechanisms.cycles.replacement import Replacement, ReplacementInPeriod
from sim.mechanisms.firms.entry_and_exit import EntryAndExit
from sim.units import Spec


class Cycles(Spec):
    """Cycles of the market."""

    adoption: Adoption = Field(default_factory=Adoption.off)
    replacement: Replacement = Field(default_factory=Replacement.off)
    needs_drift: NeedsDrift = Field(default_factory=NeedsDrift.off)
    innovation: Innovation = Field(default_factory=Innovation.off)


class Customers(Spec):
    """What moves customers."""

    awareness: Awareness = Field(default_factory=Awareness.off)
    brand_choice: BrandChoice = Field(default_factory=BrandChoice.off)
    satisfaction: Satisfaction = Field(default_factory=Satisfaction.off)
    loyalty: Loyalty = Field(default_factory=Loyalty.off)
    differentiation: Differentiation = Field(default_factory=Differentiation.off)
    word_of_mouth: WordOfMouth = Field(default_factory=WordOfMouth.off)
    uncertain_demand: UncertainDemand = Field(default_factory=UncertainDemand.off)
    renewal: Renewal = Field(default_factory=Renewal.off)
    dropout: Dropout = Field(default_factory=Dropout.off)
    split_loyalty: SplitLoyalty = Field(default_factory=SplitLoyalty.off)
    referral: Referral = Field(default_factory=Referral.off)
    cost_to_serve: CostToServe = Field(default_factory=CostToServe.off)
    latent_needs: LatentNeeds = Field(default_factory=LatentNeeds.off)
    fairness: Fairness = Field(default_factory=Fairness.off)
    service_dimensions: ServiceDimensions = Field(default_factory=ServiceDimensions.off)
    customer_classes: CustomerClasses = Field(default_factory=CustomerClasses.off)


class Crm(Spec):
    """What firms' care does to customers."""

    retention: Retention = Field(default_factory=Retention.off)
    loyalty_programme: LoyaltyProgramme = Field(default_factory=LoyaltyProgramme.off)
    relationship_stages: RelationshipStages = Field(default_factory=RelationshipStages.off)
    existing_customer_conversion: ExistingCustomerConversion = Field(
        default_factory=ExistingCustomerConversion.off
    )
    objection_management: ObjectionManagement = Field(default_factory=ObjectionManagement.off)
    need_sensing: NeedSensing = Field(default_factory=NeedSensing.off)
    relationship_strategy: RelationshipStrategy = Field(default_factory=RelationshipStrategy.off)
    credit_standing: CreditStanding = Field(default_factory=CreditStanding.off)
    one_to_one: OneToOne = Field(default_factory=OneToOne.off)
    complaints: Complaints = Field(default_factory=Complaints.off)
    customer_view: CustomerView = Field(default_factory=CustomerView.off)
    call_centre: CallCentre = Field(default_factory=CallCentre.off)
    crm_programme: CrmProgramme = Field(default_factory=CrmProgramme.off)
    hand_overs: HandOvers = Field(default_factory=HandOvers.off)
    sales_incentives: SalesIncentives = Field(default_factory=SalesIncentives.off)


class Channels(Spec):
    """What channels do."""

    channel_types: ChannelTypes = Field(default_factory=ChannelTypes.off)
    returns: Returns = Field(default_factory=Returns.off)
    failed_contacts: FailedContacts = Field(default_factory=FailedContacts.off)
    task_channels: TaskChannels = Field(default_factory=TaskChannels.off)
    channel_integration: ChannelIntegration = Field(default_factory=ChannelIntegration.off)
    channel_migration: ChannelMigration = Field(default_factory=ChannelMigration.off)
    multichannel_use: MultichannelUse = Field(default_factory=MultichannelUse.off)
    segment_routes: SegmentRoutes = Field(default_factory=SegmentRoutes.off)
    trade_structure: TradeStructure = Field(default_factory=TradeStructure.off)


class Firms(Spec):
    """What befalls firms."""

    entry_and_exit: EntryAndExit = Field(default_factory=EntryAndExit.off)


class Mechanisms(Spec):
    """Every mechanism of the market."""

    cycles: Cycles = Cycles()
    customers: Customers = Customers()
    crm: Crm = Crm()
    channels: Channels = Channels()
    firms: Firms = Firms()

    def each(self) -> Iterator[tuple[str, Mechanism]]:
        """Path and parameters of every mechanism, in the order of the catalogue."""
        for group_name in type(self).model_fields:
            group = getattr(self, group_name)
            for name in type(group).model_fields:
                yield f"{group_name}/{name}", getattr(group, name)


class Rates(NamedTuple):
    """What loops read of each law; a field bears the name of the law."""

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
