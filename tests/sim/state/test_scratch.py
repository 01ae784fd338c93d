"""Scratch paper is as long as a tile, or as its messages."""

from sim import load
from sim.agents.customers import empty_columns
from sim.state.scratch import TILE, new_paper


def test_paper_has_room_for_a_tile_and_for_what_everybody_in_it_hears():
    columns = empty_columns(load("durable").set("customers=1"))
    paper = new_paper(columns)
    assert paper.choice.shape == (TILE,)
    assert paper.person.shape == (TILE + 1,)
    assert paper.listener.shape == (TILE * 8 + 1,)
    assert paper.wanted.shape == (2, TILE)
    assert paper.liking.shape == paper.strange.shape == (3, TILE)


def test_numbers_of_people_have_no_sign_so_that_no_index_counts_from_the_end():
    paper = new_paper(empty_columns(load("durable").set("customers=1")))
    people = (paper.person, paper.listener, paper.message, paper.speaker, paper.who, paper.customer)
    assert {array.dtype.kind for array in people} == {"u"}
