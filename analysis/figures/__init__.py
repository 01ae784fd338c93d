"""Charts of a comparison: each takes a comparison and returns a plotly figure whose title is its finding."""

from analysis.figures.bridge import profit_bridge
from analysis.figures.canvas import untitled
from analysis.figures.channels import channel_mix
from analysis.figures.customers import customer_flows, customers_by_stage, satisfaction_and_loyalty
from analysis.figures.fans import profit_fan, share_fan
from analysis.figures.forest import forest
from analysis.figures.kpi_table import kpi_table
from analysis.figures.sales import sales_with_phases

__all__ = [
    "channel_mix",
    "customer_flows",
    "customers_by_stage",
    "forest",
    "kpi_table",
    "profit_bridge",
    "profit_fan",
    "sales_with_phases",
    "satisfaction_and_loyalty",
    "share_fan",
    "untitled",
]
