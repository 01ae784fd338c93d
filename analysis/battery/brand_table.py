"""Who buys which brands, how often: brand tables, double jeopardy, duplication of purchase, heavy buyers.

Sources: Ehrenberg, Goodhardt & Barwise (1990), "Double jeopardy revisited"; Ehrenberg, Uncles & Goodhardt
(2004), "Understanding brand performance measures: using Dirichlet benchmarks"; Sharp & Romaniuk (2007) on
heavy buyers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from sim.units import Floats, Ints

LEAST_BRANDS = 3
"""Any two brands lie on a line, so a correlation needs a third."""


@dataclass(frozen=True)
class DoubleJeopardy:
    """Small brands have far fewer buyers, who buy slightly less often.

    Every figure is None where fewer than three brands were bought, or where brands do not differ at all.

    Attributes
    ----------
    share_with_penetration : float or None
        Correlation of share of purchases with penetration.
    penetration_elasticity : float or None
        Slope of log penetration on log share, ordinary least squares.
    penetration_with_rate : float or None
        Correlation of penetration with purchases per buyer.
    rate_spread : float or None
        Coefficient of variation of purchases per buyer over that of penetration; small under double jeopardy.
    constant_spread : float or None
        Coefficient of variation of w (1 - b), the constant of Ehrenberg, Goodhardt & Barwise (1990), with b
        the penetration of the population.
    penetration_with_requirements : float or None
        Correlation of penetration with share of category requirements.
    """

    share_with_penetration: float | None
    penetration_elasticity: float | None
    penetration_with_rate: float | None
    rate_spread: float | None
    constant_spread: float | None
    penetration_with_requirements: float | None


@dataclass(frozen=True)
class DuplicationLaw:
    """How well "buyers of j also buy k in proportion to the penetration of k" holds.

    Attributes
    ----------
    coefficient : float or None
        D in duplication = D x penetration, by least squares through the origin over all pairs of brands.
    mean_with_penetration : float or None
        Correlation of the mean duplication of a brand with other brands' buyers and its penetration.
    """

    coefficient: float | None
    mean_with_penetration: float | None


def brand_table(counts: ArrayLike, brands: Sequence[str] | None = None) -> pd.DataFrame:
    """Brand performance measures over one window.

    Parameters
    ----------
    counts : int[customers, brands]
        Purchases in the window; a row for everybody, buyers or not.
    brands : sequence of str, optional
        Names of the columns; "0", "1", ... if left out.

    Returns
    -------
    DataFrame, one row per brand
        brand; purchases; buyers; share (of purchases); penetration (of the population); penetration_of_buyers
        (of category buyers); purchases_per_buyer; category_purchases_per_buyer (of that brand's buyers, all
        brands); share_of_category_requirements; sole_loyal_share (of its buyers, those who bought nothing
        else). Null where nobody bought the brand, or (shares and penetrations) nobody bought or exists at
        all.
    """
    bought = _checked(counts)
    buys = bought > 0
    category = bought.sum(axis=1)
    buyers, purchases = buys.sum(axis=0), bought.sum(axis=0)
    sole = (buys & (bought == category[:, np.newaxis])).sum(axis=0)
    needs = category @ buys
    return pd.DataFrame(
        {
            "brand": _names(brands, bought.shape[1]),
            "purchases": purchases,
            "buyers": buyers,
            "share": _ratio(purchases, purchases.sum()),
            "penetration": _ratio(buyers, len(bought)),
            "penetration_of_buyers": _ratio(buyers, (category > 0).sum()),
            "purchases_per_buyer": _ratio(purchases, buyers),
            "category_purchases_per_buyer": _ratio(needs, buyers),
            "share_of_category_requirements": _ratio(purchases, needs),
            "sole_loyal_share": _ratio(sole, buyers),
        }
    )


def double_jeopardy(table: pd.DataFrame) -> DoubleJeopardy:
    """Measure double jeopardy on a table of `brand_table`; brands that nobody bought are left out."""
    bought = table[table["penetration"] > 0]
    share, penetration, rate, requirements = (
        bought[column].to_numpy(dtype=np.float64)
        for column in ("share", "penetration", "purchases_per_buyer", "share_of_category_requirements")
    )
    spread = _spread(penetration)
    rate_spread = _spread(rate)
    return DoubleJeopardy(
        share_with_penetration=_correlation(share, penetration),
        penetration_elasticity=_slope(np.log(share), np.log(penetration)),
        penetration_with_rate=_correlation(penetration, rate),
        rate_spread=None if not spread or rate_spread is None else rate_spread / spread,
        constant_spread=_spread(rate * (1 - penetration)),
        penetration_with_requirements=_correlation(penetration, requirements),
    )


def duplication(counts: ArrayLike) -> Floats:
    """Share of the buyers of each brand who also bought each other brand.

    Returns
    -------
    float64[brands, brands]
        Row: buyers of; column: also bought. 1 on the diagonal; a row of NaN where nobody bought the row's
        brand.
    """
    buys = (_checked(counts) > 0).astype(np.float64)
    both = buys.T @ buys
    return _ratio(both, np.diag(both)[:, np.newaxis])


def duplication_law(duplicated: ArrayLike, penetration_of_buyers: ArrayLike) -> DuplicationLaw:
    """Fit the duplication of purchase law.

    Parameters
    ----------
    duplicated : array_like[brands, brands]
        See `duplication`.
    penetration_of_buyers : array_like[brands]
        Penetration among category buyers; brands at 0 or null are left out.
    """
    penetration = np.asarray(penetration_of_buyers, dtype=np.float64)
    bought = penetration > 0
    matrix = np.asarray(duplicated, dtype=np.float64)[np.ix_(bought, bought)]
    penetration = penetration[bought]
    others = ~np.eye(len(penetration), dtype=bool)
    if len(penetration) < LEAST_BRANDS:
        return DuplicationLaw(None, None)
    expected = np.broadcast_to(penetration, matrix.shape)[others]
    coefficient = float(matrix[others] @ expected / (expected @ expected))
    mean = np.where(others, matrix, 0.0).sum(axis=0) / others.sum(axis=0)
    return DuplicationLaw(coefficient, _correlation(mean, penetration))


def heavy_buyers_share(purchases: ArrayLike, heaviest: float = 0.2) -> float | None:
    """Share of purchases made by the heaviest buyers; None if nobody bought.

    Parameters
    ----------
    purchases : array_like[customers]
        Purchases per customer, of a brand or of the category; those who bought nothing are left out.
    heaviest : float
        Share of buyers that counts as heavy, rounded to whole buyers and at least one.
    """
    amounts = np.sort(np.asarray(purchases, dtype=np.float64))[::-1]
    amounts = amounts[amounts > 0]
    if not len(amounts):
        return None
    heavy = max(1, round(heaviest * len(amounts)))
    return float(amounts[:heavy].sum() / amounts.sum())


def _checked(counts: ArrayLike) -> Ints:
    bought = np.asarray(counts)
    if bought.ndim != 2 or not np.issubdtype(bought.dtype, np.integer):
        raise ValueError("purchases must be whole numbers, one row per customer and one column per brand")
    if bought.size and bought.min() < 0:
        raise ValueError("nobody can buy a negative number of times")
    return bought.astype(np.int64)


def _names(brands: Sequence[str] | None, columns: int) -> list[str]:
    names = [str(brand) for brand in (range(columns) if brands is None else brands)]
    if len(names) != columns:
        raise ValueError(f"{len(names)} brand names for {columns} columns of purchases")
    return names


def _ratio(numerator: ArrayLike, denominator: ArrayLike) -> Floats:
    """Quotient; NaN, the null of a table, where the denominator is 0."""
    top, bottom = np.broadcast_arrays(
        np.asarray(numerator, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    )
    return np.asarray(np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom != 0))


def _spread(values: Floats) -> float | None:
    """Coefficient of variation over brands."""
    if len(values) < LEAST_BRANDS or values.mean() == 0:
        return None
    return float(values.std(ddof=1) / values.mean())


def _correlation(left: Floats, right: Floats) -> float | None:
    if len(left) < LEAST_BRANDS or not np.ptp(left) or not np.ptp(right):
        return None
    return float(np.corrcoef(left, right)[0, 1])


def _slope(explanation: Floats, outcome: Floats) -> float | None:
    if len(explanation) < LEAST_BRANDS or not np.ptp(explanation):
        return None
    centred = explanation - explanation.mean()
    return float(centred @ outcome / (centred @ centred))
