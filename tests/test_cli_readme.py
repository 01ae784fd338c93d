"""What the README tells people to type works."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    rivalry (.+)$", README, re.MULTILINE)


def test_each_reader_gets_three_commands():
    sections = re.split(r"^## ", README, flags=re.MULTILINE)[1:4]
    assert [len(re.findall(r"^    rivalry ", section, re.MULTILINE)) for section in sections] == [3, 3, 3]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_readme_is_accepted(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    asked = []
    monkeypatch.setattr(cli, "_carry_out", lambda *arguments, **_settings: asked.append(arguments))
    words = shlex.split(command.partition(" > ")[0])
    result = CliRunner().invoke(cli.app, words)
    assert result.exit_code == 0, result.output
    assert len(asked) == (words[0] in {"run", "compare"})


def test_the_picture_is_there_and_small(repository):
    (path,) = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)
    assert (repository / path).stat().st_size < 300_000


@pytest.mark.slow
def test_the_python_of_the_readme_runs(capsys):
    (code,) = re.findall(r"```python\n(.+?)```", README, re.DOTALL)
    exec(code.replace("5000", "200").replace("replications=10, jobs=2", "replications=2"), {})
    assert re.search(r"base.+leader.+cheap.+leader +-?\d+", capsys.readouterr().out, re.DOTALL)
