import os
import socket

import pytest

from sim.files import BadInput, read_tree
from sim.files.guard import MAX_BYTES


def only_problem(path):
    with pytest.raises(BadInput) as caught:
        read_tree(path)
    (problem,) = caught.value.problems
    return problem


def test_a_missing_file_is_named(tmp_path):
    assert str(only_problem(tmp_path / "x.yaml")) == (
        f"{tmp_path}/x.yaml:1:1: scenario: there is no such file - check the name and the folder"
    )


def test_a_folder_is_no_scenario(tmp_path):
    assert only_problem(tmp_path).problem == "is a folder"


def test_a_pipe_that_nobody_writes_to_never_makes_the_reader_wait(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert only_problem(tmp_path / "pipe").problem == "is a pipe"


def test_a_device_and_a_socket_are_no_scenarios(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # names of sockets must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s")
        assert only_problem("s").problem == "is a socket"
    assert only_problem("/dev/zero").problem == "is a device"


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b", "a/b\n/c"])
def test_impossible_file_names_are_refused_in_one_line(tmp_path, name):
    assert "\n" not in str(only_problem(f"{tmp_path}/{name}"))


def test_a_path_through_a_file_is_refused(desk):
    assert only_problem(desk.write("a: 1") / "below").problem == "not a directory"


@pytest.mark.parametrize("content", ["", " \n\n", "\ufeff", "\ufeff\n"])
def test_an_empty_file_is_refused(desk, content):
    assert desk.line(content) == "market.yaml:1:1: scenario: is empty - write something into it"


@pytest.mark.parametrize("content", ["# nothing\n", "---\n", "# nothing\n---\n...\n"])
def test_a_file_of_comments_only_is_empty_too(desk, content):
    assert "scenario: is empty" in desk.line(content)


def test_a_binary_file_is_refused_at_its_first_nul_byte(desk):
    assert desk.line(b"a: 1\nbc\0\x01\x02").startswith("market.yaml:2:3: scenario: is binary")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named_with_the_way_out(desk, encoding):
    line = desk.line("question: x\n".encode(encoding))
    assert line == "market.yaml:1:1: scenario: is UTF-16 - save it as UTF-8"


def test_a_byte_that_is_not_utf_8_is_located_by_characters(desk):
    assert desk.line("a: 1\nü: ".encode() + b"\xff").startswith("market.yaml:2:4: scenario: is not UTF-8")


def test_a_byte_order_mark_of_utf_8_is_ignored(desk, good):
    assert desk.lines("\ufeff" + good) == []


def test_windows_line_ends_change_nothing(desk, good):
    assert desk.lines(good.replace("\n", "\r\n")) == []


def test_one_byte_over_the_limit_is_too_big(desk):
    short = "# " + "x" * 97 + "\n"
    assert "is bigger than" not in desk.line(short * (MAX_BYTES // 100))
    assert "is bigger than" in desk.line(short * (MAX_BYTES // 100) + "\n")


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\u2028", "\x85", "\ufeff", "\x7f"])
def test_an_invisible_character_is_refused_where_it_stands(desk, character):
    line = desk.line(f"a: 1\nb: x{character}")
    assert line.startswith(f"market.yaml:2:5: scenario: invisible character U+{ord(character):04X}")


def test_endless_lines_are_refused_before_parsing(desk):
    assert desk.line("a: 1\n!" + "a" * 50_000).startswith("market.yaml:2:1: scenario: a line of 50001")
