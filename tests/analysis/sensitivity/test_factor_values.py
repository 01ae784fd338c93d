"""Factors and their values in words."""

import math

import pandas as pd
import pytest

from analysis.sensitivity.factor_values import codes, factor_name, levels, numbers, written


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("customers", "customers"),
        ("firms.acme.products.first.price", "acme first price"),
        ("mechanisms.customers.word_of_mouth.strength", "word of mouth strength"),
        ("firms", "firms"),
    ],
)
def test_a_factor_has_a_name_in_words(path, name):
    assert factor_name(path) == name


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (math.nan, "as in the file"),
        (None, "nothing"),
        (True, "on"),
        (0.25, "0.25"),
        (5000, "5000"),
        ("competitor_following", "competitor following"),
        ([1, 2], "[1, 2]"),
    ],
)
def test_a_value_is_written_as_a_reader_expects(value, words):
    assert written(value) == words


def test_numbers_rise_and_kinds_keep_the_order_of_the_design():
    assert levels(pd.Series([3, 1, 2, 1], dtype=object)) == [1, 2, 3]
    kinds = pd.Series(["markup", "fixed", "markup"], dtype=object)
    assert levels(kinds, ("fixed", "never", "markup")) == ["fixed", "markup"]
    assert codes(kinds, ["fixed", "markup"]) == [1, 0, 1]


def test_switches_and_values_of_the_file_are_no_numbers():
    assert numbers(pd.Series([1, True], dtype=object)) is None
    assert numbers(pd.Series([1, math.nan], dtype=object)) is None
    assert numbers(pd.Series([1, 2.5], dtype=object)).tolist() == [1.0, 2.5]
