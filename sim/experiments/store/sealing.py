"""Lines of JSON that carry the hash of themselves, so that one changed bit shows."""

import hashlib
import json
from typing import Any

Content = dict[str, Any]
_SEAL = "sha256"


def canonical(content: object) -> str:
    """One spelling of a value in JSON; the order of keys is kept, since the order of arms has a meaning."""
    return json.dumps(content, separators=(",", ":"), allow_nan=False)


def seal_of(content: Content) -> str:
    """SHA-256 of what a line says, in hexadecimal digits."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def sealed(content: Content) -> bytes:
    """Line that says `content` and its hash."""
    return canonical({**content, _SEAL: seal_of(content)}).encode() + b"\n"


def unsealed(line: bytes) -> Content | None:
    """What a line says; None unless it is, byte for byte, as `sealed` made it."""
    try:
        content = json.loads(line)
        content.pop(_SEAL)
        return content if sealed(content) == line else None
    except (ValueError, RecursionError):  # no JSON, no UTF-8, or a number that is none
        return None
    except (AttributeError, TypeError, KeyError):  # no object with a seal
        return None
