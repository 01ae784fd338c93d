from sim.files import build, explain, overlay, read_tree


def test_every_value_is_shown_with_unit_and_origin(desk, market, good):
    path = desk.write(good)
    tree = read_tree(path, ["diffusion.innovation=0.1"])
    shown = {path: (value, unit, origin) for path, value, unit, origin in explain(build(market, tree), tree)}
    assert shown["customers"] == (1000, "count", f"{path}:2")
    assert shown["periods"] == (4, "count", "default")
    assert shown["firms.acme.list_price"] == (10.0, "currency", f"{path}:5")
    assert shown["firms.acme.strategy.kind"] == ("win_back", "", f"{path}:7")
    assert shown["firms.acme.strategy.price"] == (1.0, "currency", "default")
    assert shown["firms.rival.strategy.kind"] == ("silence", "", "default")
    assert shown["firms.rival.rebate"] == (0.0, "share", "default")
    assert shown["rows.1"] == ("C2", "", f"{path}:10")
    assert shown["diffusion.innovation"] == (0.1, "share", "--set")
    assert shown["diffusion.imitation"] == (0.38, "share", "default")
    assert shown["shares"] == ({}, "share", "default")


def test_what_an_arm_changes_is_shown_at_its_line(desk, market, good):
    path = desk.write(good)
    arm = overlay(read_tree(path), ("arms", "dear"))
    shown = {line.path: line.origin for line in explain(build(market, arm), arm)}
    assert shown["firms.acme.list_price"] == f"{path}:16"
