"""The built site with another standard library in it."""

from pathlib import Path

from coordguide.site.bundle.integrity import digest
from coordguide.site.bundle.runtime import LIBRARY, Runtime
from coordguide.site.bundle.scripts import PAGES, WORKER


def put_complete_library(site: Path, root: Path) -> None:
    """Replace the trimmed library of a built site by the complete one.

    Each file that holds the digest or the size of a changed one changes with it:
    the worker, the scripts that start it, and the pages.
    """
    (library,) = site.glob(f"assets/coordguide/*/{LIBRARY}")
    new = _put({}, library, Runtime(root).complete_library())
    new |= _put(new, library.with_name(WORKER))
    for name in PAGES:
        new |= _put(new, library.with_name(name))
    for page in site.rglob("*.html"):
        _put(new, page)


def _put(new: dict[str, str], file: Path, data: bytes | None = None) -> dict[str, str]:
    """Write a file with new digests for old ones; return its own old digest with its new one."""
    before = file.read_bytes()
    after = data or before
    for old, now in new.items():
        after = after.replace(old.encode(), now.encode())
    if after == before:
        return {}
    file.write_bytes(after)
    size = f'"{file.name}":'
    return {digest(before): digest(after), f"{size}{len(before)}": f"{size}{len(after)}"}
