"""What a patient shows to family and friends: to whom, what, until when, who looked; and the form to begin it for somebody whom the patient has named."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import words
from dashboard.cards.enrolment import picture
from schemas.configurations import Language
from schemas.preferences import Preference
from schemas.shares import GrantedShare, Scope, ShareEvent, ShareEventKind, ShareWithLog

LOG = 20  # of one share's events, the newest; ours
PERIODS = {"all": "All days, earlier ones too", "today": "From today on", "week": "From a week ago on", "month": "From four weeks ago on", "past": "Only up to today"}
LASTS = {1: "1 day", 7: "1 week", 14: "2 weeks", 28: "4 weeks", 84: "12 weeks"}
ALSO = {"notes": "What was written", "responses": "What the team said"}
LANGUAGES: dict[Language, str] = {"en": "English", "de": "German", "es": "Spanish"}
EVENTS: dict[ShareEventKind, str] = {
    "granted": "Begun by {by}",
    "opened": "{by} looked",
    "refused": "A wrong word was tried {times}, and nothing was shown",
    "asked": "{by} asked to see it again",
    "accepted": "{by} said yes",
    "declined": "{by} said no",
    "revoked": "Ended by {by}",
    "wish_changed": "Ended as the patient no longer names this person (recorded by {by})",
}
UNNAMED = "What is recorded since then about who may know doesn’t name {name}. Please ask the patient, and end this if that is the wish."
ABOVE = {"zIndex": 1000}


def shares(found: Sequence[ShareWithLog], labels: Mapping[str, str], zone: str, now: datetime, *, may_end: bool) -> Component:
    if not found:
        return html.P("Nobody is shown anything.", className="muted")
    return html.Ul([share(one, labels, zone, now, may_end=may_end) for one in found], className="shares")


def share(one: ShareWithLog, labels: Mapping[str, str], zone: str, now: datetime, *, may_end: bool) -> Component:
    until = f"Until {words.moment(one.share.ends_at, zone)}" if one.holds else "Ended: nothing can be seen any more"
    log = [html.Li(happened(event, zone, now)) for event in one.events[:LOG]]
    return html.Li(
        [
            html.H3(one.share.for_name),
            html.P(what(one.share.scope, labels)),
            html.P(f"Begun by {one.share.granted_by}, who decides for the patient.", className="muted") if one.share.granted_by_kind == "caregiver" else None,
            html.P(f"{until}{', with a word that was agreed on' if one.share.has_passphrase else ''}.", className="muted"),
            html.P(UNNAMED.format(name=one.share.for_name), className="asks-again") if one.unnamed else None,
            html.P("Asks to see it again. The patient, or who decides for them, answers on the phone.", className="asks-again") if one.asks else None,
            html.Details([html.Summary(f"What happened ({len(log)})"), html.Ul(log)]),
            ending(one) if one.holds and may_end else None,
        ]
    )


def what(scope: Scope, labels: Mapping[str, str]) -> str:
    """In plain words, as the phone says it to the patient."""
    shown = [", ".join(labels.get(item, item) for item in scope.symptoms) or "Only how the days were on the whole"]
    shown += [label for name, label in ALSO.items() if getattr(scope, name)]
    shown += [f"from {words.day(scope.first_on)} on"] if scope.first_on else []
    shown += [f"up to {words.day(scope.last_on)}"] if scope.last_on else []
    return " · ".join(shown)


def happened(event: ShareEvent, zone: str, now: datetime) -> str:
    if event.kind == "refused":
        times = "once" if event.times == 1 else f"{event.times} times"
        return f"{EVENTS[event.kind].format(times=times)}, {words.day(event.at.astimezone(ZoneInfo(zone)).date())}"
    return f"{EVENTS[event.kind].format(by=event.by)}, {words.short_moment(event.at, zone, now)}"


def ending(one: ShareWithLog) -> Component:
    """Asks first."""
    sure = html.Button("Yes, end it", id={"type": "end-share", "share": str(one.share.id)}, className="button small primary")
    return html.Details([html.Summary("End it"), html.P(f"{one.share.for_name} then sees nothing more, also on an open page."), sure], className="take-back")


def named(found: Sequence[Preference]) -> list[str]:
    """Whom the patient said that may know, by the newest wish about it that stands; the server asks the same."""
    wish = next((one for one in found if one.topic == "who_may_know" and one.entry.stands), None)
    return [one.name for one in wish.people] if wish and wish.stance == "named" else []


def form(names: Sequence[str], labels: Mapping[str, str]) -> Component:
    if not names:
        return html.P("You can show something only to people whom the patient has named: record it first under “Findings and wishes”, “Who may know”.", className="muted")
    fields = html.Div(
        [
            html.H3("Show somebody"),
            dmc.Select(id="share-for", label="For whom", description="Whom the patient has named", data=list(names), value=None, comboboxProps=ABOVE),
            boxes("share-symptoms", "Which symptoms, with numbers", labels, "With none, only how the days were on the whole"),
            boxes("share-also", "And also", ALSO),
            chosen("share-period", "Of which days", PERIODS, "all"),
            chosen("share-lasts", "For how long", {str(days): label for days, label in LASTS.items()}, "14"),
            chosen("share-language", "In which language", {str(code): name for code, name in LANGUAGES.items()}, "en"),
            dmc.TextInput(id="share-passphrase", label="A word that both know", description="May stay empty. Whoever has the link is asked for it", autoComplete="off"),
            html.P(id="share-error", className="field-error", role="alert"),
            html.Button("See what they would see", id="look-share", className="button primary"),
        ],
        id="share-form",
        className="form",
    )
    return html.Div([fields, html.Div(id="share-look"), dcc.Store(id="share-wish")])


def look(name: str, page: str) -> Component:
    """The page as the other would see it now, apart from ours: it runs nothing and sends nothing. What is shown then is what was looked at."""
    return html.Div(
        [
            html.H3(f"This is what {name} would see now", id="share-looked", tabIndex="-1"),
            html.Iframe(srcDoc=page, sandbox="", title=f"What {name} would see", className="share-page"),
            html.P(id="share-refused", className="field-error", role="alert"),
            html.Div(
                [html.Button(f"Show it to {name}", id="grant-share", className="button primary"), html.Button("Change something", id="change-share", className="button")],
                className="buttons",
            ),
        ],
        className="granted",
    )


def boxes(name: str, label: str, options: Mapping[str, str], description: str | None = None) -> Component:
    ticks = html.Div([dmc.Checkbox(label=text, value=value) for value, text in options.items()], className="boxes")
    return dmc.CheckboxGroup(ticks, id=name, label=label, description=description, value=[])


def chosen(name: str, label: str, options: Mapping[str, str], value: str) -> Component:
    data = [{"value": key, "label": words_} for key, words_ in options.items()]
    return dmc.Select(id=name, label=label, data=data, value=value, allowDeselect=False, comboboxProps=ABOVE)


def scope(symptoms: Sequence[str], also: Sequence[str], period: str, zone: str, now: datetime) -> Scope:
    """Days as the patient's calendar has them."""
    today = now.astimezone(ZoneInfo(zone)).date()
    first = {"today": today, "week": today - timedelta(days=7), "month": today - timedelta(days=28)}.get(period)
    return Scope(symptoms=list(symptoms), notes="notes" in also, responses="responses" in also, first_on=first, last_on=today if period == "past" else None)


def granted(one: GrantedShare) -> Component:
    """Told this once: only the hash of what stands in the link is kept."""
    name = one.share.for_name
    return html.Div(
        [
            html.H3(f"Give {name} the link"),
            html.P("It stands here only this once. Whoever has it can look, so give it to nobody else.", role="status"),
            html.Img(src=picture(one.qr_svg), alt=f"QR code of the link for {name}", className="qr"),
            html.P(one.link, className="address", id="share-link"),
        ],
        className="granted",
    )
