"""Finds where words on screen or paper were written: file, line and key."""

from coordguide.authoring.tracing.finding import Passage, Traces, trace
from coordguide.authoring.tracing.plain import flatten

__all__ = ["Passage", "Traces", "flatten", "trace"]
