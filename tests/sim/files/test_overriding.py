import pytest

from sim.files import BadInput, build, read_tree


def data(desk, good, *overrides):
    return read_tree(desk.write(good), overrides).data


@pytest.mark.parametrize(
    ("value", "read"),
    [("3", 3), ("0.5", 0.5), ("NO", "NO"), ("true", True), ("[1, 'a=b']", [1, "a=b"]), ("{x: 1}", {"x": 1})],
)
def test_values_are_read_as_in_a_file(desk, good, value, read):
    assert data(desk, good, f"question={value}")["question"] == read


def test_one_value_changes_and_knows_where_from(desk, good):
    tree = read_tree(desk.write(good), ["customers=7", "firms.acme.list_price=11"])
    assert tree.data["firms"]["acme"]["list_price"] == 11
    assert tree.data["firms"]["acme"]["strategy"]["discount"] == 0.3
    origin = tree.origins["firms", "acme", "list_price"]
    assert (str(origin), origin.how, origin.line, origin.column) == ("--set", "--set", 2, 23)
    assert tree.origins["firms", "acme"].how == "file"


def test_items_of_lists_are_counted_from_0(desk, good):
    assert data(desk, good, "rows.1=C9")["rows"] == ["P1", "C9"]
    assert desk.line(good, "rows.2=C9") == ("--set:1:1: rows.2: rows has no item '2' - count from 0 to 1")


def test_sections_that_the_file_leaves_out_can_be_set(desk, market, good):
    tree = read_tree(desk.write(good), ["diffusion.innovation=0.1"])
    assert build(market, tree).diffusion.innovation == 0.1


def test_an_arm_can_be_set(desk, market, good):
    tree = read_tree(desk.write(good), ["arms.dear.firms.rival.list_price=3"])
    assert tree.data["arms"]["dear"]["firms"]["rival"] == {"list_price": 3}
    build(market, tree)


def test_a_whole_firm_can_be_added_at_once(desk, market, good):
    tree = read_tree(desk.write(good), ["firms.third={list_price: 4}"])
    assert build(market, tree).firms["third"].list_price == 4


@pytest.mark.parametrize(
    ("override", "line"),
    [
        (
            "firms.acme.list_prise=3",
            "--set:1:1: firms.acme.list_prise: unknown path - nearest is 'firms.acme.list_price'",
        ),
        (
            "firms.acmee.list_price=3",
            "--set:1:1: firms.acmee.list_price: unknown path - nearest is 'firms.acme'",
        ),
        ("arms.deer.customers=3", "--set:1:1: arms.deer.customers: unknown path - nearest is 'arms.dear'"),
        ("custommers=3", "--set:1:1: custommers: unknown path - nearest is 'customers'"),
        ("difusion.innovation=3", "--set:1:1: difusion: unknown path - nearest is 'diffusion'"),
        (
            "customers.x=3",
            "--set:1:1: customers.x: customers is 1000, which has no keys - set customers itself",
        ),
        ("customers", "--set:1:1: customers: is no override - write --set path.to.key=value"),
        ("=3", "--set:1:1: scenario: is no override - write --set path.to.key=value"),
        ("a..b=3", "--set:1:1: a..b: is no override - write --set path.to.key=value"),
        ("customers=", "--set:1:1: customers: has no value - write one after the '=', or null"),
        ("customers=010", "--set:1:11: customers: 010 starts with 0, which looks octal - write 10 or '010'"),
        ("customers=1e5", "--set:1:11: customers: must be a whole number (got 1e5) - write 100000"),
        ("extends=other", "--set:1:1: extends: cannot be set - set it in the file"),
        ("rows=[a,\nb]", "--set:1:1: rows: is longer than one line - write lists as [a, b]"),
        ("rows=[a", "--set:1:8: rows: is not YAML: expected ',' or ']', but got '<stream end>'"),
        ("rows=!!str a", "--set:1:6: rows: has the tag tag:yaml.org,2002:str"),
    ],
)
def test_mistakes_give_their_place_in_the_override(desk, good, override, line):
    assert desk.line(good, override).startswith(line)


def test_all_overrides_are_checked_and_counted(desk, good):
    lines = desk.lines(good, "customers=010", "periods=3", "x")
    assert [line.split(" ")[0] for line in lines] == ["--set:1:11:", "--set:3:1:"]


def test_half_a_character_from_the_shell_is_refused(desk, good):
    with pytest.raises(BadInput):
        read_tree(desk.write(good), ["question=\udcff"])
    with pytest.raises(BadInput):
        read_tree(desk.write(good), ["\udcff=1"])
