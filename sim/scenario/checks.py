"""What must hold between the parts of a scenario: names that exist, launches in order."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from sim.scenario.parts import Channel, Firm, Generation, Segment


def check_names(
    firms: Mapping[str, Firm],
    generations: Mapping[str, Generation],
    channels: Mapping[str, Channel],
    segments: Mapping[str, Segment],
) -> None:
    """Check that firms name generations, channels and segments that the market has.

    Raises
    ------
    ValueError
        Naming the first that is unknown.
    """
    for name, firm in firms.items():
        for kind, used, known in (
            ("products", firm.products, generations),
            ("channels", firm.channels, channels),
        ):
            for key in used:
                if key not in known:
                    raise ValueError(
                        f"[firms.{name}.{kind}.{key}] unknown {kind[:-1]} - known are {', '.join(known)}"
                    )
        if (plan := firm.strategies.channels) is not None:
            _check_plan(name, "channel", plan.names(), channels)
            _check_plan(name, "segment", plan.groups(), segments)


def _check_plan(firm: str, kind: str, used: Iterable[str], known: Mapping[str, object]) -> None:
    """Check that a firm's channel strategy speaks of what the market has."""
    for key in used:
        if key not in known:
            raise ValueError(
                f"[firms.{firm}.strategies.channels] unknown {kind} {key} - known are {', '.join(known)}"
            )


def check_leanings(segments: Mapping[str, Segment], channels: Mapping[str, Channel]) -> None:
    """Check that segments lean towards channels that the market has.

    Raises
    ------
    ValueError
        Naming the first that is unknown.
    """
    for name, segment in segments.items():
        for kind in ("channel_reach", "channel_liking"):
            for key in getattr(segment, kind):
                if key not in channels:
                    raise ValueError(
                        f"[segments.{name}.{kind}.{key}] unknown channel - known are {', '.join(channels)}"
                    )


def check_launches(firms: Mapping[str, Firm], generations: Mapping[str, Generation]) -> None:
    """Check that no firm launches a newer generation before an older one, or before it can be sold.

    Raises
    ------
    ValueError
        Naming the first launch that is too early.
    """
    for name, firm in firms.items():
        dates = [(key, firm.products[key].launch) for key in generations if key in firm.products]
        set_dates = [(key, date) for key, date in dates if date is not None]
        for (older, a), (newer, b) in pairwise(set_dates):
            if b < a:
                raise ValueError(
                    f"[firms.{name}.products.{newer}.launch] {b:g} is before that of {older} ({a:g}) "
                    "- launch newer generations later"
                )
        for key, date in set_dates:
            if date < generations[key].available:
                raise ValueError(
                    f"[firms.{name}.products.{key}.launch] {date:g} is before the generation can be sold "
                    f"({generations[key].available:g}) - launch it later"
                )
