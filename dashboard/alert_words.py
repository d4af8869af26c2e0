"""What an alert and its story say, in sentences: for cards and for what the pointer says on a chart."""

import re
from datetime import datetime
from uuid import UUID

from dashboard import words
from schemas.alerts import Alert, AlertHistory, AlertStep, Step
from schemas.findings import Finding

SCORE = re.compile(r" \d+ of \d+$")


def said(findings: list[Finding]) -> str:
    """Sentences of several rules about one report as one: what they share is said once, who said it at the end."""
    parts = list(dict.fromkeys(part for finding in findings for part in finding.sentence.rstrip(".").split(", ")))
    speaker = [part for part in parts if part.startswith("said by ")]
    named = list(dict.fromkeys(f"said by {caregiver(finding)}" for finding in findings if finding.said_by))
    words_ = [part for part in parts if part not in speaker]
    told = next((place for place, part in enumerate(words_, start=1) if SCORE.search(part)), 1)
    return ", ".join([*words_[:told], *filter(None, ["; ".join(words_[told:])]), *(named or speaker)]) + "."


def caregiver(finding: Finding) -> str:
    """'Ben (child)': who entered it on their own phone; for the patient's own answers, who helped."""
    kin = f" ({words.RELATIONSHIPS[finding.relationship]})" if finding.relationship else ""
    return f"{'the patient, helped by ' if finding.respondent == 'patient' else ''}{finding.said_by}{kin}"


def subject(alert: Alert) -> str:
    """The symptom's name as its sentence begins; the rule's where it is about the whole report."""
    if not alert.findings or alert.findings[0].item is None:
        return words.RULES[alert.findings[0].rule if alert.findings else "asked_for"]
    head, number, _ = alert.findings[0].sentence.partition(f" {alert.findings[0].inputs[0].score} of ")
    return head if number else alert.subject


def report(patient_id: UUID, check_in_id: UUID) -> str:
    """Where a report can be opened."""
    return f"/team/patients/{patient_id}?check_in={check_in_id}"


def was_first(alert: Alert, step: AlertStep, zone: str) -> str:
    outcome = words.OUTCOMES[alert.outcome].lower() if alert.outcome else "done"
    return f"{step.by} has resolved this already, {words.short_moment(step.at, zone)}: {outcome}. Nothing is left for you to do here."


def taken_several(alerts: list[Alert]) -> str:
    """'You have taken 3 alerts: Ada, Pain; Ada, Nausea; Max, Pain.'"""
    if not alerts:
        return "You have taken none."
    named = "; ".join(f"{alert.patient_name}, {subject(alert)}" for alert in alerts)
    return f"You have taken {words.counted(len(alerts), 'alert')}: {named}."


def last(history: AlertHistory, *steps: Step) -> AlertStep | None:
    return next((one for one in reversed(history.steps) if one.step in steps), None)


def taken(history: AlertHistory) -> str:
    """Who took it first, and how long it had waited."""
    first = next((one for one in history.steps if one.step in ("acknowledged", "started", "resolved")), None)
    return f"Taken by {first.by} after {words.span(first.at - history.alert.raised_at)}" if first else "Nobody has taken it"


def ended(history: AlertHistory, zone: str, now: datetime) -> str:
    """How it was answered; '' while it is not."""
    alert, step = history.alert, last(history, "resolved")
    if alert.ended_because:
        return words.ENDINGS[alert.ended_because]
    if alert.resolved_at is None or alert.outcome is None:
        return ""
    by = f" by {step.by}" if step else ""
    note = f" “{step.detail['note']}”" if step and step.detail.get("note") else ""
    return f"Resolved{by}, {words.short_moment(alert.resolved_at, zone, now)}: {words.OUTCOMES[alert.outcome].lower()}.{note}"
