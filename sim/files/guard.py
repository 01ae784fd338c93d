"""Text of a file that anybody may have written, refused before parsing if it cannot be a scenario."""

import codecs
import os
import re
import stat
from pathlib import Path

from sim.files.places import Source
from sim.files.problems import BadInput

MAX_BYTES = 150_000  # the scanner, in plain Python, reads some texts at 130 kB a second
MAX_LINE = 10_000  # the scanner takes quadratic time on some very long tokens

# Not allowed in YAML, or a line break in YAML and not in editors, which would shift all line numbers.
_UNSEEN = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_KINDS = {
    stat.S_IFDIR: ("is a folder", "name a file inside it"),
    stat.S_IFIFO: ("is a pipe", "save its content in a file first"),
    stat.S_IFSOCK: ("is a socket", "name a file"),
    stat.S_IFCHR: ("is a device", "name a file"),
    stat.S_IFBLK: ("is a device", "name a file"),
}


def read_text(path: Path) -> str:
    """Text of the file, with line breaks as they are and without a byte order mark.

    Raises
    ------
    BadInput
        The file is missing, unreadable, no regular file, too big, empty, binary or not UTF-8.
    """
    data = _read_bytes(path)
    _refuse_other_encodings(data, path)
    text = _decode(data, path)
    check_text(text, Source(str(path)))
    return text


def check_text(text: str, source: Source) -> None:
    """Refuse text that holds nothing, invisible characters or endless lines."""
    if not text.strip():
        raise source.refusal(0, 0, "is empty", "write something into it")
    if found := _UNSEEN.search(text):
        code = f"U+{ord(found[0]):04X}"
        raise _at(text, found.start(), source, f"invisible character {code}", "delete it")
    for number, line in enumerate(text.split("\n")):
        if len(line) > MAX_LINE:
            what = f"a line of {len(line)} characters"
            raise source.refusal(number, 0, what, f"break it into lines below {MAX_LINE}")


def _read_bytes(path: Path) -> bytes:
    """All bytes of a regular file; never waits, not even for a pipe that nobody writes to."""
    try:
        _refuse_odd_file(os.stat(path).st_mode, path)
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            _refuse_odd_file(os.fstat(handle).st_mode, path)  # it may have been replaced meanwhile
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _refusal(str(path), "there is no such file", "check the name and the folder") from None
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise _refusal(str(path), reason, "name a file that you may read") from None
    except ValueError:
        raise _refusal(str(path), "is no possible file name", "remove the invisible characters") from None
    if len(data) > MAX_BYTES:
        raise _refusal(
            str(path), f"is bigger than {MAX_BYTES} bytes", "cut it down; a scenario is a few pages"
        )
    return data


def _refuse_odd_file(mode: int, path: Path) -> None:
    if not stat.S_ISREG(mode):
        raise _refusal(str(path), *_KINDS.get(stat.S_IFMT(mode), ("is no ordinary file", "name a file")))


def _refuse_other_encodings(data: bytes, path: Path) -> None:
    start = data[:200]
    nuls = sorted((start[::2].count(0), start[1::2].count(0)))
    every_second = len(start) > 3 and nuls[0] == 0 and nuls[1] * 5 > len(start)
    if start.startswith(_UTF16_MARKS) or every_second:
        raise _refusal(str(path), "is UTF-16", "save it as UTF-8")
    if (nul := data.find(0)) >= 0:
        before = data[:nul].decode("latin-1")
        raise _at(before, nul, Source(str(path)), "is binary (a NUL byte)", "name a text file in YAML")


def _decode(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The offset counts from after the byte order mark, as error.object does.
        before = error.object[: error.start].decode("utf-8", "replace")
        raise _at(before, len(before), Source(str(path)), "is not UTF-8", "save it as UTF-8") from None


def _refusal(file: str, problem: str, remedy: str) -> BadInput:
    return Source(file).refusal(0, 0, problem, remedy)


def _at(text: str, position: int, source: Source, problem: str, remedy: str) -> BadInput:
    before = text[:position]
    return source.refusal(before.count("\n"), position - before.rfind("\n") - 1, problem, remedy)
