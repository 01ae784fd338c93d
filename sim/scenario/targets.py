"""What a scenario's author wants to reach: a level, or a change against the baseline arm, per key figure."""

from typing import Annotated, Final, Literal, Self, get_args

from pydantic import Field, model_validator

from sim.units import Real, Spec, unit

Metric = Literal[
    "profit_cents",
    "revenue_cents",
    "cost_of_sales",
    "channel_cost_share",
    "cost_per_sale_cents",
    "cost_per_contact_cents",
    "face_to_face_contacts",
    "units",
    "customers_end",
    "share_end",
    "satisfaction_end",
    "attitudinal_loyalty_end",
    "behavioural_loyalty",
    "retention",
    "won",
    "lost",
    "won_back",
]
"""Key figures of the focus firm that a target can be set for; `analysis.measures.targets` measures them."""

METRICS: Final[tuple[Metric, ...]] = get_args(Metric)
WAYS: Final = ("change", "difference", "at_least", "at_most")

Relative = Annotated[float, Field(gt=-1, json_schema_extra=unit("share"))]
"""A relative change: 0.12 = 12% more."""


class Target(Spec):
    """A target for one key figure; exactly one of its four ways of saying it."""

    change: Relative | None = Field(
        None,
        description="relative change against the baseline arm, 0.12 = 12% more; a negative one: at least as "
        "much less",
    )
    difference: Real | None = Field(
        None,
        description="difference from the baseline arm in the key figure's unit, 0.05 of a share = 5 "
        "percentage points",
    )
    at_least: Real | None = Field(None, description="lowest level that will do, in the key figure's unit")
    at_most: Real | None = Field(None, description="highest level that will do, in the key figure's unit")

    @property
    def way(self) -> str:
        """Which of the four it is."""
        return next(way for way in WAYS if getattr(self, way) is not None)

    @property
    def value(self) -> float:
        """The number that is wanted."""
        return float(getattr(self, self.way))

    @property
    def is_relative(self) -> bool:
        """Whether it speaks of the baseline arm."""
        return self.way in {"change", "difference"}

    @property
    def wants_more(self) -> bool:
        """Whether values above the one that is wanted will do, rather than values below it."""
        return self.way == "at_least" or (self.is_relative and self.value > 0)

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        said = [way for way in WAYS if getattr(self, way) is not None]
        if len(said) != 1:
            raise ValueError(
                f"says {' and '.join(said) or 'nothing'} - give exactly one of {', '.join(WAYS)}"
            )
        if self.is_relative and self.value == 0:
            raise ValueError(
                f"[{self.way}] 0 does not say whether more or less will do - write the least that matters"
            )
        return self
