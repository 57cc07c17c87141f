"""Mistakes in the words that people read."""

from __future__ import annotations

import pytest

PHONE = "methods/phone.toml"
AGE = "questions/member-age.toml"
RULE = "rules/no-release.toml"

# A mistake: the file, what is replaced by what, and the words its one line must hold.
MISTAKES = {
    "labels that are no table": (
        PHONE,
        '[text.fits]\nurgent = "A call reaches a person at once."',
        'fits = "A call reaches a person at once."',
        "text.fits: found",
        "a table of texts",
    ),
    "no words": (
        RULE,
        'says = "The {plan} asks for a release."\n',
        "",
        "text.says: found nothing",
        'Add says = "…".',
    ),
    "empty words": (
        RULE,
        '"The {plan} asks for a release."',
        '" "',
        "text.says: found empty text",
        "Write them",
    ),
    "words that are no text": (
        RULE,
        '"The {plan} asks for a release."',
        "[1]",
        "text.says: found a list of 1",
        "text in quotes",
    ),
    "unknown text": (AGE, "help =", "hint =", "text.hint: found an unknown key", "Remove it."),
    "value without a label": (
        AGE,
        'under-18 = "Under 18"\n',
        "",
        "text.values.under-18: found nothing",
        'Add under-18 = "…".',
    ),
    "label without a value": (
        AGE,
        'under-18 = "Under 18"',
        'under-18 = "Under 18"\nunder-81 = "?"',
        "text.values.under-81: found words for no value",
        'mean "under-18"?',
    ),
    "unknown placeholder": (RULE, "{plan}", "{pln}", 'text.says: found "{pln}"', 'mean "plan"?'),
    "raw HTML in a sentence": (
        RULE,
        "The {plan}",
        "The <b>{plan}</b>",
        'text.says: found raw HTML "<b>"',
        "plain text",
    ),
    "script in Markdown": (
        AGE,
        "*full*",
        "<script>alert(1)</script>",
        "text.help: found raw HTML",
        "Markdown",
    ),
    "link that runs a script": (
        AGE,
        "*full*",
        "[full](javascript:alert(1))",
        "text.help: found a link to",
        "correct the address",
    ),
    "image": (
        AGE,
        "*full*",
        "![full](https://example.org/a.png)",
        "text.help: found an image",
        "Remove it",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_told_in_one_line(tree, mistake: str) -> None:
    file, old, new, *words = MISTAKES[mistake]
    tree.replace(file, old, new)
    tree.assert_only_problem(file, words)
