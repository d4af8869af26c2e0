"""Months of reports of a patient who is new here, stored at once: the same rows as if each had come in when it was recorded, in a fraction of the time. Calls nobody, as imports don't."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from uuid import UUID

from api import access, alerting, configuring, intake, queries, rules
from api.access import Actor
from api.db import Connection
from api.errors import UNKNOWN_INSTRUMENT, Refused
from api.rules.concern import Instruments
from schemas.check_ins import NewCheckIn
from schemas.findings import Finding, Plan
from schemas.instruments import Instrument
from schemas.patients import Patient
from schemas.symptom_states import RecentCheckIn

WHOLE = 100_000  # reports of one patient; more than anybody has


async def store(db: Connection, actor: Actor, patient: Patient, history: Sequence[tuple[UUID, NewCheckIn]], others: Mapping[UUID, Actor] | None = None) -> None:
    """Of a patient without reports, none of which corrects another. `others`: who entered a check-in of that id, where it wasn't `actor`. Raises Refused."""
    if not history:
        return
    by = {check_in_id: (others or {}).get(check_in_id, actor) for check_in_id, _ in history}
    for author in {one.id: one for one in by.values()}.values():
        await access.require(db, author, intake.SUBMIT, patient.id)
    forms = await forms_of(db, history)
    for check_in_id, new in history:
        intake.refuse_ill_formed(by[check_in_id], check_in_id, new)
    writings = [intake.writing_of(by[one], patient, one, new, forms[new.instrument, new.instrument_version], new.recorded_at) for one, new in history]
    await queries.check_ins.insert_all(db, writings)
    for author, found in groupby(writings, key=lambda w: by[w.id]):
        await queries.audit.record_all(db, author.kind, author.id, intake.SUBMIT, [(w.received_at, patient.id, w.id) for w in found])
    reports = (await queries.check_ins.recent(db, patient.id, WHOLE))[::-1]
    notes = {one: new.note for one, new in history if new.note is not None}
    await find(db, patient, reports, notes, {(form.id, form.version): form for form in forms.values()})
    state, recent = await queries.symptom_states.get(db, patient.id), reports[: -rules.concern.RECENT - 1 : -1]
    await intake.advance(db, actor, patient, state, recent, None, history[-1][1].recorded_at)


async def forms_of(db: Connection, history: Sequence[tuple[UUID, NewCheckIn]]) -> dict[tuple[str, str | None], Instrument]:
    found = {}
    for name, version in {(new.instrument, new.instrument_version) for _, new in history}:
        form = await queries.instruments.get(db, name, version)
        if form is None:
            raise Refused(UNKNOWN_INSTRUMENT, errors=[("instrument", f"{name} {version or ''}".strip() + " isn't loaded here.")])
        found[name, version] = form
    return found


async def find(db: Connection, patient: Patient, reports: Sequence[RecentCheckIn], notes: Mapping[UUID, str], forms: Instruments) -> None:
    plan = await configuring.plan_of(db, patient.id)
    crises = await alerting.words_of_crisis(db, list(reports), notes)
    found = [[*crises.get(report.id, []), *said] for report, said in zip(reports, said_by(reports, forms, plan), strict=True)]
    rows = [(report.id, report.at, finding) for report, said in zip(reports, found, strict=True) for finding in said]
    await queries.findings.replace(db, patient.id, [], rows)


def said_by(reports: Sequence[RecentCheckIn], forms: Instruments, plan: Plan) -> list[list[Finding]]:
    """What each report says; `reports` oldest first. Each is judged against as many before it as one that comes in alone."""
    found, begin = [], 0
    for place, report in enumerate(reports):
        while report.at - reports[begin].at > alerting.REACH:
            begin += 1
        found.append(rules.findings.found_by(report, reports[max(begin, place - alerting.MOST_BEFORE) : place], forms, plan))
    return found
