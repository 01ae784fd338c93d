"""What firms offer in a period, in the form that compiled loops read."""

from dataclasses import dataclass
from typing import Any, NamedTuple


class TierTables(NamedTuple):
    """How each firm treats its customers tier by tier. All [F, MOST_TIERS]; float64 unless said otherwise."""

    bond: Any
    """Share of missing attitudinal loyalty added to present customers of the tier."""
    pull: Any
    """Logits for the firm."""
    treatment: Any
    """Experience gained by privileged service, less what seeing others treated better takes away."""
    log_surcharge: Any
    """Log of 1 + the surcharge on every price."""
    surcharge: Any
    """int64: the surcharge on every price, in percent."""
    on_account: Any
    """uint8: 1 if orders may be paid later."""
    waiting: Any
    """Experience that waiting takes from a contact."""
    answered: Any
    """Share of complaints that are answered."""


class TaskTables(NamedTuple):
    """How each firm's channels do each task. float64 unless said otherwise.

    F = firms, C = channels, T = tasks, A = offers. Where somebody was advised: 0..C-1 = a channel, C =
    nowhere though it was needed, C + 1 = not needed.
    """

    advice: Any
    """[C]: logits of a channel for advice, by who advises best there; NOT_REACHED if nobody does."""
    advice_key: Any
    """uint64[C]"""
    advises: Any
    """uint8[F, C]"""
    swayed: Any
    """[A, C + 2]: logits of an offer by where one was advised."""
    journey: Any
    """[A, C + 2]: quality of service of a purchase by where one was advised."""
    returned: Any
    """[A, C + 2]: chance that an order comes back, by where one was advised."""
    return_cents: Any
    """[A, 2]: cents that a returned order costs, and each unit of it."""
    fitting: Any
    """int64[A]: channel through which it is installed, -1 = none."""
    unhelped: Any
    """[F, C]: share of a channel's strangeness that help leaves; 0 where people are served."""
    contact: Any
    """[F, C, T]: logits of a channel for a task; NOT_REACHED where it is not done."""
    contact_key: Any
    """uint64[C]"""
    quality: Any
    """[F, C, T]: quality of a contact."""
    task_limits: Any
    """[3]: cumulative shares of communication, after-sale service and account care in contacts."""
    assisted: Any
    """int64[F]: channel that takes up contacts failed elsewhere, -1 = none."""
    again: Any
    """[F]: experience lost by telling all again, and by hearing something else."""
    ability: Any
    """[C]: share of contacts that a channel can resolve."""
    cents: Any
    """[C]: cents of an ordinary contact."""


class Posted(NamedTuple):
    """What firms offer this period.

    P = products on sale, A = offers (product x channel), F = firms, K = needs.
    """

    period: int
    years: float
    category_experience: float
    """Mean experience that the category gave last period, 0..1."""
    product_firm: Any
    product_generation: Any
    attribute: Any
    """float64[P, K]: position of each product in need space."""
    quality: Any
    defects: Any
    offer_product: Any
    offer_channel: Any
    offer_key: Any
    """uint64[A]: key of the luck that belongs to the offer, whatever else is on offer."""
    waiting_key: int
    log_price: Any
    """float64[A]: log of price over reference price."""
    price_cents: Any
    list_cents: Any
    service: Any
    """float64[A]: quality of the channel's service."""
    contact: Any
    """float64[P]: quality of a service contact of those who own the product."""
    utility: Any
    """float64[A]: logits that are the same for everybody."""
    served: Any
    """float64[A]: share of contacts that are served; the rest are turned away by lot."""
    pull: Any
    """float64[F, 6]: logits by firm and relationship stage."""
    touch: Any
    """float64[F, 6]: share of missing awareness added, by firm and stage."""
    bond: Any
    """float64[F, 6]: share of missing attitudinal loyalty added, by firm and stage."""
    tiers: "TierTables"
    tasks: "TaskTables"
    carried: Any
    """float64[P]: share of attachment to the firm that passes on to those who own an older generation."""
    class_utility: Any
    """float64[S, A]: logits of an offer to a segment, by the rules of its class and by the firm's routes."""
    terms: Any
    """float64[F, S]: share of what a segment pays that its supply costs the firm, besides commissions."""
    active: Any
    """uint8[F]: 1 while a firm is in the market."""
    log_discount: Any
    """float64[101]: log(1 - percent / 100)."""
    keys: Any
    """uint64[decisions + 1]: key by decision for this period."""
    dropout_key: Any
    """uint64: key of everybody's own chance to leave for good, the same in every period."""


@dataclass(frozen=True)
class Shelf:
    """What stands on the shelf, products or offers, as it was last worked out."""

    decided: tuple[tuple[object, ...], ...]
    """What it depends on, one by one."""
    numbers: dict[str, Any]
    """What came of it, an array each."""
