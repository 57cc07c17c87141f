"""The digests by which the engine's worker takes its files only as they were built."""

from __future__ import annotations

import json

from coordguide.site.bundle.integrity import digest


def module(files: dict[str, bytes]) -> bytes:
    """Return the module by which the engine's worker checks the files it is made of, by name."""
    named = {name: digest(data) for name, data in files.items()}
    return f"export const DIGESTS = {json.dumps(named, indent=1)};\n".encode()
