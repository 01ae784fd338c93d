"""Charts of a comparison: each takes a comparison and returns a plotly figure whose title is its finding."""

from analysis.figures.bridge import profit_bridge
from analysis.figures.canvas import untitled
from analysis.figures.channel_courses import channel_conflict, contacts_by_channel, sales_by_channel
from analysis.figures.channel_economics import channel_economics
from analysis.figures.channel_tasks import channel_tasks
from analysis.figures.channels import channel_mix
from analysis.figures.cohorts import cohort_retention
from analysis.figures.convergence import convergence
from analysis.figures.customers import customer_flows, customers_by_stage, satisfaction_and_loyalty
from analysis.figures.equity import customer_equity
from analysis.figures.fans import profit_fan, share_fan
from analysis.figures.forest import forest
from analysis.figures.journeys import journeys
from analysis.figures.loyalty import loyalty_distribution
from analysis.figures.practice import practice_over_time
from analysis.figures.programmes import programme_failures
from analysis.figures.quadrants import loyalty_by_value
from analysis.figures.regret import arm_regret
from analysis.figures.returns import marginal_return
from analysis.figures.risk import profit_risk
from analysis.figures.rivals import concentration, rivals_reactions
from analysis.figures.sales import sales_with_phases
from analysis.figures.standings import standings
from analysis.figures.switching import switching_matrix
from analysis.figures.tiers import customers_by_tier
from analysis.figures.timeline import event_timeline
from analysis.figures.value import value_curve

__all__ = [
    "arm_regret",
    "channel_conflict",
    "channel_economics",
    "channel_mix",
    "channel_tasks",
    "cohort_retention",
    "concentration",
    "contacts_by_channel",
    "convergence",
    "customer_equity",
    "customer_flows",
    "customers_by_stage",
    "customers_by_tier",
    "event_timeline",
    "forest",
    "journeys",
    "loyalty_by_value",
    "loyalty_distribution",
    "marginal_return",
    "practice_over_time",
    "profit_bridge",
    "profit_fan",
    "profit_risk",
    "programme_failures",
    "rivals_reactions",
    "sales_by_channel",
    "sales_with_phases",
    "satisfaction_and_loyalty",
    "share_fan",
    "standings",
    "switching_matrix",
    "untitled",
    "value_curve",
]
