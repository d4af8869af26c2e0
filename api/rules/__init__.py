"""The clinical decisions: pure, the clock passed in, every threshold with its source or called ours."""

from api.rules import answers, calendar, concern, severity

__all__ = ["answers", "calendar", "concern", "severity"]
