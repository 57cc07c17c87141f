"""The answer as one sentence."""

from coordguide.engine.rulebook import rulebook


def test_what_is_known_is_put_into_the_sentence(answer):
    (contact,) = answer().contacts
    assert contact.decision == "proceed"
    assert contact.answer.text.startswith("You may exchange")
    assert contact.answer.id == "proceed"
    assert set(contact.answer.cites) >= set(contact.says[0].cites)


def test_what_is_not_known_leaves_words_for_anybody(answer):
    (contact,) = answer(contact_kind=None, information=None).contacts
    assert contact.answer.text == "answer-incomplete"


def test_a_day_is_written_as_people_do(tiny):
    book = rulebook(tiny, "plan-a")
    assert book.day("2027-05-09") == "May 9, 2027"
    assert book.day("not recorded") == "not recorded"
