"""One patient: who it is, and how it stands now."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dash import html
from dash.development.base_component import Component

from dashboard import plan_words, words
from dashboard.cards.discordances import discordances
from dashboard.cards.icons import icon
from dashboard.cards.notices import notice
from schemas.check_ins import CheckIn, Respondent
from schemas.instruments import RecallPeriod
from schemas.patients import Patient
from schemas.symptom_states import SymptomNow
from schemas.timeline import Timeline

NOTES = timedelta(hours=24)  # ours
MOST_NOTES = 5


def heading(patient: Patient, today: datetime) -> list[Component]:
    local = today.astimezone(ZoneInfo(patient.zone)).date()
    facts = ["" if patient.identifier == patient.name else patient.identifier or "", words.care_since(patient.care, patient.care_since_on)]
    if patient.born_on is not None:
        facts.insert(1, f"born {words.day(patient.born_on)}, {words.age(patient.born_on, local)} years old")
    return [html.H1(patient.name), html.P(" · ".join(fact for fact in facts if fact), className="muted")]


def now(timeline: Timeline) -> list[Component]:
    """What was asked for; then the latest of each symptom: each kind of respondent, questionnaire and recall period for itself."""
    groups: dict[tuple[str, str, RecallPeriod], list[SymptomNow]] = {}
    for symptom in timeline.now:
        groups.setdefault((symptom.respondent, symptom.instrument, symptom.recall_period), []).append(symptom)
    several = len({symptom.instrument for symptom in timeline.now}) > 1
    titles = {instrument.id: instrument.title for instrument in timeline.instruments}
    stands = [
        group(found, timeline, f" in the {titles.get(instrument, instrument)}" if several else "")
        for (_, instrument, _), found in groups.items()
    ]
    standing = html.Section(stands, className="now", **{"aria-label": "How it stands now"}) if stands else no_scores(timeline)
    return [*prompts(timeline), *written(timeline), standing]


def prompts(timeline: Timeline) -> list[Component]:
    """What asks the team for something: nothing after a discharge or a death."""
    return [*others_answer(timeline), *pause(timeline), *asked_for(timeline), *discordances(timeline)] if is_under_care(timeline) else []


def is_under_care(timeline: Timeline) -> bool:
    return timeline.patient.care in ("palliative", "hospice")


def written(timeline: Timeline) -> list[Component]:
    """What was written within a day before the newest report, the newest first: a note that only the table shows is read by nobody."""
    newest = timeline.last_heard_at
    found = [one for one in timeline.check_ins if one.note and newest and newest - one.at <= NOTES]
    return [html.Div([note(one, timeline) for one in reversed(found)][:MOST_NOTES], className="written")] if found else []


def note(one: CheckIn, timeline: Timeline) -> Component:
    who = one.entered_by if one.entered_by_kind in ("caregiver", "staff") else words.sentence(words.RESPONDENTS[one.respondent])
    return html.P([html.B(f"{who} wrote"), f" {words.ago(one.at, timeline.zone, timeline.as_of)}: ", html.Q(one.note, dir="auto")])


def others_answer(timeline: Timeline) -> list[Component]:
    """Visible to everybody who looks after the patient: whose reports are waited for, since when and why."""
    content = timeline.plan[0].content if timeline.plan else {}
    if content.get("answered_by") != "proxy" or not content.get("answered_since_on"):
        return []
    since = words.day(date.fromisoformat(content["answered_since_on"]))
    return [html.P([html.B(f"Others answer for {timeline.patient.name}"), f" since {since}: {content.get('answered_reason', '').rstrip('.')}. Their check-ins are expected."], className="paused")]


def pause(timeline: Timeline) -> list[Component]:
    """Why it may be quiet here."""
    content = timeline.plan[0].content if timeline.plan else {}
    until = plan_words.pause_ahead(content, timeline.as_of)
    if until is None:
        return []
    reason = f": {content['pause_reason'].rstrip('.')}" if content.get("pause_reason") else ""
    return [html.P([html.B("Paused"), f" until {words.short_moment(until, timeline.zone, timeline.as_of)}{reason}. Nothing is expected before."], className="paused")]


def asked_for(timeline: Timeline) -> list[Component]:
    """Above the scores, as it stands above them on the list."""
    if timeline.asks_for is None or timeline.last_heard_at is None:
        return []
    when = f" {words.ago(timeline.last_heard_at, timeline.zone, timeline.as_of)}. It stands until the team has answered."
    return [html.P([html.B(words.sentence(words.ASKED[timeline.asks_for])), when], className=f"asking {timeline.asks_for}")]


def no_scores(timeline: Timeline) -> Component:
    if timeline.last_heard_at is None:
        return notice("Nothing reported yet", "As soon as the patient's phone is set up, or you record a check-in for them, the answers stand here.")
    heard = words.ago(timeline.last_heard_at, timeline.zone, timeline.as_of)
    return notice("No scores yet", f"The newest report came {heard}. It answers no question; what it says instead stands below.")


def group(symptoms: list[SymptomNow], timeline: Timeline, where: str) -> Component:
    """`where`: the questionnaire, needed where two of them ask for the same symptom."""
    newest = max(symptom.at for symptom in symptoms)
    who = {"patient": "The patient", "family_caregiver": "Family", "professional_caregiver": "A professional caregiver"}[symptoms[0].respondent]
    asked = words.RECALLS[symptoms[0].recall_period]
    said = f"{who}{by_whom(symptoms[0].respondent, timeline)}{where}, asked about {'this moment' if asked == 'right now' else 'the ' + asked}"
    head = html.H2([said, html.Span(f" · {words.ago(newest, timeline.zone, timeline.as_of)}", className="muted")])
    goals = timeline.plan[0].content.get("goals", {}) if timeline.plan and is_under_care(timeline) else {}
    tiles = [tile(symptom, newest, timeline, goals.get(symptom.item)) for symptom in symptoms]
    return html.Div([head, html.Div(tiles, className="tiles")], className=f"group by-{symptoms[0].respondent}")


def by_whom(respondent: Respondent, timeline: Timeline) -> str:
    """' (Ben, child)', where the newest of these answers came from a caregiver's own phone and who they are is known."""
    newest = next((one for one in reversed(timeline.check_ins) if one.respondent == respondent), None)
    if newest is None or newest.relationship is None or respondent == "patient":
        return ""
    return f" ({newest.entered_by}, {words.RELATIONSHIPS[newest.relationship]})"


def tile(symptom: SymptomNow, newest: datetime, timeline: Timeline, goal: int | None) -> Component:
    direction = "" if not symptom.delta_worse else "worse" if symptom.delta_worse > 0 else "better"
    older = f"from {words.short_moment(symptom.at, timeline.zone, timeline.as_of)}" if symptom.at != newest else ""
    return html.Div(
        [
            html.Span(symptom.label, className="tile-label"),
            html.Span(
                [
                    html.Span([html.B(symptom.score), html.Span(f" of {symptom.scale_maximum}")], className="tile-score"),
                    html.Span(symptom.severity, className=f"band band-{symptom.severity}") if symptom.severity else None,
                ],
                className="tile-line",
            ),
            html.Span([icon(direction) if direction else None, words.change(symptom.delta_worse, symptom.delta_days)], className=f"tile-change {direction}"),
            html.Span(against(symptom, goal), className="muted") if goal is not None else None,
            html.Span(older, className="muted") if older else None,
        ],
        className="tile",
    )


def against(symptom: SymptomNow, goal: int) -> str:
    """The patient's own goal is said of everybody's answers: it is the patient's comfort."""
    beyond = symptom.score > goal if symptom.worse == "higher" else symptom.score < goal
    return f"{'not yet ' if beyond else ''}at the goal of {goal}"
