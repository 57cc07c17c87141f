"""Single scripts of the page, bundled by themselves, for tests of what no page shows."""

from pathlib import Path

from playwright.sync_api import Page

from coordguide.site.bundle.scripts import FETCHED, WORKER, Scripts, digests
from coordguide.site.pages import embed


def put_beside(page: Page, root: Path, site: Path, entry: str, name: str) -> None:
    """Serve a script of ``checklist/web`` beside the checklist's own files, as ``name``."""
    (worker,) = site.glob(f"assets/coordguide/*/{WORKER}")
    files = {name: (worker.parent / name).read_bytes() for name in FETCHED}
    body = Scripts(root, embed.messages(root)).bundle(entry, name, FETCHED_DIGESTS=digests(files))
    page.route(
        f"**/assets/coordguide/*/{name}",
        lambda route: route.fulfill(body=body, content_type="text/javascript"),
    )
