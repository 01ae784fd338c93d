"""2,000 runs over the flagship as the README tells a batch user: run, killed, resumed, analysed, exported."""

import pytest

from tests.batch_user import commands, follow


def test_the_readme_tells_a_batch_user_to_run_look_analyse_and_export():
    verbs = {" ".join(command.split()[:2]) for command in commands()}
    assert {"sweep run", "sweep status", "sweep verify", "analyse tornado", "sweep export"} <= verbs


@pytest.mark.slow
def test_a_killed_sweep_of_the_flagship_goes_on_and_is_analysed_and_exported(tmp_path):
    told = follow(tmp_path)
    assert told["runs"] == 2_000
    assert 0 < told["killed_after"] < 2_000
    assert told["outcome_rows"] % 2_000 == 0
