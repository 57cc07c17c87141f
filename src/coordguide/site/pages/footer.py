"""What every page says of itself: how it came about and how far to rely on it."""

from __future__ import annotations

import html
import subprocess
from datetime import date
from pathlib import Path

from coordguide.site.pages.page_context import PageContext

NOTICE = "No clinician and no lawyer has reviewed this page."
"""What is true of every page."""


def changes(root: Path) -> dict[str, str]:
    """Return the day of the last change of each file below ``root``, from git.

    Paths are relative to ``root``. Empty where this is no checkout or git is
    missing, as in a downloaded archive.
    """
    command = ["git", "log", "--format=@%cs", "--name-only", "--relative", "--no-renames"]
    try:
        done = subprocess.run(
            [*command, "--", "docs", "checklist/content/editions"],
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return {}
    days: dict[str, str] = {}
    day = ""
    for line in done.stdout.splitlines():
        if line.startswith("@"):
            day = line[1:]
        elif line:
            days.setdefault(line, day)
    return days


_ABOUT_ALL = ("sources/index.md", "contribute/vocabulary.md")
"""Pages that speak of every source, so that a list of them would say nothing."""


def footer(context: PageContext, days: dict[str, str]) -> str:
    """Return the foot of a page: day, version, what it rests on, notice, where to report.

    Takes the page with all it cites and the days from ``changes``; returns HTML.
    """
    version = html.escape(context.content.version)
    day = _changed(context, days)
    changed = f"Last changed {day}, content" if day else "Content"
    lines = [f"<p>{changed} version {version}.</p>"]
    if context.cited and context.path not in _ABOUT_ALL:
        lines.append(f"<p>Rests on: {', '.join(_sources(context))}.</p>")
    lines.append(
        f"<p><strong>{NOTICE}</strong> "
        f'<a href="{context.href("about/disclaimer/")}">How far you can rely on it</a> · '
        f'<a href="{context.href("about/report/")}">Report an error</a></p>'
    )
    return f'<footer class="page-trust" aria-label="About this page">{"".join(lines)}</footer>'


def _changed(context: PageContext, days: dict[str, str]) -> str:
    """Return the later day of the page's own last change and that of its edition's file."""
    files = [f"docs/{context.front_matter.get('source', context.path)}"]
    if context.edition:
        files.append(f"checklist/content/editions/{context.edition.id}.toml")
    found = [days[file] for file in files if file in days]
    if not found:
        return ""
    day = date.fromisoformat(max(found))
    return f'<time datetime="{day}">{day:%B} {day.day}, {day.year}</time>'


def _sources(context: PageContext) -> list[str]:
    laws = context.content.laws
    register = context.href("sources/")
    names = {one: laws[one].short if one in laws else one for one in context.cited}
    return [
        f'<a href="{register}#{one}">{html.escape(name)}</a>'
        for one, name in sorted(names.items(), key=lambda pair: (pair[0] in laws, pair[0]))
    ]
