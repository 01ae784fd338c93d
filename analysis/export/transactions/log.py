"""A customer transaction log cut at a moment, and the truth that its reader tries to forecast.

Three files: `transactions.csv` is what a seller knows at the moment T and what tools for customer lifetime
value read as it is; `truth.csv` says of every customer and firm in it what came after T and what was to be
expected; `README.txt` says what they mean.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from string import Template
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.export.transactions.future_contribution import Future, Horizon, future_of
from analysis.export.transactions.purchases import Purchases, joined, purchases_of
from sim.experiments.run import Progress
from sim.experiments.storage import write_tables
from sim.files import BadInput, Problem
from sim.model import MarketModel, live
from sim.scenario.scenario import Scenario
from sim.state.market import Market
from sim.units import Ints

DAYS_A_YEAR = 365
LEAST_CONTINUATIONS = 20
MOST_YEARS = 200.0
README = Path(__file__).parent / "README.template.txt"


@dataclass(frozen=True, kw_only=True)
class Cut:
    """Where a log ends, and how far the truth looks beyond.

    Attributes
    ----------
    years : T, time from the start of the run to the end of the log; rounded to whole periods
    horizon : years after T in which contribution is counted; rounded to whole periods
    discount : rate per year at which contribution is discounted to T
    continuations : how often the market is lived on from T in fresh luck
    start_date : date of the start of the run; a year counts 365 days
    firms : whose sales the log keeps; none named = all
    """

    years: float
    horizon: float
    discount: float = 0.1
    continuations: int = LEAST_CONTINUATIONS
    start_date: date = date(2020, 1, 1)
    firms: tuple[str, ...] = ()

    def last_day(self, scenario: Scenario) -> date:
        """Last day of the log."""
        years = _periods(self.years, scenario) * scenario.period_years
        return self.start_date + timedelta(days=round(years * DAYS_A_YEAR) - 1)


def write_transaction_log(
    scenario: Scenario,
    cut: Cut,
    folder: Path,
    *,
    seed: int = 0,
    threads: int = 1,
    progress: Progress | None = None,
) -> list[Path]:
    """Run a market to T, write the log of its sales, live it on many times, and write the truth.

    Parameters
    ----------
    scenario
        The market; its length does not matter.
    cut
        Where to cut, and what to find out about the time after.
    folder
        An existing folder.
    seed
        Seed of all chance in the run; fresh luck is derived from it too.
    threads
        Threads for the customers' part; any number writes the same bytes.
    progress
        Called after every period with (periods done, periods in all).

    Returns
    -------
    list of Path
        `transactions.csv`, `truth.csv` and `README.txt`.

    Raises
    ------
    BadInput
        If the cut cannot be made.
    OSError
        If a file cannot be written.
    """
    _refuse_nonsense(scenario, cut)
    before, after = (_periods(years, scenario) for years in (cut.years, cut.horizon))
    length = scenario.model_copy(update={"years": (before + after) * scenario.period_years})
    market = MarketModel(length, seed=seed, threads=threads, events=True).market
    count = _counter(progress, before + after * (cut.continuations + 1))
    sold = _sold(market, before, count)
    future = future_of(market, Horizon(after, cut.discount, cut.continuations), count)
    kept = _only(sold, market, cut.firms)
    tables = {"transactions": _log_table(kept, market, cut), "truth": _truth_table(kept, market, future)}
    notes = folder / README.name.replace(".template", "")
    notes.write_text(_notes(scenario, cut, seed, tables), encoding="utf-8")
    return [*write_tables(tables, folder, "csv"), notes]


def _refuse_nonsense(scenario: Scenario, cut: Cut) -> None:
    known = ", ".join(scenario.firms)
    unknown = [name for name in cut.firms if name not in scenario.firms]
    checks = (
        ("years", cut.years, cut.years > 0, "must be above 0", "say after how many years to cut"),
        ("horizon", cut.horizon, cut.horizon > 0, "must be above 0", "say how many years to look ahead"),
        ("horizon", cut.years + cut.horizon, cut.years + cut.horizon <= MOST_YEARS,
         f"ends more than {MOST_YEARS:g} years after the start", "cut earlier or look less far"),
        ("discount", cut.discount, 0 <= cut.discount < np.inf, "must be a rate per year of 0 or more",
         "say 0.1 for 10% a year"),
        ("continuations", cut.continuations, cut.continuations >= LEAST_CONTINUATIONS,
         f"are too few for a mean with its error, {LEAST_CONTINUATIONS} at least", "ask for more"),
        ("firms", ", ".join(unknown), not unknown, "are not in the scenario", f"known are {known}"),
    )  # fmt: skip
    problems = [
        Problem("transaction log", 1, 1, key, f"{problem} (got {value})", remedy)
        for key, value, is_fine, problem, remedy in checks
        if not is_fine
    ]
    if problems:
        raise BadInput(problems)


def _periods(years: float, scenario: Scenario) -> int:
    return max(1, round(years * scenario.periods_per_year))


def _counter(progress: Progress | None, every: int) -> Callable[[], None]:
    done = iter(range(1, every + 1))
    return (lambda: None) if progress is None else lambda: progress(next(done), every)


def _sold(market: Market, periods: int, after_each: Callable[[], None]) -> Purchases:
    """Live a market for so many periods; everything that was sold."""
    parts = []
    for _ in range(periods):
        parts.append(purchases_of(market, live(market)))
        market.period += 1
        after_each()
    return joined(parts)


def _only(sold: Purchases, market: Market, names: tuple[str, ...]) -> Purchases:
    """Sales of the firms named, or of all."""
    kept = [firm.index for firm in market.firms if not names or firm.name in names]
    return Purchases._make(column[np.isin(sold.firm, kept)] for column in sold)


def _log_table(sold: Purchases, market: Market, cut: Cut) -> pd.DataFrame:
    """The log: one row per purchase, by date and customer."""
    day = np.floor(sold.years * DAYS_A_YEAR).astype(np.int64)
    order = np.lexsort((sold.years, sold.customer, day))
    scenario = market.scenario
    return pd.DataFrame(
        {
            "customer_id": sold.customer,
            "date": _texts(day, lambda days: (cut.start_date + timedelta(days=days)).isoformat()),
            "firm": _texts(sold.firm, list(scenario.firms).__getitem__),
            "channel": _texts(sold.channel, list(scenario.channels).__getitem__),
            "units": sold.units,
            "amount": _texts(sold.cents, lambda cents: f"{cents // 100}.{cents % 100:02d}"),
        }
    ).iloc[order]


def _texts(values: Ints, text: Callable[[int], str]) -> "pd.Categorical[str]":
    """Each value as a text; few values are different, so each is put into words once."""
    different, which = np.unique(values, return_inverse=True)
    return pd.Categorical.from_codes(which, categories=pd.Index([text(v) for v in different.tolist()]))


def _truth_table(sold: Purchases, market: Market, future: Future) -> pd.DataFrame:
    """The truth: one row per customer and firm of the log."""
    pairs = np.unique(np.stack([sold.customer, sold.firm]), axis=1)
    customer, firm = pairs
    found: dict[str, Any] = {
        "customer_id": customer,
        "firm": _texts(firm, list(market.scenario.firms).__getitem__),
        "alive": _alive(market)[firm, customer].astype(np.int64),
    }
    for name in ("contribution", "purchases"):
        for ending, part in (("", future.realised), ("_mean", future.mean), ("_se", future.standard_error)):
            found[name + ending] = getattr(part, name)[firm, customer].round(4)
    return pd.DataFrame(found).astype({"purchases": np.int64})


def _alive(market: Market) -> npt.NDArray[np.bool_]:
    """Whether customers can still come back of themselves, bool[firms, customers]."""
    columns = market.customers.columns
    in_business = np.array([[firm.is_active] for firm in market.firms])
    alive: npt.NDArray[np.bool_] = in_business & (columns.potential > 0)
    own = columns.supplier == np.arange(len(market.firms))[:, np.newaxis]
    return alive & own if market.rates.uncertain_demand.is_exclusive else alive


def _notes(scenario: Scenario, cut: Cut, seed: int, tables: dict[str, pd.DataFrame]) -> str:
    before, after = (_periods(y, scenario) * scenario.period_years for y in (cut.years, cut.horizon))
    arm = f", arm {scenario.arm_name}" if scenario.arm_name else ""
    return Template(README.read_text(encoding="utf-8")).substitute(
        scenario=f"{scenario.title}{arm}",
        seed=seed,
        customers=scenario.customers,
        firms=", ".join(cut.firms or scenario.firms),
        start=cut.start_date.isoformat(),
        last=cut.last_day(scenario).isoformat(),
        years=f"{before:g}",
        horizon=f"{after:g}",
        discount=f"{cut.discount:g}",
        continuations=cut.continuations,
        rows=len(tables["transactions"]),
        pairs=len(tables["truth"]),
    )
