"""Runs a real learning record store for the tests: ``record_store.py FOLDER PORT``.

It is ralph-malph with statements in a file below FOLDER, one user ``trainer``
whose password is ``secret``, and nobody else. It runs in the environment
``.venv/store``; the tests' own cannot import it.
"""

import json
import os
import sys
from pathlib import Path

import bcrypt

folder, port = Path(sys.argv[1]), int(sys.argv[2])
user = {
    "username": "trainer",
    "hash": bcrypt.hashpw(b"secret", bcrypt.gensalt(4)).decode(),
    "scopes": ["all"],
    "agent": {"mbox": "mailto:trainer@example.com"},
}
(folder / "auth.json").write_text(json.dumps([user]), "utf-8")
os.environ |= {
    "RALPH_APP_DIR": str(folder),
    "RALPH_AUTH_FILE": str(folder / "auth.json"),
    "RALPH_RUNSERVER_BACKEND": "fs",
    "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(folder),
}

# Read from the environment as soon as they are imported.
import uvicorn  # noqa: E402
from ralph.api import app  # noqa: E402
from ralph.backends.data.base import BaseOperationType  # noqa: E402
from ralph.backends.lrs.fs import FSLRSBackend  # noqa: E402

# As it comes, it makes its file anew at every request, and so refuses the second.
FSLRSBackend.default_operation_type = BaseOperationType.APPEND
uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")
