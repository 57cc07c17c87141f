"""Pages name the digest of each script and style, and a browser refuses a changed one."""

import base64
import hashlib
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from pace import in_whole_steps
from playwright.sync_api import Page, expect

LOADS = re.compile(r"<(?:script|link)\b[^>]*>")
NAMED = re.compile(r'\b(?:src|href)=["\']?([^"\'\s>]+)')


def test_every_script_and_style_has_its_digest(site_dir: Path) -> None:
    seen = 0
    for path in site_dir.rglob("*.html"):
        page = f"/{path.relative_to(site_dir).as_posix()}"
        for tag in LOADS.findall(path.read_text("utf-8")):
            if "src=" not in tag and not re.search("rel=.?(stylesheet|modulepreload)", tag):
                continue
            data = (site_dir / urljoin(page, NAMED.search(tag)[1]).lstrip("/")).read_bytes()
            digest = base64.b64encode(hashlib.sha384(data).digest()).decode()
            assert f'integrity="sha384-{digest}"' in tag, f"{page}: {tag}"
            seen += 1
    assert seen > 500


@pytest.mark.browser
def test_a_changed_script_does_not_run(page: Page, site_url: str) -> None:
    """The checklist then stays as built."""
    page.route(
        "**/checklist.js",
        lambda route: route.fulfill(
            body=f"{route.fetch().text()}\ndocument.title = 'changed';",
            content_type="text/javascript",
        ),
    )
    with page.expect_console_message(lambda line: "integrity" in line.text):
        in_whole_steps(page).goto(f"{site_url}/checklist/")
    page.wait_for_timeout(500)
    expect(page).not_to_have_title("changed")
