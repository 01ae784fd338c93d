"""`--vary`: ranges and lists from the command line, and what is wrong with others."""

import pytest

from sim.experiments.designs import points, vary
from sim.files import BadInput


def test_vary_takes_a_range_with_both_ends():
    assert list(points(vary("firms.incumbent.price=200:400:9"))) == [
        {"firms.incumbent.price": price} for price in range(200, 401, 25)
    ]
    assert [repr(p["a"]) for p in points(vary("a=200:400:3"))] == ["200", "300", "400"]
    assert [p["a"] for p in points(vary("a=0:1:3"))] == [0.0, 0.5, 1.0]


def test_vary_takes_a_list_and_several_make_a_grid():
    grid = vary("a=fixed,markup", "b=1, 2.5,null,true")
    assert list(points(grid)) == [{"a": a, "b": b} for a in ("fixed", "markup") for b in (1, 2.5, None, True)]


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["price"], r"^--vary:1:1: price: is no range and no list of values \(got ''\) - write PATH="),
        (["price=300"], r"^--vary:1:1: price: has nothing to vary over \(got '300'\) - write PATH="),
        (["price=1:2"], r"^--vary:1:1: price: is no range and no list of values \(got '1:2'\) - write"),
        (["price=4:2:3"], r"^--vary:1:1: price: LOW must be below HIGH \(got 4 to 2\) - write the smaller"),
        (["price=1:2:1"], r"^--vary:1:1: price: COUNT must be 2 or more \(got 1\) - both ends are"),
        (["a=1,2", "a=3,4"], r"^--vary:2:1: a: is varied twice - give all its values at once$"),
        (["a b=1,2"], r"^--vary:1:1: a b: is no path of a scenario \(got 'a b'\) - write it as firms"),
        (["a=010,2"], r"^--vary:1:1: a: 010 starts with 0, which looks octal - write 10 or '010'$"),
        (["a=1,1"], r"^--vary:1:1: a: has a value twice \(got 1\) - list each value once$"),
        ([], r"^--vary:1:1: vary: names nothing to vary - write PATH="),
    ],
)
def test_vary_says_what_is_wrong_and_what_to_write(texts, message):
    with pytest.raises(BadInput, match=message):
        vary(*texts)


def test_vary_tells_all_mistakes_at_once():
    with pytest.raises(BadInput) as refused:
        vary("a=1", "b=1,2", "c=2:1:3")
    assert [problem.path for problem in refused.value.problems] == ["a", "c"]
