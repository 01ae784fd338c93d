"""rivalry: an agent-based market simulator.

``load`` a scenario, ``simulate`` one run of it, or ``compare`` its arms in the same luck. What needs
the compiler is imported when first asked for, so that reading a scenario stays light.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.experiments.experiment import Comparison, compare
    from sim.experiments.run import simulate
    from sim.files import BadInput
    from sim.model import MarketModel
    from sim.result import Result
    from sim.scenario.scenario import Scenario, load

_HOMES = {
    "BadInput": "sim.files",
    "Comparison": "sim.experiments.experiment",
    "MarketModel": "sim.model",
    "Result": "sim.result",
    "Scenario": "sim.scenario.scenario",
    "compare": "sim.experiments.experiment",
    "load": "sim.scenario.scenario",
    "simulate": "sim.experiments.run",
}

__all__ = ["BadInput", "Comparison", "MarketModel", "Result", "Scenario", "compare", "load", "simulate"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the public name stands for
    if name not in _HOMES:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
