"""Host only: the digests by which a browser takes the checklist's files only as they were built."""

from __future__ import annotations

import base64
import hashlib
import json


def integrity(data: bytes) -> str:
    """Return what a page says about a file so that a browser takes it only as it is."""
    return f"sha256-{base64.b64encode(hashlib.sha256(data).digest()).decode()}"


def module(files: dict[str, bytes]) -> bytes:
    """Return the module by which the engine's worker checks the files it is made of, by name."""
    named = {name: integrity(data) for name, data in files.items()}
    return f"export const DIGESTS = {json.dumps(named, indent=1)};\n".encode()
