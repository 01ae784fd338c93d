"""A search on a market whose best answer is known."""

import multiprocessing
from pathlib import Path

import pytest

from analysis.optimise import OptimisePlan, Range, StudyBusy, optimise
from analysis.optimise.study import opened
from sim import BadInput, load
from sim.files import build, read_tree
from sim.randomness import normal
from tests.analysis.stand_in import StandIn, four_firms

RETENTION = "firms.shifter.strategies.budgets.retention"
ACQUISITION = "firms.shifter.strategies.budgets.acquisition"
BEST_RETENTION, BEST_ACQUISITION = 30_000.0, 20_000.0


def hill(scenario, seed, noise=0.0):
    """Profit is highest, 1 million cents, at the best budgets; satisfaction grows with retention."""
    budgets = scenario.firms["shifter"].strategies.budgets
    off = ((budgets.retention - BEST_RETENTION) / 5e4) ** 2 + (
        (budgets.acquisition - BEST_ACQUISITION) / 5e4
    ) ** 2
    profit = 1e6 * (1 - off + noise * normal(seed, round(budgets.retention)))
    return {"shifter": {"profit_cents": profit, "satisfaction": budgets.retention / 1000}}


def plan(**changes):
    settings = {
        "over": {
            RETENTION: Range(low=0, high=60_000),
            ACQUISITION: Range(low=0, high=60_000),
        },
        "objectives": {"shifter.profit_cents": "maximise"},
        "trials": 40,
        "replications": 2,
        "fresh_replications": 3,
    }
    return OptimisePlan(**{**settings, **changes})


def proposed(search):
    return [trial.values for trial in search.trials]


@pytest.fixture(scope="module")
def scenario():
    return four_firms()


def test_the_top_of_a_smooth_hill_is_found(scenario):
    search = optimise(scenario, plan(trials=80), evaluate=StandIn(hill))
    assert search.best.outcomes.mean() > 0.98e6
    assert search.best.values[RETENTION] == pytest.approx(BEST_RETENTION, abs=7_000)


def test_every_candidate_runs_on_the_same_seeds_and_the_finalists_on_fresh_ones(scenario):
    market = StandIn(hill)
    search = optimise(scenario, plan(trials=5, seed=7), evaluate=market)
    *tried, confirmed = market.asked
    assert tried == [(("candidate",), 2, 7)] * 5
    names, replications, seed = confirmed
    assert (len(names), names[0], replications, seed) == (4, "as it is", 3, 9)
    assert names[1] == search.best.name


@pytest.mark.parametrize("sampler", ["tpe", pytest.param("nsga2", marks=pytest.mark.slow)])
@pytest.mark.parametrize("goals", [1, 2])
def test_a_search_broken_off_and_resumed_proposes_what_an_unbroken_one_proposes(
    scenario, tmp_path, sampler, goals
):
    objectives = {"shifter.profit_cents": "maximise", "shifter.satisfaction_end": "maximise"}
    wanted = plan(sampler=sampler, trials=60 if sampler == "nsga2" else 25)
    wanted = wanted.model_copy(update={"objectives": dict([*objectives.items()][:goals])})
    whole = optimise(scenario, wanted, evaluate=StandIn(hill))
    for stop in (0, 12, 20):
        with pytest.raises(KeyboardInterrupt):
            optimise(scenario, wanted, tmp_path / "study.journal", StandIn(hill, interrupt_at=stop and 8))
    market = StandIn(hill)
    resumed = optimise(scenario, wanted, tmp_path / "study.journal", market)
    assert proposed(resumed) == proposed(whole)
    # The first stop came before anything was tried, the others after eight trials each.
    assert len(market.asked) == wanted.trials - 16 + 1
    assert resumed.table().equals(whole.table())


def test_a_trial_interrupted_while_its_values_were_proposed_gets_the_same_values(scenario, tmp_path):
    whole = optimise(scenario, plan(trials=15), evaluate=StandIn(hill))
    journal = tmp_path / "study.journal"
    with pytest.raises(KeyboardInterrupt):
        optimise(scenario, plan(trials=15), journal, StandIn(hill, interrupt_at=12))
    lines = journal.read_bytes().splitlines(keepends=True)
    # The last value of the trial that was begun is lost, and the one before it half-written.
    journal.write_bytes(b"".join(lines[:-2]) + lines[-2][:10])
    assert proposed(optimise(scenario, plan(trials=15), journal, StandIn(hill))) == proposed(whole)


def test_a_finished_search_runs_nothing_again(scenario, tmp_path):
    first = optimise(scenario, plan(trials=4), tmp_path / "study.journal", StandIn(hill))
    market = StandIn(hill)
    again = optimise(scenario, plan(trials=4), tmp_path / "study.journal", market)
    assert market.asked == []
    assert again.finding() == first.finding()


def test_more_trials_may_be_asked_for_later(scenario, tmp_path):
    optimise(scenario, plan(trials=4), tmp_path / "study.journal", StandIn(hill))
    longer = optimise(scenario, plan(trials=9), tmp_path / "study.journal", StandIn(hill))
    assert proposed(longer) == proposed(optimise(scenario, plan(trials=9), evaluate=StandIn(hill)))


def test_another_plan_or_market_is_refused_with_the_difference(scenario, tmp_path):
    journal = tmp_path / "study.journal"
    optimise(scenario, plan(trials=2), journal, StandIn(hill))
    with pytest.raises(BadInput, match=r"replications: was '2' when the search began \(got '5'\) - "):
        optimise(scenario, plan(trials=2, replications=5), journal, StandIn(hill))
    with pytest.raises(BadInput, match="scenario: was "):
        optimise(scenario.set("years=3"), plan(trials=2), journal, StandIn(hill))


def test_a_file_that_is_no_journal_is_a_fault_of_the_storage(scenario, tmp_path):
    (tmp_path / "study.journal").write_text("hello\n" * 3)
    with pytest.raises(OSError, match=r"study\.journal: is no journal"):
        optimise(scenario, plan(trials=2), tmp_path / "study.journal", StandIn(hill))


def _hold(path: str, ready, done):
    with opened(Path(path), plan(), four_firms()):
        ready.set()
        done.wait(60)


@pytest.mark.slow
def test_only_one_process_searches_at_a_time_and_a_dead_one_blocks_nobody(scenario, tmp_path):
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    holder = context.Process(target=_hold, args=(str(tmp_path / "study.journal"), ready, done))
    holder.start()
    assert ready.wait(60)
    with pytest.raises(StudyBusy, match="another process"):
        optimise(scenario, plan(trials=2), tmp_path / "study.journal", StandIn(hill))
    holder.kill()
    holder.join()
    assert optimise(scenario, plan(trials=2), tmp_path / "study.journal", StandIn(hill)).best is not None


def test_a_failed_trial_is_a_row_with_its_reason_and_the_search_goes_on(scenario):
    def fails(_name, scenario, seed):
        retention = scenario.firms["shifter"].strategies.budgets.retention
        return retention > 50_000 or (retention > 40_000 and seed == 1)

    search = optimise(scenario, plan(trials=30), evaluate=StandIn(hill, fails=fails))
    table = search.table()
    assert len(table) == 30
    by_size = table.set_index(RETENTION).reason
    assert set(by_size[by_size.index > 50_000]) == {"every run broke off - nothing ended"}
    between = by_size[(by_size.index > 40_000) & (by_size.index <= 50_000)]
    assert set(between) == {"1 of 2 replications have no value"}
    assert set(by_size[by_size.index <= 40_000]) == {""}
    assert table.loc[table.state == "failed", "shifter.profit_cents"].isna().all()
    assert "trials failed" in " ".join(search.notes())


def test_when_all_trials_fail_the_finding_says_so(scenario):
    search = optimise(scenario, plan(trials=3), evaluate=StandIn(hill, fails=lambda *_: True))
    assert search.best is None
    assert search.finding() == "All 3 trials failed, the first because: every run broke off - nothing ended."


def test_the_winners_curse_shows_only_in_the_search(scenario):
    """Pure noise: the best of 40 looks good, and on fresh seeds is no better than the file as it is."""

    def noise(scenario, seed):
        who = round(scenario.firms["shifter"].strategies.budgets.retention)
        return {"shifter": {"profit_cents": 1e6 * normal(seed, who), "satisfaction": 50.0}}

    search = optimise(scenario, plan(fresh_replications=200), evaluate=StandIn(noise))
    table = search.fresh_table().set_index("candidate")
    best = table.loc[search.best.name]
    assert best.in_search > 1e6
    assert abs(best.fresh) < 4e6 / 200**0.5
    assert "shows no clear difference" in search.finding()


def test_the_front_holds_every_trade_off_and_nothing_else(scenario):
    goals = {"shifter.profit_cents": "maximise", "shifter.satisfaction_end": "maximise"}
    search = optimise(scenario, plan(objectives=goals, trials=60), evaluate=StandIn(hill))
    means = [tuple(trial.outcomes.mean(axis=0)) for trial in search.trials]
    beaten = [any(o != m and o[0] >= m[0] and o[1] >= m[1] for o in means) for m in means]
    front = {trial.number for trial in search.front}
    assert front == {number for number, loses in enumerate(beaten) if not loses}
    assert len(front) > 3
    # Satisfaction pulls retention above what is best for profit alone.
    assert all(trial.values[RETENTION] > BEST_RETENTION - 10_000 for trial in search.front)


def test_less_can_be_better(scenario):
    at_the_top = scenario.set(**{RETENTION: BEST_RETENTION, ACQUISITION: BEST_ACQUISITION})
    wanted = plan(objectives={"shifter.profit_cents": "minimise"}, trials=20)
    search = optimise(at_the_top, wanted, evaluate=StandIn(hill))
    lowest = min(trial.outcomes.mean() for trial in search.trials)
    assert search.best.outcomes.mean() == lowest
    assert search.gain().difference.estimate < 0
    assert search.gain().probability_better == 1.0


def test_choices_may_be_whole_strategies(scenario):
    kinds = (
        {"kind": "fixed", "advertising": 1_000},
        {"kind": "adaptive", "advertising": 2_000, "budget": 9_000},
    )

    def formula(scenario, _seed):
        budgets = scenario.firms["shifter"].strategies.budgets
        return {"shifter": {"profit_cents": budgets.advertising * 100, "satisfaction": 50.0}}

    wanted = plan(over={"firms.shifter.strategies.budgets": kinds}, trials=8)
    search = optimise(scenario, wanted, evaluate=StandIn(formula))
    assert search.best.values == {"firms.shifter.strategies.budgets": kinds[1]}


def test_an_arm_is_where_the_search_starts(scenario):
    seen = []

    def formula(scenario, _seed):
        seen.append(scenario.firms["shifter"].strategies.budgets.kind)
        return (
            hill(scenario, 0) if seen[-1] == "fixed" else {"shifter": {"profit_cents": 0, "satisfaction": 1}}
        )

    wanted = plan(
        arm="adaptive", over={"firms.shifter.strategies.budgets.budget": Range(low=1, high=9)}, trials=2
    )
    optimise(scenario, wanted, evaluate=StandIn(formula))
    assert set(seen) == {"adaptive"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"over": {"firms.nobody.fixed_cost": Range(low=0, high=1)}}, "nobody"),
        ({"over": {RETENTION: Range(low=-5, high=1)}}, "at least 0|not below 0|-5"),
        ({"over": {RETENTION: (1_000, "much")}}, "much"),
        ({"objectives": {"nobody.profit_cents": "maximise"}}, "is about no firm"),
    ],
)
def test_a_plan_that_does_not_fit_is_refused_before_anything_runs(scenario, changes, message):
    market = StandIn(hill)
    with pytest.raises(BadInput, match=message):
        optimise(scenario, plan(**changes), evaluate=market)
    assert market.asked == []


def test_a_plan_reads_from_a_file_and_says_what_is_wrong(tmp_path):
    file = tmp_path / "plan.yaml"
    over = f"  {RETENTION}: {{from: 0, to: 50_000, integer: true}}\n  {ACQUISITION}: [0, 100]\n"
    text = f"over:\n{over}objectives: {{shifter.profit_cents: maximise}}\ntrials: 5\n"
    file.write_text(text)
    read = build(OptimisePlan, read_tree(file))
    assert read.over[RETENTION].ends == (0, 50_000)
    assert read.over[ACQUISITION] == (0, 100)
    file.write_text(text.replace("from: 0, to: 50_000", "from: 9, to: 5").replace("profit_cents", "profits"))
    with pytest.raises(BadInput) as bad:
        build(OptimisePlan, read_tree(file))
    lines = str(bad.value).splitlines()
    assert any("is not above from (9) - make it larger" in line for line in lines)


def test_an_unknown_outcome_names_the_nearest():
    with pytest.raises(ValueError, match="nearest is 'profit_cents'"):
        plan(objectives={"shifter.profits_cents": "maximise"})


@pytest.mark.slow
def test_a_real_market_is_searched_and_the_gain_confirmed_on_fresh_seeds(tmp_path):
    scenario = load("new_or_old_customers", "customers=500", "years=1")
    wanted = OptimisePlan(
        over={RETENTION: Range(low=0, high=100_000), ACQUISITION: Range(low=0, high=100_000)},
        objectives={"shifter.profit_cents": "maximise"},
        trials=8,
        replications=2,
        fresh_replications=4,
    )
    search = optimise(scenario, wanted, tmp_path / "study.journal")
    table = search.table()
    assert (table.state == "complete").all()
    assert table["shifter.profit_cents"].nunique() == 8
    # In a small market every budget is money lost: the cheapest candidates win.
    gain = search.gain()
    assert gain.difference.estimate == pytest.approx(
        (search.fresh[search.best.name] - search.fresh["as it is"]).mean()
    )
    assert search.finding().startswith(f"Trial {search.best.number} of 8")
