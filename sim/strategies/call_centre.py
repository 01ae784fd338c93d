"""Staffed: a number of agents, who may know whom to serve first, and machines for what is easy.

Source: Gans, Koole & Mandelbaum (2003), "Telephone call centers: tutorial, review, and research prospects";
Meuter, Ostrom, Roundtree & Bitner (2000), "Self-service technologies".
"""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from sim.strategies.base import CallCentrePlan, FirmView, Offers, Strategy
from sim.units import Money, Positive, Share


class CallCentreStrategy(Strategy):
    """Who answers, how well, and at what cost."""


class StaffedCallCentre(CallCentreStrategy):
    """So many agents, whatever the load."""

    kind: Literal["staffed"] = "staffed"
    agents: Positive = Field(10.0, description="full-time agents")
    agent_cost: Money = Field(40_000.0, description="money a year for each agent")
    recognition: bool = Field(
        False, description="whether callers are recognised and those whose tier has priority served first"
    )
    self_service: Share = Field(0.0, description="share of contacts that a machine handles")
    machine_quality: Share = Field(0.6, description="quality of a contact that a machine handles, 0..1")
    machine_cost: Money = Field(0.2, description="money for each contact that a machine handles")

    @override
    def decide(self, view: FirmView) -> Offers:
        """The same staff in every period."""
        return Offers(
            call_centre=CallCentrePlan(
                agents=self.agents,
                agent_cost=self.agent_cost / view.periods_per_year,
                recognition=self.recognition,
                self_service=self.self_service,
                machine_quality=self.machine_quality,
                machine_cost=self.machine_cost,
            )
        )
