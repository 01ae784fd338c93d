"""Part D of the catalogue: channels."""

from typing import Final

from analysis.catalogue.row import Claim, Row

CHANNELS: Final = (
    Row(
        "D1",
        "Channel types",
        "each type of channel wins some task and some customers",
        (
            Claim(
                "Six channel types and face to face",
                "law",
                "channel types",
                "channels/test_channel_types",
                ("channels/channel_types",),
            ),
            Claim("Returns", "law", "returns", "channels/test_returns", ("channels/returns",)),
            Claim(
                "Failed contacts",
                "law",
                "failed contacts",
                "channels/test_failed_contacts",
                ("channels/failed_contacts",),
            ),
        ),
    ),
    Row(
        "D2",
        "Channel strategies",
        "all five can be set against one another, and none wins everywhere",
        (
            Claim(
                "Five channel strategies",
                "choice",
                "channel strategy, in twelve kinds of market",
                "channels/test_channel_tournament",
                choices=("channels/mix",),
            ),
            Claim(
                "Routes for groups of customers",
                "law and choice",
                "segment routes",
                "channels/test_segment_routes",
                ("channels/segment_routes",),
                ("channels/by_segment",),
            ),
            Claim(
                "Tasks through the channel that does each best",
                "choice",
                "task channels",
                "channels/test_computer_activity_channels",
                choices=("channels/activity_based",),
            ),
        ),
    ),
    Row(
        "D3",
        "Tasks over the relationship",
        "a firm of one channel loses customers at the task that it does badly",
        (
            Claim(
                "Tasks over the relationship",
                "law and choice",
                "task channels",
                "channels/test_task_channels",
                ("channels/task_channels",),
                ("channels/single",),
            ),
            Claim(
                "Use of several channels",
                "law",
                "multichannel use",
                "channels/test_multichannel_use",
                ("channels/multichannel_use",),
            ),
        ),
    ),
    Row(
        "D4",
        "Integration and consistency",
        "channels that are not joined can lower satisfaction; joined, they raise it",
        (
            Claim(
                "Integration and consistency",
                "law and choice",
                "channel integration",
                "channels/test_channel_integration",
                ("channels/channel_integration",),
                ("channels/integrated",),
            ),
        ),
    ),
    Row(
        "D5",
        "Channel economics",
        "what channels cost, by channel and task, and of revenue",
        (Claim("Channel economics", "outcome", "all channels but one", "channels/test_channel_economics"),),
    ),
    Row(
        "D6",
        "Migration of customers",
        "reward and help keep more customers than closure",
        (
            Claim(
                "Migration of customers",
                "law and choice",
                "channel migration",
                "channels/test_channel_migration",
                ("channels/channel_migration",),
                ("channels/migration",),
            ),
        ),
    ),
    Row(
        "D7",
        "Trade structure",
        "direct supply lowers cost and raises dependence; a partner sells a multiple through the chain",
        (
            Claim(
                "Trade structure",
                "law and choice",
                "trade structure",
                "channels/test_trade_structure",
                ("channels/trade_structure",),
                ("trade/wholesaler", "trade/direct", "trade/own_shops"),
            ),
        ),
    ),
)
