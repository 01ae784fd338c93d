"""Signals to end: noted the first time, obeyed the second."""

import os
import signal
import threading

import pytest

from sim.experiments.interrupts import interruptible


@pytest.mark.parametrize(
    ("number", "exit_code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["ctrl-c", "terminate"]
)
def test_the_first_signal_is_noted_and_passes(number, exit_code):
    with interruptible() as interruption:
        assert not interruption.wanted
        assert interruption.exit_code == 0
        os.kill(os.getpid(), number)
        assert interruption.wanted
        assert interruption.signal == number
        assert interruption.exit_code == exit_code


@pytest.mark.parametrize("first", [signal.SIGINT, signal.SIGTERM])
def test_a_second_ctrl_c_interrupts(first):
    with interruptible() as interruption:
        os.kill(os.getpid(), first)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
        assert interruption.signal == first


@pytest.mark.parametrize("first", [signal.SIGINT, signal.SIGTERM])
def test_a_second_request_to_terminate_exits(first):
    with interruptible():
        os.kill(os.getpid(), first)
        with pytest.raises(SystemExit) as exit_:
            os.kill(os.getpid(), signal.SIGTERM)
    assert exit_.value.code == 143


def test_what_was_done_about_signals_before_is_restored():
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    inside = []

    def fails_inside():
        with interruptible():
            inside.append(signal.getsignal(signal.SIGINT))
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        fails_inside()
    assert inside != [before[0]]
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_another_thread_changes_nothing():
    before = signal.getsignal(signal.SIGINT)
    seen = []

    def elsewhere():
        with interruptible() as interruption:
            seen.append((signal.getsignal(signal.SIGINT), interruption.wanted))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join(10)
    assert seen == [(before, False)]
