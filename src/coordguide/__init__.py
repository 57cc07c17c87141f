"""Guidance and a checklist for coordinating behavioral-health care."""

__version__ = "0.2.0"
