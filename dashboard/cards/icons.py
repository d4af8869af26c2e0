"""Our own few icons, drawn by style sheet from files in assets, so that they take the text's colour and nothing is fetched from elsewhere."""

from dash import html
from dash.development.base_component import Component


def icon(name: str) -> Component:
    """For the eye only; the words beside it say the same."""
    return html.Span(className=f"icon icon-{name}", **{"aria-hidden": "true"})
