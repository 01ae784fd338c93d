"""The model in ODD form (Grimm et al. 2020), its lists made from the code.

``python -m analysis.catalogue.odd > docs/odd.md`` renews the document.
"""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from analysis.catalogue.rows import ROWS
from analysis.catalogue.shown import source_of
from sim.agents.customers import Column, Columns
from sim.compiling import declared
from sim.processes.schedule import CUSTOMERS_PART, SCHEDULE
from sim.scenario.mechanisms import Mechanisms
from sim.scenario.parts import Strategies

TEXT = Path(__file__).parent / "odd.template.md"


def mechanism_rows() -> Iterator[str]:
    """A table row for every mechanism."""
    for path, mechanism in Mechanisms().each():
        module = sys.modules[type(mechanism).__module__]
        title = (inspect.getdoc(module) or "").split("\n", 1)[0]
        levers = ", ".join(f"`{name}`" for name in type(mechanism).model_fields if name != "strength")
        yield f"| `{path}` | {type(mechanism).row} | {title} | {levers} | {source_of(module)} |"


def strategy_rows() -> Iterator[str]:
    """A table row for every strategy."""
    for decision, field in Strategies.model_fields.items():
        for kind in alternatives(field.annotation):
            module = sys.modules[kind.__module__]
            title = (inspect.getdoc(module) or "").split("\n", 1)[0]
            name = kind.model_fields["kind"].default
            yield f"| `{decision}` | `{name}` | {title} | {source_of(module)} |"


def alternatives(annotation: object) -> tuple[type[BaseModel], ...]:
    """Models that a field may hold."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return (annotation,)
    inner: tuple[object, ...] = getattr(annotation, "__args__", ())
    return tuple(kind for part in inner for kind in alternatives(part))


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
        "ROWS": "\n".join(
            f"| {row} | {name} | {kind} | {off} | `{test}` |" for row, name, kind, off, test in ROWS
        ),
    }
    text = TEXT.read_text(encoding="utf-8")
    for name, content in lists.items():
        text = text.replace(f"<!-- {name} -->", content)
    return text


if __name__ == "__main__":
    sys.stdout.write(odd_text())
