"""The model in ODD form (Grimm et al. 2020), its lists made from the code.

``python -m analysis.catalogue.odd > docs/odd.md`` renews the document.
"""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

from analysis.catalogue import ROWS
from analysis.catalogue.shown import source_of
from sim.agents.customers import Column, Columns
from sim.compiling import declared
from sim.processes.schedule import CUSTOMERS_PART, SCHEDULE
from sim.scenario.mechanisms import Mechanisms
from sim.scenario.parts import Strategies
from sim.strategies.kinds import built_in, kind_of

TEXT = Path(__file__).parent / "odd.template.md"


def claim_rows() -> Iterator[str]:
    """A table row for every claim of the catalogue."""
    for row in ROWS.values():
        for claim in row.claims:
            named = (", ".join(f"`{name}`" for name in names) or "–" for names in (claim.laws, claim.choices))
            cells = (row.row, claim.name, claim.kind, *named, claim.off, f"`{claim.file}`")
            yield f"| {' | '.join(cells)} |"


def mechanism_rows() -> Iterator[str]:
    """A table row for every mechanism."""
    for path, mechanism in Mechanisms().each():
        module = sys.modules[type(mechanism).__module__]
        title = (inspect.getdoc(module) or "").split("\n", 1)[0]
        levers = ", ".join(f"`{name}`" for name in type(mechanism).model_fields if name != "strength")
        yield f"| `{path}` | {type(mechanism).row} | {title} | {levers} | {source_of(module)} |"


def strategy_rows() -> Iterator[str]:
    """A table row for every strategy."""
    for name, decision in Strategies.decisions().items():
        for strategy in built_in(decision):
            module = sys.modules[strategy.__module__]
            title = (inspect.getdoc(module) or "").split("\n", 1)[0]
            yield f"| `{name}` | `{kind_of(strategy)}` | {title} | {source_of(module)} |"


def schedule_rows() -> Iterator[str]:
    """A numbered line for every step of a period, the customers' part unfolded."""
    for number, step in enumerate(SCHEDULE, 1):
        text = (inspect.getdoc(step.run) or "").split("\n", 1)[0]
        yield f"{number}. `{step.name}`: {text}"
        if step.name == "customers_live":
            yield from (
                f"   - `{name}` writes {', '.join(f'`{column}`' for column in writes) or 'the tally only'}"
                for name, writes in CUSTOMERS_PART
            )


def odd_text() -> str:
    """The whole document."""
    lists = {
        "COLUMNS": "\n".join(
            f"| `{name}` | {column.text} |" for name, column in declared(Columns, Column).items()
        ),
        "SCHEDULE": "\n".join(schedule_rows()),
        "MECHANISMS": "\n".join(mechanism_rows()),
        "STRATEGIES": "\n".join(strategy_rows()),
        "ROWS": "\n".join(claim_rows()),
    }
    text = TEXT.read_text(encoding="utf-8")
    for name, content in lists.items():
        text = text.replace(f"<!-- {name} -->", content)
    return text


if __name__ == "__main__":
    sys.stdout.write(odd_text())
