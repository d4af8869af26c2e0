"""Papers to print: each with its way to the PDF and its preview."""

from dash import html

from dashboard import cards
from tests.dashboard.charts import ADA, parts


def test_each_paper_leads_to_its_pdf_and_shows_its_pages() -> None:
    shown = html.Div(cards.papers.to_print(ADA, "now"))
    assert [one.href for one in parts(shown) if isinstance(one, html.A)] == [f"/v1/patients/{ADA}/papers/{name}/pdf" for name in ("visit", "family-meeting")]
    places = [one.to_plotly_json()["props"]["data-src"] for one in parts(shown) if getattr(one, "className", "") == "paper-pages"]
    assert places == [f"/v1/patients/{ADA}/papers/{name}/pages" for name in ("visit", "family-meeting")]
