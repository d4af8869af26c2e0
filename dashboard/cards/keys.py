"""Which keys there are, and that they can be switched off (assets/keys.js)."""

from dash import html
from dash.development.base_component import Component

ON_PATIENTS = {
    ("j", "k"): "the next patient, the one before",
    ("a",): "take what nobody has taken of this patient's alerts",
    ("o", "Enter"): "open the patient",
    ("/",): "search",
}
ON_ALERTS = {
    ("j", "k"): "the next alert, the one before",
    ("a",): "take it",
    ("r",): "resolve it",
    ("s",): "snooze it",
    ("w",): "why is it here?",
    ("x",): "choose it, to take several at once",
    ("o",): "open the patient",
}


def button() -> Component:
    return html.Button([html.Kbd("?"), "Keys"], id="show-keys", className="quiet keys", **{"aria-haspopup": "dialog"})


def overview() -> list[Component]:
    switch = html.Button("", id="letter-keys", className="button small", role="switch", **{"aria-checked": "true", "aria-label": "Letter keys"})
    return [
        html.H3("In the list of patients"),
        listed(ON_PATIENTS),
        html.H3("In the alerts"),
        listed(ON_ALERTS),
        html.P(["Letter keys on this device: ", switch]),
        html.P("Switch them off where they get in the way of a screen reader or of speech input. All of it is on buttons too.", className="muted"),
    ]


def listed(keys: dict[tuple[str, ...], str]) -> Component:
    rows = [[html.Dt([html.Kbd(key) for key in names]), html.Dd(said)] for names, said in keys.items()]
    return html.Dl([part for row in rows for part in row], className="key-list")
