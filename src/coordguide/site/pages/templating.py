"""The templates beside this module, read in one way for every page and paper."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined


def environment() -> Environment:
    """Return a fresh environment: every text escaped, and an unknown name an error."""
    return Environment(
        loader=PackageLoader("coordguide.site.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
