"""Puts license and notices into the site."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from coordguide.site.notices.parts import Part, find
from coordguide.site.notices.written import LICENSE, both
from coordguide.site.pages.embed import FOLDER as EMBED

OTHER_LANGUAGES = "assets/javascripts/lunr/"
"""What the theme's search would load for languages that this site is not in."""


def add(root: Path, files: Files, config: MkDocsConfig) -> list[Part]:
    """Add license and notices to the files of the site, and return what others made.

    Takes the checkout, all other files, and the site's setup. What nobody loads
    and others made is left out first. The folder that portals copy from gets
    the license too. Raises ``NoticeError``.
    """
    for file in list(files):
        if file.src_uri.startswith(OTHER_LANGUAGES):
            files.remove(file)
    shipped = {file.dest_uri: partial(getattr, file, "content_bytes") for file in files}
    parts = find(root, shipped)
    texts = both(root, parts)
    texts[EMBED + LICENSE] = texts[LICENSE]
    for name, data in texts.items():
        files.append(File.generated(config, name, content=data))
    return parts
