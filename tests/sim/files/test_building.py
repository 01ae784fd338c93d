import pickle

import pytest
from pydantic import Field, JsonValue, model_validator

from sim.files import BadInput, build, read_tree
from sim.files.wording import PATTERNS
from sim.units import NAME_PATTERN, Count, Spec


def test_a_good_file_becomes_a_model_with_its_defaults(desk, market, good):
    scenario = build(market, read_tree(desk.write(good)))
    assert scenario.customers == 1000
    assert scenario.rows == ("P1", "C2")
    assert scenario.firms["acme"].strategy.discount == 0.3
    assert scenario.firms["rival"].strategy.kind == "silence"


def changed(good, old, new):
    assert old in good
    return good.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "list_price: 10",
            "list_prise: 10",
            "5:5: firms.acme.list_prise: unknown key - nearest is 'list_price'",
        ),
        (
            "discount: 0.3",
            "discont: 0.3",
            "8:7: firms.acme.strategy.discont: unknown key - nearest is 'discount'",
        ),
        (
            "rows: [P1, C2]",
            "zzzzzzzz: 1",
            "10:1: zzzzzzzz: unknown key - use one of: question, customers, periods",
        ),
        (
            "list_price: 10",
            "list_price: -3",
            "5:17: firms.acme.list_price: must be at least 0 (got -3) - write 0 or more",
        ),
        (
            "launch: 1",
            "launch: -1",
            "9:36: firms.rival.launch: must be at least 0 (got -1) - write 0 or more",
        ),
        (
            "discount: 0.3",
            "discount: 1.5",
            "8:17: firms.acme.strategy.discount: must be at most 1 (got 1.5) - write 1 or less",
        ),
        ("1_000", "1e5", "2:12: customers: must be a whole number (got 1e5) - write 100000"),
        ("1_000", "2.5", "2:12: customers: must be a whole number (got 2.5) - write 2, say"),
        (
            "1_000",
            "NO",
            "2:12: customers: "
            "must be a whole number (got NO) - write a whole number; for a switch write true or false",
        ),
        ("1_000", "'5'", "2:12: customers: must be a whole number (got '5') - write 5 without quotes"),
        ("1_000", "true", "2:12: customers: must be a whole number (got true) - write a whole number"),
        ("1_000", "", "2:1: customers: must be a whole number (got null) - write a whole number"),
        (
            "list_price: 10",
            "list_price: nan",
            "5:17: firms.acme.list_price: must be a number (got nan) - write a finite number",
        ),
        (
            "list_price: 10",
            "list_price: .inf",
            "5:17: firms.acme.list_price: .inf is not a finite number - write a number, or '.inf' for text",
        ),
        (
            "list_price: 10",
            "list_price: Yes",
            "5:17: firms.acme.list_price: "
            "must be a number (got Yes) - write a number; for a switch write true or false",
        ),
        (
            "launch: 1",
            "loyal: NO",
            "9:35: firms.rival.loyal: "
            "must be true or false (got NO) - write true or false (here false; NO is plain text)",
        ),
        (
            "launch: 1",
            "loyal: 1",
            "9:35: firms.rival.loyal: must be true or false (got 1) - write true or false",
        ),
        ("who wins?", "12", "1:11: question: must be text (got 12) - put it in quotes: '12'"),
        ("who wins?", "[]", "1:11: question: must be text (got a list of 0) - write text"),
        ("rows: [P1, C2]", "rows: P1", "10:7: rows: must be a list (got P1) - write [P1]"),
        ("rows: [P1, C2]", "rows: [P1, 2]", "10:12: rows.1: must be text (got 2) - put it in quotes: '2'"),
        ("rows: [P1, C2]", "diffusion: 3", "10:12: diffusion: must be a mapping of keys (got 3)"),
        (
            "rows: [P1, C2]",
            "phase: growht",
            "10:8: phase: is not one of the choices (got growht) - nearest is 'growth'",
        ),
        ("rows: [P1, C2]", "periods: 0", "10:10: periods: must be above 0 (got 0) - write more than 0"),
        (
            "kind: win_back",
            "kind: winback",
            "7:13: firms.acme.strategy.kind: unknown kind 'winback' - nearest is 'win_back'",
        ),
        (
            "      kind: win_back\n",
            "",
            "7:7: firms.acme.strategy: has no kind - add 'kind:' with one of: silence, win_back",
        ),
        (
            "    list_price: 10\n",
            "",
            "4:3: firms.acme.list_price: is missing - add 'list_price:' (money per unit, before any disc",
        ),
        ("question: who wins?\n", "", "1:1: question: is missing - add 'question:'"),
        (
            "rival:",
            "Rival Inc:",
            "9:3: firms.Rival Inc: is no valid name (got 'Rival Inc') - use lower-case letters, digits and _",
        ),
        (
            "rows: [P1, C2]",
            "shares: {acme: 0.7, rival: 0.5}",
            "10:9: shares: shares sum to 1.2 - make them sum to 1",
        ),
        (
            "launch: 1",
            "strategies: [{kind: win_back, price: -1}]",
            "9:65: firms.rival.strategies.0.price: must be at least 0 (got -1)",
        ),
        ("launch: 1", "rebate: 3", "9:36: firms.rival.rebate: must be at most 1 (got 3)"),
        (
            "launch: 1",
            "rebate: {kind: win_back, price: x}",
            "9:60: firms.rival.rebate.price: must be a number (got x)",
        ),
        ("launch: 1", "strategy: {kind: [1]}", "9:45: firms.rival.strategy.kind: unknown kind"),
        ("launch: 1", "rebate: {a: 3}", "9:40: firms.rival.rebate.a: must be at most 1 (got 3)"),
        ("launch: 1", "rebate: [3]", "9:36: firms.rival.rebate: must be a number (got a list of 1)"),
    ],
)
def test_every_mistake_is_one_line_with_place_fault_and_remedy(desk, good, old, new, line):
    assert desk.line(changed(good, old, new)).startswith(f"market.yaml:{line}")


class Book(Spec):
    total: Count = 3
    parts: dict[str, Count] = Field({})

    @model_validator(mode="after")
    def _parts_are_the_total(self):
        if self.parts:
            raise ValueError("[parts.a] is too small - raise it\n[parts.zz] is not there - add it\nis bad")
        return self


class Shelf(Spec):
    books: tuple[Book, ...]
    free: dict[str, JsonValue] = Field({})


def test_a_validator_puts_each_of_its_problems_where_it_belongs(desk):
    with pytest.raises(BadInput) as caught:
        build(Shelf, read_tree(desk.write("books:\n- total: 4\n- parts:\n    a: 1\n")))
    assert [(p.line, p.column, p.path, p.problem, p.remedy) for p in caught.value.problems] == [
        (3, 3, "books.1", "is bad", "correct this value"),
        (3, 3, "books.1.parts.zz", "is not there", "add it"),
        (4, 8, "books.1.parts.a", "is too small", "raise it"),
    ]


def test_where_anything_may_stand_an_override_may_open_new_sections(desk):
    tree = read_tree(desk.write("books: []\nfree: {a: {}}\n"), ["free.a.b.c=1"])
    assert build(Shelf, tree).free == {"a": {"b": {"c": 1}}}


def test_mistakes_come_in_the_order_of_the_file(desk, good):
    content = changed(good, "1_000", "x").replace("list_price: 9.5", "list_price: x").replace("P1", "1")
    assert [int(line.split(":")[1]) for line in desk.lines(content)] == [2, 9, 10]


def test_huge_and_hostile_values_stay_on_one_short_line(desk, good):
    nasty = '"\\e[31m\\n\\u202e' + "x" * 9000 + '"'
    line = desk.line(changed(good, "1_000", nasty))
    assert len(line) < 300
    assert line.isprintable()


def test_hostile_keys_stay_on_one_short_line(desk, good):
    line = desk.line(changed(good, "rows:", '"\\e[31m\\n' + "x" * 900 + '":'))
    assert len(line) < 600
    assert line.isprintable()


def test_bad_input_crosses_process_boundaries(desk, market, good):
    with pytest.raises(BadInput) as caught:
        build(market, read_tree(desk.write(changed(good, "1_000", "x"))))
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems


def test_the_rule_for_names_is_explained_in_words():
    assert NAME_PATTERN in PATTERNS
