"""The clinical decisions: pure, the clock passed in, every threshold with its source or called ours."""

from api.rules import answers, concern, severity

__all__ = ["answers", "concern", "severity"]
