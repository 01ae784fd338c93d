import os

import pytest

from sim.files import BadInput, build, read_tree

BASE = "question: q\ncustomers: 10\nfirms:\n  acme: {list_price: 1}\n  rival: {list_price: 2}\nrows: [a, b]\n"


def only_problem(path, library=None):
    with pytest.raises(BadInput) as caught:
        read_tree(path, library=library)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize("name", ["base", "base.yaml", "./base", "sub/../base"])
def test_a_scenario_is_laid_over_the_one_it_extends(desk, market, name):
    desk.write(BASE, "base.yaml")
    (desk.folder / "sub").mkdir()
    child = desk.write(f"extends: {name}\nfirms:\n  acme:\n    launch: 3\nrows: [c]\n")
    tree = read_tree(child)
    assert tree.data == {
        "question": "q",
        "customers": 10,
        "firms": {"acme": {"list_price": 1, "launch": 3}, "rival": {"list_price": 2}},
        "rows": ["c"],
    }
    assert build(market, tree).rows == ("c",)


def test_every_value_keeps_the_file_it_was_written_in(desk):
    base = desk.write(BASE, "base.yaml")
    child = desk.write("extends: base\nfirms:\n  acme:\n    launch: 3\n")
    origins = read_tree(child).origins
    assert (origins["firms", "acme", "launch"].file, origins["firms", "acme", "launch"].line) == (
        str(child),
        4,
    )
    assert (origins["firms", "acme", "list_price"].file, origins["firms", "rival"].line) == (str(base), 5)


def test_null_takes_a_firm_out(desk):
    desk.write(BASE, "base.yaml")
    assert list(read_tree(desk.write("extends: base\nfirms: {rival: null}\n")).data["firms"]) == ["acme"]


def test_null_for_a_choice_stays_as_a_choice_of_nothing(desk):
    desk.write("plan: {kind: fixed, money: 1}\n", "base.yaml")
    off = desk.write("extends: base\nplan: null\n", "off.yaml")
    on = desk.write("extends: off\nplan: {kind: other}\n")
    assert (read_tree(off).data, read_tree(on).data) == ({"plan": None}, {"plan": {"kind": "other"}})


def test_null_for_a_firm_that_is_not_there_is_a_mistake(desk):
    desk.write(BASE, "base.yaml")
    line = desk.line("extends: base\nfirms: {rivall: null}\n")
    assert line.startswith("market.yaml:2:17: firms.rivall: must be a mapping of keys (got null)")


def test_a_child_may_change_the_kind_of_strategy(desk):
    desk.write(BASE + "diffusion: {kind: bass, p: 1}\nother: {p: 1}\n", "base.yaml")
    data = read_tree(desk.write("extends: base\ndiffusion: {kind: logit, mu: 2}\nother: {q: 2}\n")).data
    assert data["diffusion"] == {"kind": "logit", "mu": 2}
    assert data["other"] == {"p": 1, "q": 2}


def test_a_library_scenario_can_be_extended_by_name(desk, tmp_path_factory):
    library = tmp_path_factory.mktemp("library")
    (library / "deep.yaml").write_text("customers: 7\n")
    (library / "base.yaml").write_text("extends: deep\nquestion: q\n")
    tree = read_tree(desk.write("extends: base\n"), library=library)
    assert tree.data == {"customers": 7, "question": "q"}


def test_a_file_in_a_subfolder_may_extend_one_above_inside_the_library(tmp_path_factory):
    library = tmp_path_factory.mktemp("library")
    (library / "more").mkdir()
    (library / "base.yaml").write_text("customers: 7\n")
    (library / "more" / "child.yaml").write_text("extends: ../base\n")
    assert read_tree(library / "more" / "child.yaml", library=library).data == {"customers": 7}


@pytest.mark.parametrize("name", ["../secret", "sub/../../secret", "link"])
def test_nothing_outside_the_folder_can_be_extended(desk, tmp_path_factory, name):
    inside = desk.folder / "inside"
    desk.write("a: 1\n", "secret.yaml")
    child = desk.write(f"extends: {name}\n", "inside/market.yaml")
    (inside / "sub").mkdir()
    (inside / "link.yaml").symlink_to(desk.folder / "secret.yaml")
    problem = only_problem(child)
    assert problem.problem == f"'{name}' is outside the scenario folder"
    assert (problem.line, problem.column, problem.path) == (1, 10, "extends")


@pytest.mark.parametrize("name", ["/etc/passwd", "~/x", "C:\\\\x", "https://x"])
def test_only_relative_paths_can_be_extended(desk, name):
    assert "is no relative path" in only_problem(desk.write(f'extends: "{name}"\n')).problem


@pytest.mark.parametrize("value", ["[a, b]", "3", "null", "''", '"a\\nb"', "true"])
def test_extends_names_one_scenario(desk, value):
    assert "must be the name of a scenario" in only_problem(desk.write(f"extends: {value}\n")).problem


def test_an_unknown_scenario_gives_the_nearest(desk):
    desk.write(BASE, "grocery.yaml")
    problem = only_problem(desk.write("extends: grocry\n"))
    assert (problem.problem, problem.remedy) == ("no scenario 'grocry'", "nearest is 'grocery'")


def test_circles_are_refused(desk):
    assert "leads back" in only_problem(desk.write("extends: market\n")).problem
    desk.write("extends: market\n", "other.yaml")
    problem = only_problem(desk.write("extends: other\n"))
    assert (os.path.basename(problem.file), problem.line) == ("other.yaml", 1)


def test_a_link_to_itself_is_refused(desk):
    (desk.folder / "loop.yaml").symlink_to(desk.folder / "loop.yaml")
    assert only_problem(desk.write("extends: loop\n")).line == 1


def test_eight_steps_are_the_most(desk):
    desk.write("a: 1\n", "s0.yaml")
    for step in range(1, 10):
        desk.write(f"extends: s{step - 1}\n", f"s{step}.yaml")
    assert read_tree(desk.folder / "s8.yaml").data == {"a": 1}
    assert "more than 8 files" in only_problem(desk.folder / "s9.yaml").problem


def test_a_mistake_in_the_base_names_the_base(desk):
    desk.write(BASE.replace("list_price: 2", "list_price: -2"), "base.yaml")
    assert desk.line("extends: base\n").startswith(
        "base.yaml:5:23: firms.rival.list_price: must be at least 0"
    )


def test_a_pipe_in_the_folder_never_makes_the_reader_wait(desk):
    os.mkfifo(desk.folder / "base.yaml")
    assert only_problem(desk.write("extends: base\n")).problem == "is a pipe"
