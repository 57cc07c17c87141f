"""To wait for what no browser's own waiting knows of."""

import time
from collections.abc import Iterator

from playwright.sync_api import Page

LONG = 60  # seconds: the tests beside us may hold both processors


def tries(page: Page | None = None) -> Iterator[None]:
    """Yield again and again for a minute; who waits breaks off when it is there.

    Takes the page whose events go on meanwhile, if there is one.
    """
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        yield
        if page is None:
            time.sleep(0.05)
        else:
            page.wait_for_timeout(50)
