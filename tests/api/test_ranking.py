"""Where the migration to version 3 of the order puts those who stood somewhere already."""

from typing import Any

import asyncpg
import pytest
from uuid_utils.compat import uuid7

from api.db import migrate, migrations
from api.rules.concern import STEP, concern
from schemas.alerts import Standing
from schemas.symptom_states import SymptomNow
from tests.api.rules.questionnaires import symptom

NEW = "0006_worklist_order"
SYMPTOMS: list[list[SymptomNow]] = [
    [],
    [symptom(score=0, severity="none")],
    [symptom(score=2, severity="mild", delta_worse=2)],
    [symptom(score=5), symptom(item="nausea", score=4)],
    [symptom(score=8, severity="severe", delta_worse=3)],
]


def before(symptoms: list[SymptomNow], asks_for: str | None) -> int:
    """The rank of version 2."""
    rank = concern(symptoms).rank
    severity, rest = divmod(max(rank - 1, 0), STEP)
    if asks_for is None:
        return rank and 1 + (0, 1, 2, 4)[severity] * STEP + rest
    return 1 + (6 if asks_for == "help_now" else 5 if severity == 3 else 3) * STEP + rest


def alert(level: Any, subject: str, state: Any = "open") -> Standing:
    return Standing(subject=subject, level=level, state=state, is_overdue=False, is_passed_on=False)


CASES: list[tuple[list[SymptomNow], Any, list[Standing]]] = [
    *[(symptoms, asks_for, []) for symptoms in SYMPTOMS for asks_for in (None, "call_back", "help_now")],
    (SYMPTOMS[4], None, [alert("urgent", "pain")]),
    (SYMPTOMS[4], None, [alert("urgent", "pain", "snoozed")]),
    (SYMPTOMS[3], None, [alert("soon", "pain"), alert("review", "nausea", "in_progress")]),
    (SYMPTOMS[3], None, [alert("review", "pain"), alert("soon", "nausea", "acknowledged")]),
    (SYMPTOMS[3], None, [alert("soon", "nausea", "acknowledged")]),
    (SYMPTOMS[3], "help_now", [alert("urgent", "asked_for")]),
    (SYMPTOMS[3], "call_back", [alert("soon", "asked_for")]),
    (SYMPTOMS[3], "help_now", [alert("urgent", "asked_for", "in_progress")]),
]


async def test_everybody_stands_where_the_rule_puts_them(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = migrations()
    monkeypatch.setattr("api.db.migrations", lambda: [one for one in everything if one[0] != NEW])
    await migrate(empty_url)
    raw = await asyncpg.connect(empty_url)
    await raw.execute("set session_replication_role = replica")  # whose they are doesn't matter
    expected = {}
    for symptoms, asks_for, alerts in CASES:
        patient = uuid7()
        expected[patient] = concern(symptoms, None if any(one.subject == "asked_for" for one in alerts) else asks_for, alerts).rank
        await raw.execute(
            """insert into patients (organisation_id, id, name, care, care_since_on, zone, enrolled_at)
               values ($1, $1, 'Somebody', 'palliative', current_date, 'UTC', now())""",
            patient)  # fmt: skip
        await raw.execute("insert into symptom_states (organisation_id, patient_id, concern) values ($1, $1, $2)", patient, before(symptoms, asks_for))
        for one in alerts:
            await raw.execute(
                """insert into alerts (organisation_id, id, patient_id, subject, level, state, raised_at, refreshed_at, findings, snoozed_until, snoozed_to)
                   values ($1, $2, $1, $3, $4, $5, now(), now(), '[]', now(), 8)""",
                patient, uuid7(), one.subject, one.level, one.state)  # fmt: skip
    own, imported, *_ = expected
    for patient, kind in ((own, "patient"), (imported, "system")):
        await raw.execute(
            """insert into check_ins (organisation_id, id, patient_id, instrument, instrument_version, scale_minimum, scale_maximum, recorded_at, received_at, zone,
                 answers, partial, respondent, mode, entered_by_kind, entered_by_id, entered_by, content_hash)
               values ($1, $2, $1, 'daily-check', '1', 0, 10, now(), now(), 'UTC', '{}', '{}', 'patient', 'self', $3, $1, 'Somebody', sha256(''))""",
            patient, uuid7(), kind)  # fmt: skip
    monkeypatch.setattr("api.db.migrations", lambda: everything)
    assert await migrate(empty_url) == [NEW]
    assert {row["patient_id"]: row["concern"] for row in await raw.fetch("select patient_id, concern from symptom_states")} == expected
    waiting = sum(one.state in ("open", "snoozed") for _, _, alerts in CASES for one in alerts)
    assert await raw.fetchval("select count(*) from timers where kind = 'response'") == waiting
    assert [row[0] for row in await raw.fetch("select subject_id from timers where kind = 'silence'")] == [own]  # imported history begins no count
    await raw.close()
