"""The built site with another standard library in it."""

from pathlib import Path

from coordguide.site.bundle.integrity import digest
from coordguide.site.bundle.runtime import LIBRARY, Runtime


def put_complete_library(site: Path, root: Path) -> None:
    """Replace the trimmed library of a built site by the complete one, and name its digest."""
    (library,) = site.glob(f"assets/coordguide/*/{LIBRARY}")
    before, complete = library.read_bytes(), Runtime(root).complete_library()
    library.write_bytes(complete)
    digests = library.with_name("digests.js")
    named = digests.read_text("utf-8")
    digests.write_text(named.replace(digest(before), digest(complete)), "utf-8")
