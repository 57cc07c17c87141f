"""Reads the content files, tells an editor what is wrong, and compiles the bundle."""

from coordguide.authoring.compiling import load
from coordguide.authoring.problems import ContentError, Problem

__all__ = ["ContentError", "Problem", "load"]
