"""No question asks who somebody is: there is no place for a name, a birth date or a number."""

import re

from coordguide.model import Content

CLOSED = {"choice", "several", "date", "elements", "records", "notified"}
"""Kinds of question that are answered from a list or by a day."""

WHO = re.compile(r"\b(birth|born|record number|member id|full name|last name|name of)\b", re.I)


def test_no_question_asks_who_it_is(content: Content) -> None:
    questions = content.questions.values()
    assert {question.kind for question in questions} <= CLOSED
    assert [question.id for question in questions if WHO.search(question.text["ask"])] == []
