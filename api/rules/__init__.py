"""The clinical decisions: pure, the clock passed in, every threshold with its source or called ours."""

from api.rules import answers, calendar, calls, concern, crisis, discordance, doses, findings, oncology, prognosis, severity, silence, subscores, watching

__all__ = [
    "answers",
    "calendar",
    "calls",
    "concern",
    "crisis",
    "discordance",
    "doses",
    "findings",
    "oncology",
    "prognosis",
    "severity",
    "silence",
    "subscores",
    "watching",
]
