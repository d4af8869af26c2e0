"""Dash shows the page of this name where no other one is meant."""

from typing import Any

from dash import register_page

from dashboard import cards

register_page(__name__, title="Not here · Balm")


def layout(**_: Any) -> Any:
    return cards.notices.alone(cards.notices.refused(404, ""))
