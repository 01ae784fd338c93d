import pytest

from sim.files.tokens import TokenError, meaning


@pytest.mark.parametrize(
    ("token", "value"),
    [
        ("0", 0),
        ("-12", -12),
        ("+7", 7),
        ("10_000_000", 10_000_000),
        ("0.5", 0.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("-0.0", -0.0),
        ("1e5", 1e5),
        ("1_000.25", 1000.25),
        ("1E-3", 0.001),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
    ],
)
def test_numbers_and_switches_mean_what_yaml_says(token, value):
    assert meaning(token) == value
    assert type(meaning(token)) is type(value)


@pytest.mark.parametrize(
    "token", ["NO", "yes", "on", "2024-01-31", "12:30", "1__0", "_1", "1_", "0x", "e5", "-", "."]
)
def test_other_words_are_text(token):
    assert meaning(token) == token


@pytest.mark.parametrize(
    ("token", "remedy"),
    [
        ("010", "write 10 or '010'"),
        ("-007", "write -7 or '-007'"),
        ("00", "write 0 or '00'"),
        ("00.5", "write 0.5 or '00.5'"),
        ("0x1F", "write 31 or '0x1F'"),
        ("0o17", "write 15 or '0o17'"),
        ("0b1_1", "write 3 or '0b1_1'"),
        (".nan", "write a number, or '.nan' for text"),
        ("-.Inf", "write a number, or '-.Inf' for text"),
        ("1e999", "write a smaller number"),
        ("9" * 19, "write at most 9223372036854775807, or quote it for text"),
        ("9" * 399, "write at most 9223372036854775807, or quote it for text"),
    ],
)
def test_misleading_spellings_are_refused_with_what_to_write(token, remedy):
    with pytest.raises(TokenError) as caught:
        meaning(token)
    assert caught.value.remedy == remedy
