"""A firm's CRM programme as it stands."""

from dataclasses import dataclass, field

from sim.mechanisms.crm.crm_programme import Factor


@dataclass
class Programme:
    """What has been done, what it is worth so far, and how it moves what the firm can do.

    Shares are of all that the programme is to change.
    """

    readiness: dict[Factor, float] = field(default_factory=dict)
    """By factor, 0..1; empty before the programme begins."""
    preparing: float = 0.0
    """Years spent on getting ready."""
    progress: float = 0.0
    """Share of the work that is done."""
    stages_done: int = 0
    quick_wins: int = 0
    is_stopped: bool = False
    changed: float = 0.0
    """Share of processes that have been changed."""
    settled: float = 0.0
    """Share of processes that have been changed and work again."""
    worth: float = 0.0
    """What was delivered, relative to the most: adoption x data x execution of what was changed."""
    capability: float = 0.0
    """The settled part of `worth`."""
    kept: float = 0.0
    """Records as delivered, relative to the most: adoption x data of what was changed."""
    records: float = 0.0
    """The settled part of `kept`."""
    money: float = 0.0
    """Currency units that fell due."""
    spent: int = 0
    """Cents that were paid."""
    joining: float = 0.0
    """Share of other departments' files that it joined, of those that were apart."""
    effectiveness: float = 1.0
    """Factor on the effect of money for care and for winning back."""
    service: float = 0.0
    """Added to the quality of service; negative while processes change."""
