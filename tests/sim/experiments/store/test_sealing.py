"""Lines that show one changed bit."""

from hypothesis import given
from hypothesis import strategies as st

from sim.experiments.store.sealing import sealed, unsealed

LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
CONTENT = st.dictionaries(
    st.text().filter(lambda key: key != "sha256"), LEAVES | st.lists(LEAVES, max_size=3)
)


@given(CONTENT)
def test_what_was_sealed_comes_back_on_one_line_in_its_order(content):
    line = sealed(content)
    back = unsealed(line)
    assert back == content
    assert [*back] == [*content]
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")


@given(CONTENT, st.data())
def test_any_flipped_bit_breaks_the_seal(content, data):
    line = bytearray(sealed(content))
    line[data.draw(st.integers(0, len(line) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    assert unsealed(bytes(line)) is None


@given(st.binary(max_size=40))
def test_other_bytes_are_no_sealed_line(line):
    assert unsealed(line) is None
