"""Kill the small sweep at its first call to the system, at its second, and so on; resume it each time.

`python -m tests.sim.experiments.store.kill_everywhere FOLDER hook` kills at the store's own calls,
`... strace` at system calls that may change a file or a folder: at any other, the disk is as it is at the
next of these.
Prints as JSON how often the sweep was killed and what went wrong. Each sweep is a fork of this process, so
that the libraries are loaded once.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from itertools import count
from pathlib import Path

from sim.experiments.store import disk
from tests.sim.experiments.store import small_sweep

CALLS = ("openat", "write", "pwrite64", "fsync", "ftruncate", "rename", "unlink", "mkdir", "flock")
Sweep = Callable[[], object]


def killed_by_hook(sweep: Sweep, _call: str, number: int) -> bool:
    """Run the sweep in a fork that kills itself before the store's own call `number`."""
    if (child := os.fork()) == 0:
        calls, asked = count(1), disk.system

        def system(*given, **named):
            if next(calls) == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return asked(*given, **named)

        disk.system = system
        sweep()
        os._exit(0)
    return ended_by_kill(child)


def killed_by_strace(sweep: Sweep, call: str, number: int) -> bool:
    """Run the sweep in a fork that strace kills at the system call `call` for the time `number`."""
    if (child := os.fork()) == 0:
        os.kill(os.getpid(), signal.SIGSTOP)
        sweep()
        os._exit(0)
    os.waitpid(child, os.WUNTRACED)
    options = ["-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}"]
    inject = ["-e", f"inject={call}:signal=SIGKILL:when={number}"]
    tracer = subprocess.Popen(["strace", *options, *inject, "-p", str(child)])
    while "TracerPid:\t0\n" in Path(f"/proc/{child}/status").read_text() and tracer.poll() is None:
        time.sleep(0.001)
    os.kill(child, signal.SIGCONT)
    killed = ended_by_kill(child)
    if tracer.wait() not in {0, -signal.SIGKILL}:
        raise SystemExit("strace may not attach")
    return killed


def ended_by_kill(child: int) -> bool:
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status not in {0, -signal.SIGKILL}:
        raise SystemExit(f"the sweep ended with {status}")
    return status != 0


def main(work: Path, way: str) -> None:
    kill = {"hook": killed_by_hook, "strace": killed_by_strace}[way]
    small_sweep.run(work / "undisturbed")
    expected = small_sweep.exported(work / "undisturbed")
    kills, wrong = Counter[str](), list[str]()
    for call in CALLS if way == "strace" else ("system",):
        for number in count(1):
            folder, log = work / f"{call}-{number}", work / f"{call}-{number}.log"
            killed = kill(lambda folder=folder, log=log: small_sweep.run(folder, log), call, number)
            troubles = small_sweep.troubles_after_resuming(folder, log, expected)
            wrong += [f"killed at {call} {number}: {trouble}" for trouble in troubles]
            if not killed:
                break
            kills[call] += 1
    print(json.dumps({"kills": kills, "wrong": wrong}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
