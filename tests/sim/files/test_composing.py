import pytest

from sim.files import read_tree


def test_every_value_and_key_knows_its_place(desk):
    tree = read_tree(desk.write("a: 1\nb:\n  c: [x, 'y']\n"))
    places = {steps: (origin.line, origin.column) for steps, origin in tree.origins.items()}
    assert places == {
        (): (1, 1),
        ("a",): (1, 4),
        ("b",): (3, 3),
        ("b", "c"): (3, 6),
        ("b", "c", 0): (3, 7),
        ("b", "c", 1): (3, 10),
    }
    assert (tree.keys["b", "c"].line, tree.keys["b", "c"].column) == (3, 3)
    assert tree.data == {"a": 1, "b": {"c": ["x", "y"]}}


def test_all_ambiguous_words_are_listed_at_once(desk):
    lines = desk.lines("a: 010\nb: [.inf, 0x10]\n")
    assert [line.split(": ")[0] for line in lines] == [
        "market.yaml:1:4",
        "market.yaml:2:5",
        "market.yaml:2:11",
    ]
    assert lines[0] == "market.yaml:1:4: a: 010 starts with 0, which looks octal - write 10 or '010'"


def test_quoted_words_are_always_text(desk):
    assert read_tree(desk.write("a: ['010', \"true\", '.nan', '']\n")).data == {
        "a": ["010", "true", ".nan", ""]
    }


def test_a_duplicate_key_is_refused_at_the_second(desk):
    line = desk.line("a:\n  b: 1\n  c: 2\n  b: 3\n")
    assert line == "market.yaml:4:3: a.b: duplicate key, first on line 2 - remove one of the two"


def test_a_quoted_twin_of_a_key_is_a_duplicate_too(desk):
    assert "duplicate key" in desk.line("a: 1\n'a': 2\n")


@pytest.mark.parametrize("key", ["1", "true", "null", "1.5", "~", "010", ".nan"])
def test_keys_that_are_no_text_are_refused(desk, key):
    assert f"quote it: '{key}'" in desk.line(f"{key}: x\n")


@pytest.mark.parametrize("key", ["? [a, b]\n", "{a: b}", "? {a: 1}\n", "&a [x]"])
def test_keys_that_are_collections_are_refused(desk, key):
    assert "this key is no text" in desk.line(f"{key}: x\n")


def test_country_codes_are_keys_like_any(desk):
    assert read_tree(desk.write("NO: 1\non: 2\n")).data == {"NO": 1, "on": 2}


def test_merge_keys_are_refused_with_a_way_out(desk):
    assert "or use extends" in desk.line("a: &a {x: 1}\nb:\n  <<: *a\n")


def test_an_alias_repeats_a_value_with_the_place_it_was_written_at(desk):
    tree = read_tree(desk.write("a: &a {x: 1}\nb: *a\n"))
    assert tree.data == {"a": {"x": 1}, "b": {"x": 1}}
    assert (tree.origins["b", "x"].line, tree.keys["b",].line) == (1, 2)


def test_half_a_character_is_refused(desk):
    assert "half a character" in desk.line('a: "\\ud800"\n')


@pytest.mark.parametrize("content", ["[a]\n", "text\n", "12\n", "null\n"])
def test_a_scenario_is_a_mapping(desk, content):
    assert "must be a mapping of keys (got " in desk.line(content)
