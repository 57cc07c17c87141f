"""What a person calls a case: short, and made of what can be seen.

The page does the same in ``checklist/web/case/label.ts``; here it is done again
for what comes from a file, and for what the command line shows of one.
"""

from __future__ import annotations

import re

MOST_LABEL = 20
"""How long a case's label may be: long enough to find it, too short for a name and a date."""

UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # control characters, line ends and tabs among them
    "\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
    "\ud800-\udfff]"  # halves of a character
)
"""What turns the direction of a line, ends it, or shows nothing at all.

What joins letters or the parts of a picture (U+200C, U+200D) is not among it: there
it can be seen.
"""


def plain_label(text: str) -> str:
    """Return a label without what cannot be seen, cut to its length."""
    return UNSEEN.sub("", text)[:MOST_LABEL]
