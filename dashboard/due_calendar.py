"""What falls due, at work: drawn anew when something happened; given to somebody, closed, and what was done recorded, in one dialog. On the calendar and on a patient's benefit page."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import dash_mantine_components as dmc
from dash import ALL, ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update, set_props
from dash.development.base_component import Component
from uuid_utils.compat import uuid7

from dashboard import benefits, cards, reviews
from dashboard.cards.due_forms import FORMS, TITLES
from dashboard.cards.due_items import Reader
from dashboard.client import Refused, SignedOut, api
from schemas.due_items import Benefit, Calendar, DueItem, DueItemChange
from schemas.me import StaffMe
from schemas.reviews import TaskChange

CLOSE = {"aria-label": "Close"}
GONE = "This isn't due any more. The page shows what is due now."
EVERYBODY = "everybody"


def attach(app: Dash) -> None:
    about, later = State("due-about", "data"), {"prevent_initial_call": True}
    done = Output("due-done", "data", allow_duplicate=True)
    opened, title, form, held = (Output(*one, allow_duplicate=True) for one in (("due-modal", "opened"), ("due-modal", "title"), ("due-form", "children"), ("due-held", "data")))
    app.callback(
        Output("due-content", "children"), Output("due-tally", "children"),
        Input("live-news", "data"), Input("due-done", "data"), Input("due-view", "data"), Input("due-patient", "data"), about, **later,
    )(renew)  # fmt: skip
    for shown, store in (("due-filter", "due-view"), ("due-for", "due-patient")):
        app.clientside_callback(ClientsideFunction("alerts", "same"), Output(store, "data"), Input(shown, "value"), **later)
    app.callback(opened, title, form, held, done, Input("due-dialog", "data"), about, **later)(press)
    app.callback(
        opened, done, Output("due-error", "children"), Input("save-due", "n_clicks"), State("due-held", "data"),
        State({"type": "due-field", "field": ALL}, "value"), State({"type": "due-field", "field": ALL}, "id"),
        running=[(Output("save-due", "disabled"), True, False)], **later,
    )(save)  # fmt: skip
    app.callback(Output("due-count", "children"), Input("due-count", "id"))(count)  # as each page opens: with every piece of news it would cost more than it tells
    app.callback(Output("benefit-now", "children"), Input("live-news", "data"), State("patient", "data"))(on_patient_page)


def place(me: StaffMe, content: list[Component], patient_id: UUID | None = None) -> Component:
    """The content with what belongs to it. `patient_id`: of one patient's benefit; else the calendar."""
    told = about(me, patient_id)
    stores = [dcc.Store(id="due-about", data=told), dcc.Store(id="due-done", data=""), dcc.Store(id="due-held"), dcc.Store(id="due-dialog"), dcc.Store(id="due-view", data="all"), dcc.Store(id="due-patient", data=EVERYBODY)]
    dialog = dmc.Modal(id="due-modal", closeButtonProps=CLOSE, title="", children=html.Div(id="due-form"))
    return html.Div([*stores, html.Div(content, id="due-content", className="due-content"), dialog])


def about(me: StaffMe, patient_id: UUID | None) -> dict[str, Any]:
    return {"me": str(me.staff_member_id), "zone": me.zone, "may": me.may, "patient": str(patient_id) if patient_id else None}


def reader(told: dict[str, Any], today: date | None = None) -> Reader:
    """`today`: where the patient is; else where the organisation is."""
    may = told["may"]
    on = today or datetime.now(ZoneInfo(told["zone"])).date()
    return Reader(UUID(told["me"]), on, may_change="due.change" in may, may_record="benefit.record" in may, may_certify="certification.write" in may, named=told["patient"] is None)


def of_calendar(found: Calendar, told: dict[str, Any], whose: str) -> list[Component]:
    return cards.due_items.content(found, reader(told), whose)


def of_benefit(found: Benefit, told: dict[str, Any]) -> list[Component]:
    return cards.benefit.content(found, reader(told, found.today), told["zone"])


async def renew(_: Any, __: Any, whose: str, patient: str | None, told: dict[str, Any]) -> Any:
    if told["patient"]:
        return of_benefit(await benefits.benefit(UUID(told["patient"])), told), no_update
    found = await benefits.calendar(whose, UUID(patient) if patient and patient != EVERYBODY else None)
    if whose == "all" and patient in (None, EVERYBODY):
        set_props("due-count", {"children": cards.due_items.count(found.counts.get("overdue", 0))})
    return of_calendar(found, told, whose), cards.due_items.tally(found)


async def count(_: Any) -> Any:
    """Beside the word on every page. Where the API is in trouble the number goes, and what was asked for says why."""
    try:
        return cards.due_items.count((await benefits.waiting()).overdue)
    except SignedOut:
        raise
    except Refused:
        return []


async def on_patient_page(_: Any, patient: dict[str, Any]) -> Any:
    if "benefit.read" not in patient["may"]:
        return None
    return cards.benefit.on_patient_page(await benefits.benefit(UUID(patient["id"])), patient["id"])


def done(what: str) -> str:
    """Another value each time, so that the page is drawn anew."""
    return f"{what} {datetime.now(UTC).isoformat()}"


async def press(asked: dict[str, str] | None, told: dict[str, Any]) -> Any:
    """Opens the dialog; a tick and what is taken up again need none. What stands now is asked for first."""
    if not asked:
        return [no_update] * 5
    patient = UUID(told["patient"] or asked["patient"])
    if asked["does"] == "reopen":
        await benefits.change(patient, asked["key"], DueItemChange(assigned_to=None))
        return [*[no_update] * 4, done("reopened")]
    if asked["does"] in ("change", "tick"):
        return await over_an_item(asked, patient, told)
    found = await benefits.benefit(patient)
    kind, values, corrects = begin(asked, found)
    election = values.get("election_id")
    held = {"does": kind, "patient": str(patient), "id": str(uuid7()) if kind != "mistake" else asked["id"], "corrects": corrects, "election_id": str(election) if election else None}
    whose = next((f": {item.patient_name}" for item in found.due), "") if told["patient"] is None else ""
    return True, TITLES[kind] + whose, cards.due_forms.form(FORMS[kind], values, found.today), held, no_update


async def over_an_item(asked: dict[str, str], patient: UUID, told: dict[str, Any]) -> Any:
    item = named((await benefits.calendar(patient_id=patient)).items, asked["key"])
    if asked["does"] == "tick":
        await reviews.change_task(UUID(asked["key"].partition(".")[2]), TaskChange(assigned_to=item.assigned_to, due_on=item.due_on, done=True))
        return [*[no_update] * 4, done("ticked")]
    held = {"does": "change", "patient": str(patient), "key": item.key, "task": item.kind == "task"}
    return True, "Give it to somebody, or close it", cards.due_items.change_form(item, await api().team(), reader(told).today), held, no_update


def named(items: list[DueItem], key: str) -> DueItem:
    found = next((item for item in items if item.key == key), None)
    if found is None:
        raise Refused(404, GONE)
    return found


def begin(asked: dict[str, str], found: Benefit) -> tuple[str, dict[str, Any], str | None]:
    """Which form, what stands in it when it opens, and what it corrects."""
    if asked["does"] == "mistake":
        return "mistake", {}, None
    if asked["does"] == "correct":
        return stored(found, asked["id"])
    if asked["does"] == "new":
        return asked["kind"], usual(asked["kind"], found), None
    item = named(found.due, asked["key"])
    if item.kind in ("previous_periods", "addendum"):
        return stored(found, str(item.subject_id or item.election_id))
    return of_item(item, found)


def stored(found: Benefit, entry_id: str) -> tuple[str, dict[str, Any], str | None]:
    """The version that stands, by its own id or its first version's."""
    one = next((entry for entry in found.entries if entry.entry.stands and entry_id in (str(entry.entry.id), str(entry.entry.first_id))), None)
    if one is None:
        raise Refused(409, GONE)
    return cards.benefit.kind_of(one), {name: getattr(one, name) for name in one.__struct_fields__ if name != "entry"}, str(one.entry.id)


def usual(kind: str, found: Benefit) -> dict[str, Any]:
    """What is likely, to be looked at."""
    newest = found.running or next((entry.entry.first_id for entry in found.entries if cards.benefit.kind_of(entry) == "election" and entry.entry.stands), None)
    values: dict[str, Any] = {"on": found.today, "election_id": newest}
    if kind == "election":
        return {"on": found.today, "payer": "medicare", "attending_is": "physician", "previous_periods": found.used_before or None}
    if kind == "notice":
        values["about"] = "election" if found.running else "termination"
    return values | ({"form": "written", "by_a": "hospice_physician"} if kind == "certification" else {"by_a": "hospice_physician"} if kind == "face_to_face" else {})


def of_item(item: DueItem, found: Benefit) -> tuple[str, dict[str, Any], str | None]:
    kinds = {"notice_of_election": "notice", "notice_of_termination": "notice", "written_certification": "certification"}
    kind = kinds.get(item.kind, item.kind)
    values = usual(kind, found) | ({"election_id": item.election_id} if item.election_id else {}) | ({"period": item.period} if item.period else {})
    if kind == "notice":
        values["about"] = item.kind.removeprefix("notice_of_")
    if kind == "certification":
        values["by_a"] = item.key.rpartition(".")[2]
    if kind == "election":
        values["on"] = item.due_on
    return kind, values, None


async def save(clicks: int | None, held: dict[str, Any] | None, values: list[Any], ids: list[Any]) -> Any:
    if not clicks or not held:
        return [no_update] * 3
    written = {one["field"]: value for one, value in zip(ids, values, strict=True)}
    try:
        words = await store(held, written)
    except SignedOut:
        raise
    except Refused as refused:
        return no_update, no_update, refused.sentence
    return (no_update, no_update, words) if words else (False, done("saved"), "")


async def store(held: dict[str, Any], written: dict[str, Any]) -> str:
    """What to say in the dialog; empty where it was stored."""
    if held["does"] == "change":
        await change(held, written)
        return ""
    given, missing = cards.due_forms.read(FORMS[held["does"]], written)
    if missing:
        return f"Please fill in: {', '.join(missing)}."
    if held["does"] == "mistake":
        await benefits.mark_in_error(UUID(held["id"]), given["reason"])
        return ""
    beside = {"kind": held["does"], "corrects": held["corrects"], "election_id": held["election_id"]}
    known = {name: value for name, value in beside.items() if value is not None}
    await benefits.record(UUID(held["patient"]), UUID(held["id"]), given | known)
    return ""


async def change(held: dict[str, Any], written: dict[str, Any]) -> None:
    whose = UUID(written["assigned_to"]) if written.get("assigned_to") else None
    if held["task"]:
        due_on = date.fromisoformat(written["due_on"][:10]) if written.get("due_on") else None
        await reviews.change_task(UUID(held["key"].partition(".")[2]), TaskChange(assigned_to=whose, due_on=due_on, done=False))
        return
    because = " ".join((written.get("closed_because") or "").split())
    await benefits.change(UUID(held["patient"]), held["key"], DueItemChange(assigned_to=whose, closed_because=because or None))
