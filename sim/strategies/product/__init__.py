"""The decision on research and launches."""

from typing import Annotated

from pydantic import Field

from sim.strategies.product.before_decline import LaunchBeforeDecline
from sim.strategies.product.fixed_launch import FixedLaunch
from sim.strategies.product.on_decline import LaunchOnDecline

AnyProduct = Annotated[FixedLaunch | LaunchOnDecline | LaunchBeforeDecline, Field(discriminator="kind")]

__all__ = ["AnyProduct", "FixedLaunch", "LaunchBeforeDecline", "LaunchOnDecline"]
