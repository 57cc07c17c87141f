"""Says a condition in words, for whoever writes or checks content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def tell_condition(when: Mapping[str, Any]) -> str:
    """Say a condition in words, with the ids of its facts and values."""
    if "fact" in when:
        operator = next(key for key in when if key != "fact")
        value = when[operator]
        value = " or ".join(value) if isinstance(value, list) else value
        return f"{when['fact']} {'is' if operator == 'one-of' else operator} {value}"
    if "not" in when:
        return f"not ({tell_condition(when['not'])})"
    word, parts = next(iter(when.items()))
    told = [tell_condition(part) for part in parts]
    inner = [
        f"({text})" if {"all", "any"} & part.keys() else text
        for text, part in zip(told, parts, strict=True)
    ]
    return (" and " if word == "all" else " or ").join(inner)
