"""Events are noted down as they happen, if they are kept."""

from sim.compiling import part
from sim.market import Tally


@part
def log_event(tally: Tally, event: int, i: int, occasion: int, firm: int) -> bool:
    """Note an event down, if events are kept; what else is known of it goes into the same row."""
    if tally.events.shape[0] == 0:
        return False
    row = tally.logged[0]
    tally.events[row, 0] = event
    tally.events[row, 1] = i
    tally.events[row, 2] = occasion
    tally.events[row, 3] = firm
    tally.logged[0] = row + 1
    return True
