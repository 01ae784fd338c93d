"""The store: finished runs of a sweep in a folder, safe from kills, flipped bits and full disks.

A folder holds the plan (`plan.json`), manifests (`manifest*.jsonl`), locks, and parts
(`parts/NNNNNN-writer-table.parquet`). A part is written under another name, forced to the disk, renamed, and
listed last; what is not listed does not count and is removed by whoever next opens the folder to write.
"""

from sim.experiments.store.batches import RunRecord
from sim.experiments.store.folders import verify
from sim.experiments.store.locks import FolderBusy
from sim.experiments.store.manifest import Damage
from sim.experiments.store.plan_file import PlanChanged
from sim.experiments.store.store import Store

__all__ = ["Damage", "FolderBusy", "PlanChanged", "RunRecord", "Store", "verify"]
