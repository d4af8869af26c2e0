"""What is said when something is missing or went wrong: a sentence, and what to do."""

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.cards.icons import icon

SIGN_IN = "/team/sign-in"


def notice(title: str, sentence: str, *ways_on: Component, kind: str = "calm", heading: type[Component] = html.H2) -> Component:
    return html.Section(
        [icon("leaf" if kind == "calm" else "note"), heading(title), html.P(sentence), html.Div(list(ways_on), className="ways-on")],
        className=f"notice notice-{kind}",
    )


def whole(title: str, sentence: str, *ways_on: Component, kind: str = "calm") -> Component:
    """Instead of all that would stand on the page, so this is its heading."""
    return notice(title, sentence, *ways_on, kind=kind, heading=html.H1)


def alone(content: Component) -> Component:
    """A notice where a page would be."""
    return html.Main([content], id="content", className="alone")


def to_patients() -> Component:
    return dcc.Link("Back to the patients", href="/team/", className="button")


def again() -> Component:
    return html.A("Try again", href="", className="button")


def signed_out() -> Component:
    """Asked for again after signing in: assets/shell.js adds the address to the link."""
    return whole(
        "You are signed out",
        "Your session has ended, so that nobody else can read on this screen. Nothing that was saved is lost.",
        html.A("Sign in again", href=SIGN_IN, className="button primary keeps-place"),
    )


def refused(status: int, sentence: str) -> Component:
    if status == 401:
        return signed_out()
    if status == 404:
        return whole(
            "We can't find that", "Nobody here goes by that address. The link may be old, or the patient belongs to another organisation.", to_patients()
        )
    if status == 403:
        return whole("This isn't open to your role", sentence, to_patients())
    if status == 503:
        return whole("Balm can't be reached", sentence, again(), kind="problem")
    return whole("That did not work", sentence, again(), kind="problem")


def banner(status: int, sentence: str) -> Component:
    """The same, small, above a page that stays as it is."""
    if status == 401:
        return html.Div(signed_out(), className="veil", role="alertdialog", **{"aria-modal": "true"})
    return html.Div([html.P(sentence), html.Button("Close", className="quiet close-banner")], className="banner", role="alert")


def done(sentence: str) -> Component:
    return html.Div([icon("check"), html.P(sentence), html.Button("Close", className="quiet close-banner")], className="banner is-good", role="status")


def no_patients(*, may_enrol: bool) -> Component:
    ways = [dcc.Link("Enrol the first patient", href="/team/enrol", className="button primary")] if may_enrol else []
    return notice("Nobody is under care yet", "Patients appear here as soon as they are enrolled; those who need you most stand first.", *ways)


def nobody_found(search: str) -> Component:
    return notice("Nobody by that name", f"No patient's name or number holds “{search}”. Try a part of it.")


def not_under_care() -> Component:
    return whole("Open to the care team", "Your role is to look at the record of who did what. The patients' pages are open to those who care for them.")
