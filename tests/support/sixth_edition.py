"""The file of a sixth edition, made up for tests, that is like one of the others."""

EDITION = """
id = "sixth"
order = 6
number = "005"
state = "{state}"
{like}
without = {without}
exceptions = {exceptions}
cites = ["our-reading"]
[terms]
person = "member"
people = "members"
plan = "plan"
[text]
title = "A sixth plan"
short = "Sixth"
summary = "A plan made up for this test."
"""


def written(
    without: str = "[]", like: str = "flyer", state: str = "", exceptions: str = "[]"
) -> str:
    """Return the file of an edition that is like another."""
    return EDITION.format(
        like=f'like = "{like}"' if like else "", state=state, without=without, exceptions=exceptions
    )
