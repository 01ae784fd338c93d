"""The batch user's commands, as the README has them, one by one; the sweep is killed on its way.

Run it as `python -m tests.batch_user`, or with a folder to work in; it prints what came out as JSON. Every
expectation that does not hold ends it.
"""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

import pandas as pd

ROOT: Final = Path(__file__).resolve().parent.parent
PROGRAM: Final = (sys.executable, "-c", "import cli; cli.main()")
STORE: Final = "drivers"
DRIVERS: Final = ("drift", "life", "switching cost", "price", "erosion", "brand")
"""Last words of the names of what the plan varies."""
KILL_AFTER: Final = 200
"""Finished runs after which the sweep is killed."""
POLL: Final = 0.5
"""Seconds between two looks."""
PATIENCE: Final = 3600.0
"""Seconds in which a sweep must have got so far; compiling alone takes a minute on a slow machine."""


class Unexpected(Exception):  # noqa: N818 - what happened, in the user's words
    """Something did not come out as the README promises."""


def expect(holds: bool, what: str) -> None:
    """Raise `Unexpected` unless something holds."""
    if not holds:
        raise Unexpected(what)


def commands() -> list[str]:
    """The commands of the README's section for batch users, without `rivalry` in front."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = re.search(r"^## A batch user.*?(?=^## )", readme, re.MULTILINE | re.DOTALL)
    return re.findall(r"^    rivalry (.+)$", section[0], re.MULTILINE) if section else []


class BatchUser:
    """Somebody with a folder, who types commands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seconds: dict[str, float] = {}
        self.said: dict[str, str] = {}
        self._environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def type(self, command: str) -> str:
        """Run a command to its end; what it prints.

        Raises
        ------
        Unexpected
            If it does not end with 0.
        """
        begun = time.perf_counter()
        done = self._start(command, subprocess.PIPE)
        out, _ = done.communicate()
        expect(done.returncode == 0, f"rivalry {command}: exit code {done.returncode}\n{out}")
        self.seconds[command], self.said[command] = round(time.perf_counter() - begun, 1), out
        return out

    def kill_on_the_way(self, command: str) -> tuple[int, bytes]:
        """Start a sweep and kill it when enough runs are finished; runs finished then, and the manifest.

        Raises
        ------
        Unexpected
            If it ends of itself, does not get so far, or leaves a process behind.
        """
        begun = time.perf_counter()
        sweep = self._start(command, subprocess.DEVNULL)
        while self.finished() < KILL_AFTER:
            expect(sweep.poll() is None, f"rivalry {command}: ended before it could be killed")
            expect(time.perf_counter() - begun < PATIENCE, f"rivalry {command}: does not get on")
            time.sleep(POLL)
        sweep.send_signal(signal.SIGKILL)
        sweep.wait()
        time.sleep(1)
        left = processes_of_session(sweep.pid)
        expect(not left, f"processes {left} outlived the killed sweep")
        self.seconds["until it was killed"] = round(time.perf_counter() - begun, 1)
        return self.finished(), self.manifest()

    def manifest(self) -> bytes:
        """The store's list of finished parts, without a last line that was not finished."""
        path = self.folder / STORE / "manifest.jsonl"
        whole, newline, _ = (path.read_bytes() if path.exists() else b"").rpartition(b"\n")
        return whole + newline

    def finished(self) -> int:
        """Runs that the manifest lists."""
        lines = map(json.loads, self.manifest().splitlines())
        return sum(len(line.get("runs", ())) for line in lines)

    def _start(self, command: str, output: int) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*PROGRAM, *shlex.split(command)],
            cwd=self.folder,
            env=self._environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )


def processes_of_session(session: int) -> list[int]:
    """Processes of a session that are still there (Linux)."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, its_session = stat.read_text(encoding="utf-8").rpartition(")")[2].split()[:4]
        except (FileNotFoundError, ProcessLookupError):  # it has just ended
            continue
        if int(its_session) == session and state != "Z":
            found.append(int(stat.parent.name))
    return found


def follow(folder: Path) -> dict[str, Any]:
    """Type every command of the section in a folder, the sweep twice, and check what comes out.

    Raises
    ------
    Unexpected
        If something is not as promised.
    """
    user = BatchUser(folder)
    killed_after = 0
    for command in commands():
        if command.startswith("sweep run "):
            killed_after = resume(user, command)
        else:
            user.type(command)
    check_said(user)
    rows = check_exports(folder, runs_planned(user))
    return {
        "killed_after": killed_after,
        "runs": runs_planned(user),
        "outcome_rows": rows,
        "seconds": user.seconds,
    }


def resume(user: BatchUser, command: str) -> int:
    """Kill the sweep on its way, run it again; how many runs were finished when it was killed."""
    killed_after, kept = user.kill_on_the_way(command)
    planned = runs_planned(user)
    expect(killed_after < planned, "all was finished before it could be killed")
    user.type(command)
    expect(user.manifest().startswith(kept), "what was finished was written anew")
    expect(user.finished() == planned, f"{user.finished()} runs were computed for {planned}")
    return killed_after


def runs_planned(user: BatchUser) -> int:
    """Runs that `sweep plan` told."""
    told = re.search(r": ([\d,]+) runs = ", said(user, "sweep plan"))
    expect(told is not None, "'sweep plan' does not tell how many runs there are")
    return int(told[1].replace(",", "")) if told else 0


def said(user: BatchUser, command: str) -> str:
    """What the command that begins so printed."""
    return next((text for typed, text in user.said.items() if typed.startswith(command)), "")


def check_said(user: BatchUser) -> None:
    """Every answer says what the README promises of it."""
    planned = f"{runs_planned(user):,}"
    expect(f"{planned} of {planned} runs finished, 0 of them failed" in said(user, "sweep status"), "status")
    expect("every byte is as it was written" in said(user, "sweep verify"), "verify")
    for analysis in ("analyse tornado", "analyse prcc"):
        text = said(user, analysis)
        expect(any(driver in text for driver in DRIVERS), f"{analysis}: names no driver\n{text}")
        expect(bool(re.search(r"\d.* to .*\d", text)), f"{analysis}: tells no interval\n{text}")


def check_exports(folder: Path, planned: int) -> int:
    """The exported tables have every run, in the order of the plan; rows of `outcome`."""
    runs = pd.read_csv(folder / "drivers-tables" / "runs.csv")
    outcome = pd.read_csv(folder / "drivers-tables" / "outcome.csv")
    expect(runs["run"].tolist() == list(range(planned)), "runs.csv does not list every run in order")
    expect(runs["status"].eq("finished").all(), "runs.csv lists runs that are not finished")
    firms = outcome["firm"].nunique()
    expect(
        len(outcome) == planned * firms, f"outcome.csv has {len(outcome)} rows for {planned} runs of {firms}"
    )
    expect(outcome["run"].is_monotonic_increasing, "outcome.csv is not sorted by run")
    return len(outcome)


def main() -> int:
    """Work in the folder named, or in a temporary one."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    try:
        print(json.dumps(follow(folder), indent=1))
    finally:
        if len(sys.argv) == 1:
            shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
