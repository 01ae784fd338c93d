"""What an unquoted word in a scenario file means: YAML 1.2, without the spellings that mislead."""

import math
import re

Scalar = str | int | float | bool | None

_WORDS: dict[str, Scalar] = {"": None, "~": None}
_WORDS |= dict.fromkeys(("null", "Null", "NULL"))
_WORDS |= dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(("false", "False", "FALSE"), False)
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*(_[0-9]+)*)")
_DECIMAL = re.compile(r"[-+]?([0-9]+(_[0-9]+)*(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9_]+(\.[0-9]*)?([eE][-+]?[0-9]+)?")
_OTHER_BASE = re.compile(r"[-+]?0([xX][0-9a-fA-F_]+|[oO][0-7_]+|[bB][01_]+)")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF|nan|NaN|NAN)")
_BIGGEST = 2**63 - 1


class TokenError(ValueError):
    """An unquoted word that could be taken for two things; says which and what to write."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} - {remedy}")
        self.problem = problem
        self.remedy = remedy


def meaning(token: str) -> Scalar:
    """Value of an unquoted word.

    Raises
    ------
    TokenError
        Leading zeros, another base than ten, not finite, or too big to hold.
    """
    if token in _WORDS:
        return _WORDS[token]
    if len(token) > 400 or not _DECIMAL.fullmatch(token):
        return _text(token)
    if _LEADING_ZERO.fullmatch(token):
        raise TokenError(f"{token} starts with 0, which looks octal", f"write {_plain(token)} or '{token}'")
    return _whole(token) if _WHOLE.fullmatch(token) else _decimal(token)


def _text(token: str) -> str:
    if _OTHER_BASE.fullmatch(token):
        number = (
            int(token.replace("_", ""), 0)
            if len(token) < 20 and not token.endswith("_")
            else "it in base ten"
        )
        raise TokenError(f"{token} is not in base ten", f"write {number} or '{token}'")
    if _NOT_FINITE.fullmatch(token):
        raise TokenError(f"{token} is not a finite number", f"write a number, or '{token}' for text")
    return token


def _whole(token: str) -> int:
    number = int(token) if len(token) < 40 else _BIGGEST + 1
    if abs(number) > _BIGGEST:
        raise TokenError("number too big", f"write at most {_BIGGEST}, or quote it for text")
    return number


def _decimal(token: str) -> float:
    number = float(token)
    if not math.isfinite(number):
        raise TokenError(f"{token} is too big to be a finite number", "write a smaller number")
    return number


def _plain(token: str) -> str:
    """Token without its leading zeros."""
    sign, digits = ("-", token[1:]) if token[0] == "-" else ("", token.lstrip("+"))
    digits = digits.lstrip("0_")
    return sign + (digits if digits[:1].isdigit() else "0" + digits)
