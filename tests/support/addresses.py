"""One address of each kind that the site has, for tests of what a server sends with it."""

PYTHON = (
    "/checklist/",
    "/checklist/index.html",
    "/embed/",
    "/practice/",
    "/practice/flyer/",
    "/practice/learning-systems/",
    "/practice/flyer.csv",
    "/practice/packages/practice-tip-sheet-scorm12.end",
)
"""In the folders whose pages run Python."""

PLAIN = (
    "/",
    "/404.html",
    "/sources/",
    "/about/privacy/",
    "/portals/",
    "/guide/release/",
    "/editions/flyer/release/",
    "/forms/",
    "/paper/flyer-tip-sheet.pdf",
    "/search/search_index.json",
    "/stylesheets/site.css",
    "/javascripts/offline.js",
    "/offline.js",
    "/sitemap.xml",
    "/LICENSE.txt",
)
"""Everywhere else."""

EMBED_FILES = ("/embed/coordination-checklist.js", "/embed/messages.schema.json")

MISSING = ("/no-such-page/", "/guide/no-such-page/", "/embedded/", "/guide/embed/", "/practices/")
MISSING_BESIDE_PYTHON = ("/checklist/no-such-page/", "/practice/no-such-page/", "/practice/gone.js")
