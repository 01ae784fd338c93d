"""What is on offer, as objects."""

from dataclasses import dataclass

import numpy as np

from sim.state.offers import Posted


@dataclass(frozen=True)
class Product:
    """A product on sale."""

    firm: int
    generation: int
    attribute: list[float]
    quality: float
    defects: float
    contact: float
    index: int


@dataclass
class Offer:
    """A product in a channel, as posted."""

    index: int
    product: Product
    channel: int
    key: int
    log_price: float
    price_cents: int
    list_cents: int
    service: float
    utility: float
    served: float = 1.0
    asked: int = 0


def products_from(posted: Posted) -> list[Product]:
    """Products on sale."""
    columns = (
        posted.product_firm,
        posted.product_generation,
        posted.attribute,
        posted.quality,
        posted.defects,
        posted.contact,
        np.arange(len(posted.product_firm)),
    )
    return [Product(*values) for values in zip(*(column.tolist() for column in columns), strict=True)]


def offers_from(posted: Posted) -> list[Offer]:
    """Every product in every channel that it is sold through."""
    products = products_from(posted)
    names = ("offer_channel", "offer_key", "log_price", "price_cents", "list_cents", "service", "utility")
    columns = [getattr(posted, name).tolist() for name in names]
    return [
        Offer(index, products[product], *values)
        for index, (product, *values) in enumerate(zip(posted.offer_product.tolist(), *columns, strict=True))
    ]
