"""Reads content files under names that have changed since they were written.

An editor's copy may be older than the program: what was renamed is read under
its old name too. Where old and new stand side by side nothing is guessed; the
old name is then an unknown key.
"""

from __future__ import annotations

from typing import Any

_KEYS = {"questions": {"mend": "fix"}}
"""Kind of file to its renamed keys, at the top and under ``text``."""

_VALUES = {"rules": {"layer": {"practice": "advice"}}}
"""Kind of file to its keys whose values were renamed."""


def bring_up_to_date(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """Return the table of a content file with today's names.

    Takes the kind of file (a key of ``model.KINDS``) and its table as read,
    which is left as it is.
    """
    renamed = _rename(data, _KEYS.get(kind, {}))
    if isinstance(renamed.get("text"), dict):
        renamed["text"] = _rename(renamed["text"], _KEYS.get(kind, {}))
    for key, values in _VALUES.get(kind, {}).items():
        value = renamed.get(key)
        if isinstance(value, str):
            renamed[key] = values.get(value, value)
    return renamed


def _rename(table: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """Return a table with its old keys renamed, save where the new key is there as well."""
    taken = set(table)
    return {
        (key if names.get(key, key) in taken else names[key]): value for key, value in table.items()
    }
