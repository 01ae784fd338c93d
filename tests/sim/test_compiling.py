"""Kernels are compiled again exactly when something that they may read has changed."""

from sim.compiling import kernel_sources


def names():
    return {path.stem for path in kernel_sources()}


def test_every_law_loop_and_table_is_among_the_sources_of_kernels():
    laws = {"brand_choice", "satisfaction", "word_of_mouth", "renewal"}
    assert laws | {"buying", "hearing", "market", "rates", "customers", "randomness", "maths"} <= names()


def test_what_no_kernel_reads_costs_no_compilation():
    assert not {"experiment", "progress", "storage", "library", "identity"} & names()
