"""The command as its own process: pipes, signals, and what it imports."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LIGHT = """
import sys
import cli
sys.argv = ["rivalry", *sys.argv[1:]]
try:
    cli.main()
except SystemExit as end:
    assert not end.code, end.code
loaded = {"mesa", "numba", "pandas", "duckdb", "plotly", "scipy"} & set(sys.modules)
assert not loaded, loaded
"""
START = "import cli; cli.main()"
LONG = (
    "compare",
    "durable",
    "-s",
    "customers=2000",
    "-s",
    "years=20",
    "-s",
    "arms.same.case=none",
    "-n",
    "200",
)


def started(*words: str, cwd: Path, code: str = START) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", code, *words],
        cwd=cwd,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def is_alone(process: subprocess.Popen[str]) -> bool:
    """Whether all processes of its group end within some seconds."""
    for _ in range(50):
        if subprocess.run(["pgrep", "-g", str(process.pid)], capture_output=True, check=False).returncode:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.compat
@pytest.mark.parametrize(
    "words", [("--help",), ("validate", "durable"), ("schema",), ("scenarios",), ("show", "durable")]
)
def test_what_only_reads_imports_none_of_the_heavy_libraries(words, tmp_path):
    process = started(*words, cwd=tmp_path, code=LIGHT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors


def test_a_reader_that_has_seen_enough_is_no_mistake(tmp_path):
    process = started("show", "durable", cwd=tmp_path)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(60) == 0


def test_a_terminal_without_unicode_still_gets_an_answer(tmp_path):
    (tmp_path / "mine.yaml").write_text("extends: durable\ntitle: 智能手机\n", encoding="utf-8")
    code = "import sys; sys.stdout.reconfigure(encoding='latin-1'); import cli; cli.main()"
    out, errors = started("show", "mine.yaml", cwd=tmp_path, code=code).communicate(timeout=60)
    assert (r"\u667a" in out, errors) == (True, "")


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(
    ("sent", "code", "told"), [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")]
)
def test_an_interrupted_comparison_says_so_in_a_line_and_leaves_nothing_behind(
    tmp_path, jobs, sent, code, told
):
    process = started(*LONG, "-j", jobs, cwd=tmp_path)
    assert process.stderr is not None
    first = process.stderr.readline()
    while "the first time" in first:
        first = process.stderr.readline()
    assert "runs done" in first
    process.send_signal(sent)
    rest = process.stderr.read().splitlines()
    assert process.wait(60) == code
    assert rest[-1] == told
    assert all("runs done" in line for line in rest[:-1])
    assert not [*(tmp_path / "out").iterdir()]
    assert is_alone(process)
