"""The clinical decisions: pure, the clock passed in, every threshold with its source or called ours."""

from api.rules import answers, calendar, calls, concern, crisis, findings, oncology, prognosis, severity

__all__ = ["answers", "calendar", "calls", "concern", "crisis", "findings", "oncology", "prognosis", "severity"]
