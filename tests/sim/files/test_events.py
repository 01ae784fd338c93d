import time

import pytest

from sim.files.guard import MAX_BYTES


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "a: {"])
def test_deep_nesting_is_refused(desk, opening):
    assert "nested more than 32 deep" in desk.line(opening * 60)


def test_an_alias_bomb_never_unfolds(desk):
    rungs = "".join(f"b{i}: &b{i} [{', '.join([f'*b{i - 1}'] * 9)}]\n" for i in range(1, 9))
    assert "an alias inside an anchored value" in desk.line("b0: &b0 [x, x]\n" + rungs)


def test_many_aliases_of_something_big_never_unfold(desk):
    bomb = f"a: &a [{', '.join('x' * 900)}]\nb: [{', '.join(['*a'] * 90)}]\n"
    assert "aliases unfold to more than 20000 values" in desk.line(bomb)


def test_many_anchors_are_refused(desk):
    assert "more than 100 anchors and aliases" in desk.line("".join(f"a{i}: &x{i} 1\n" for i in range(101)))


def test_a_value_that_contains_itself_is_refused(desk):
    assert "an alias inside an anchored value" in desk.line("a: &a [*a]\n")


def test_an_alias_to_nothing_is_refused(desk):
    assert desk.line("a: *b\n").startswith("market.yaml:1:4: scenario: *b is not defined above")


def test_too_many_values_are_refused(desk):
    assert "more than 20000 values" in desk.line("a:\n" + "- 1\n" * 20_001)


def test_a_second_document_is_refused_where_it_starts(desk):
    line = desk.line("a: 1\n---\nb: 2\n")
    assert line.startswith("market.yaml:2:1: scenario: a second document starts here - keep one per file")


def test_one_document_may_begin_with_dashes_and_end_with_dots(desk, good):
    assert desk.lines(f"---\n{good}...\n") == []


@pytest.mark.parametrize("tagged", ["!!str 1", "!!python/object:os.system x", "!mine {}", "! x", "!!int '1'"])
def test_tags_are_refused(desk, tagged):
    assert "has the tag" in desk.line(f"a: {tagged}\n")


def test_directives_are_refused(desk):
    assert "'%' directive" in desk.line("%YAML 1.1\n---\na: NO\n")
    assert "is not YAML" in desk.line("%YAML 1." + "1" * 6000 + "\n---\na: 1\n")


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        ("a: b: c\n", "1:5", "quote text that has a colon in it"),
        ("a: 1\n\tb: 2\n", "2:1", "use spaces instead of tabs"),
        ('a: "x\n', "2:1", "close the quote"),
        ("a: [1, 2\nb: 3\n", "2:2", "check indentation"),
        ('a: "\\UFFFFFFFF"\n', "1:1", "is not YAML"),
        ("a: @x\n", "1:4", "is not YAML"),
    ],
)
def test_broken_yaml_gives_its_place_and_a_way_out(desk, content, place, words):
    line = desk.line(content)
    assert line.startswith(f"market.yaml:{place}: scenario: is not YAML")
    assert words in line


@pytest.mark.parametrize(
    "unit", ["[", "{", "- ", "x ", "\\n", "a\n\n", "? ", "#\n", "'' ", "!a ", "&a ", "%A\n", "\n", '"x" ']
)
def test_the_longest_file_of_any_one_thing_takes_seconds_at_most(desk, unit):
    flat = unit * (9_000 // len(unit))
    text = ((flat if "\n" in unit else flat + "\n") * 120)[: MAX_BYTES - 10_000]
    start = time.process_time()
    desk.lines(text)
    assert time.process_time() - start < 3
