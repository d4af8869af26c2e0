"""What stands around every page: the name of the house, who is signed in, the way out."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.cards.icons import icon
from schemas.me import StaffMe

HOME, ALERTS, REVIEWS, CALENDAR, ENROL, QUALITY, SETTINGS = "/team/", "/team/alerts", "/team/reviews", "/team/calendar", "/team/enrol", "/team/quality", "/team/settings"
ROLES = {"nurse": "Nurse", "physician": "Physician", "coordinator": "Coordinator", "lead": "Team lead", "admin": "Administrator", "auditor": "Auditor"}


def page(me: StaffMe, *content: Any, active: str = "") -> Component:
    return html.Div(
        [
            html.A("Skip to the content", href="#content", className="skip"),
            demonstration() if me.demo else None,
            html.Div(header(me, active), className="top-place"),
            html.Main(list(content), id="content", tabIndex="-1"),
        ]
    )


def demonstration() -> Component:
    return html.Aside([html.Strong("Demonstration"), ": synthetic patients"], className="demo", **{"aria-label": "Demonstration"})


def header(me: StaffMe, active: str) -> Component:
    links = [link("Patients", HOME, active)]
    if "alert.read" in me.may:
        links.append(link(["Alerts", html.Span(id="urgent-count")], ALERTS, active))
    if "review.read" in me.may:
        links.append(link("Hospice review", REVIEWS, active))
    if "due.read" in me.may:
        links.append(link(["Calendar", html.Span(id="due-count")], CALENDAR, active))
    if "patient.enrol" in me.may:
        links.append(link("Enrol a patient", ENROL, active))
    if "quality.read" in me.may:
        links.append(link("Quality", QUALITY, active))
    if {"configuration.change", "rule_pack.confirm"} & set(me.may):
        links.append(link("Settings", SETTINGS, active))
    return html.Header(
        [
            dcc.Link([html.Span(className="mark", **{"aria-hidden": "true"}), html.Span("Balm", className="brand-name")], href=HOME, className="brand"),
            html.Nav(links, **{"aria-label": "Pages"}),
            html.Div(
                [
                    html.Div(
                        [html.Span(me.name, className="who-name"), html.Span(f"{ROLES[me.role]}, {me.organisation_name}", className="who-role")],
                        className="who",
                    ),
                    html.Button([icon("scheme")], id="scheme", className="quiet", title="Light or dark", **{"aria-label": "Switch between light and dark"}),
                    html.Button("Sign out", id="sign-out", className="quiet"),
                ],
                className="header-end",
            ),
        ],
        className="top",
    )


def urgent(number: int) -> list[Component]:
    """Beside the word "Alerts"; nothing where nothing is urgent."""
    return [html.Span(number, className="count"), html.Span(" urgent", className="unseen")] if number else []


def link(words: Any, href: str, active: str) -> Component:
    return dcc.Link(words, href=href, className="nav-link is-here" if href == active else "nav-link")
