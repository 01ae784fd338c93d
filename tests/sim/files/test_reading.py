import string
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.files import BadInput, build, overlay, read_tree

anything = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
yamlish = st.lists(
    st.sampled_from(
        [*string.ascii_letters[:4], *"\n\n  :-#[]{}&*!%@`'\"|>?,~0.\\xe", "a: ", "\n  ", "firms:"]
    ),
    max_size=60,
).map("".join)


def reads_or_says_why(desk, market, content, override=()):
    start = time.perf_counter()
    try:
        tree = read_tree(desk.write(content), override)
        build(market, tree)
    except BadInput as bad:
        lines = [str(problem) for problem in bad.problems]
    else:
        lines = ["fine"]
    assert lines
    assert all(len(line.splitlines()) == 1 for line in lines)
    assert time.perf_counter() - start < 2


@anything
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(desk, market, content):
    reads_or_says_why(desk, market, content)


@anything
@given(st.text(max_size=200) | yamlish)
def test_any_text_is_read_or_refused(desk, market, content):
    reads_or_says_why(desk, market, content.encode("utf-8", "surrogatepass"))


@anything
@given(st.text(max_size=40) | st.builds("{}={}".format, st.text("ab.firms0", max_size=12), yamlish))
def test_any_override_is_taken_or_refused(desk, market, good, override):
    reads_or_says_why(desk, market, good, [override])


def test_an_arm_is_laid_over_the_rest_and_keeps_its_places(desk, market, good):
    tree = read_tree(desk.write(good))
    arm = overlay(tree, ("arms", "dear"))
    assert "arms" not in arm.data
    assert arm.data["firms"]["acme"]["list_price"] == 12
    assert arm.data["firms"]["acme"]["strategy"] == {"kind": "win_back", "discount": 0.3}
    assert arm.origins["firms", "acme", "list_price"].line == 16
    assert arm.origins["firms", "rival", "list_price"].line == 9
    assert build(market, arm).firms["acme"].list_price == 12


@pytest.mark.parametrize("nothing", ["baseline: {}", "baseline:"])
def test_an_empty_arm_is_the_market_as_it_is(desk, good, nothing):
    tree = read_tree(desk.write(good.replace("baseline: {}", nothing)))
    rest = {key: value for key, value in tree.data.items() if key != "arms"}
    assert overlay(tree, ("arms", "baseline")).data == rest


def test_a_mistake_in_an_arm_names_the_line_and_path_in_the_arm(desk, market, good):
    tree = read_tree(desk.write(good.replace("list_price: 12", "list_price: -12")))
    with pytest.raises(BadInput) as caught:
        build(market, overlay(tree, ("arms", "dear")))
    (problem,) = caught.value.problems
    assert (problem.line, problem.column, problem.path) == (16, 21, "arms.dear.firms.acme.list_price")
    assert problem.problem == "must be at least 0 (got -12)"


def test_a_misspelt_override_of_an_arm_gives_the_nearest_path_in_the_arm(desk, market, good):
    tree = read_tree(desk.write(good), ["arms.dear.firms.acme.list_prise=3"])
    with pytest.raises(BadInput) as caught:
        build(market, overlay(tree, ("arms", "dear")))
    path = "arms.dear.firms.acme.list_pri"
    assert str(caught.value) == f"--set:1:1: {path}se: unknown path - nearest is '{path}ce'"


def test_an_unknown_arm_gives_the_nearest(desk, good):
    with pytest.raises(BadInput) as caught:
        overlay(read_tree(desk.write(good)), ("arms", "deer"))
    assert str(caught.value).endswith(":11:1: arms.deer: there is no 'deer' in arms - nearest is 'dear'")


def test_an_arm_of_a_scenario_without_arms_is_unknown(desk):
    with pytest.raises(BadInput, match="there are none in this scenario"):
        overlay(read_tree(desk.write("a: 1\n")), ("arms", "dear"))


def test_an_arm_that_is_no_mapping_is_refused(desk, good):
    tree = read_tree(desk.write(good), ["arms.dear.firms=3", "arms.baseline=[1]"])
    with pytest.raises(BadInput, match="must be a mapping of keys"):
        overlay(tree, ("arms", "baseline"))


def test_an_arm_can_take_a_firm_out(desk, market, good):
    tree = read_tree(desk.write(good), ["arms.dear.firms.rival=null"])
    assert list(build(market, overlay(tree, ("arms", "dear"))).firms) == ["acme"]


def test_another_strategy_takes_nothing_over_from_the_old_one(desk, market, good):
    tree = read_tree(desk.write(good), ["arms.dear.firms.acme.strategy={kind: silence}"])
    assert build(market, overlay(tree, ("arms", "dear"))).firms["acme"].strategy.kind == "silence"
