"""The criteria of a rule pack as a checklist: met, not met or unknown in a word and a shape, each unfolding what it stands on."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from dash import html
from dash.development.base_component import Component
from msgspec import Struct

from dashboard import review_words, words
from dashboard.cards import evidence
from dashboard.cards.icons import icon
from schemas.evidence import Status
from schemas.screenings import CriterionResult, Screening, SectionResult

SHAPES: dict[Status, str] = {"met": "met", "not_met": "not-met", "unknown": "unknown"}
NO_NUMBER = "No number"  # is asked for; a document's own words on it stand in the note
ORDER: tuple[Status, ...] = ("met", "not_met", "unknown")


class Where(Struct, frozen=True):
    """Whose record it is, which source is said already, and the ids above."""

    patient_id: UUID
    source: str
    name: str


def sections(screening: Screening) -> list[Component]:
    found = [section(one, screening.patient_id) for one in screening.sections]
    return found or [html.P("The pack has no section for a disease that is on record.", className="card")]


def section(one: SectionResult, patient_id: UUID) -> Component:
    """What the record says something of first, the met ones at the top; what it is silent about folded below. Among equals the order is the document's."""
    where = Where(patient_id, one.source, one.id)
    told = sorted(filter(is_told, one.criteria), key=lambda found: ORDER.index(found.status))
    silent = [found for found in one.criteria if not is_told(found)]
    return html.Section(
        [
            html.Div([html.H3(one.title), None if one.status is None else state(one.status)], className="head-line"),
            html.P(tally(one), className="muted"),
            html.P(one.note, className="muted") if one.note else None,
            checklist(told, where) if told else None,
            silence(silent, where) if silent else None,
            html.P(one.source, className="source"),
        ],
        id=f"section-{one.id}",
        className="card criteria",
        **{"aria-label": one.title},
    )


def is_told(one: CriterionResult) -> bool:
    """Whether an entry says something of it, be it too old."""
    return one.status != "unknown" or bool(one.evidence) or any(map(is_told, one.of))


def tally(one: SectionResult) -> str:
    needs = "" if one.note and one.note.startswith(NO_NUMBER) else f"{words.sentence(one.needs)}. "  # the note says it already
    return f"{needs}{one.met} met, {one.not_met} not met, {one.unknown} unknown."


def state(status: Status, said: str = "", since: str = "") -> Component:
    """The shape says the same as the word."""
    told = html.Span([said or review_words.STATUSES[status], html.Span(f" {since}", className="since") if since else None])
    return html.Span([icon(SHAPES[status]), told], className=f"state is-{SHAPES[status]}")


def silence(silent: Sequence[CriterionResult], where: Where) -> Component:
    head = html.Summary([state("unknown", f"{len(silent)} unknown"), html.Span("No entry says anything of these.", className="muted")])
    return html.Details([head, checklist(silent, where)], id=f"silent-{where.name}", className="silent")


def checklist(found: Sequence[CriterionResult], where: Where) -> Component:
    return html.Ul([criterion(one, where) for one in found], className="checklist")


def criterion(one: CriterionResult, above: Where) -> Component:
    where = Where(above.patient_id, above.source, f"{above.name}-{one.id}")
    grounds = evidence.in_short(review_words.deciding(one))
    named = html.Span([one.words, *chips(one), html.Span(grounds, className="grounds") if grounds else None], className="criterion-words")
    head = html.Summary([state(one.status, since=review_words.since(one.status, one.since_on)), named])
    return html.Li(html.Details([head, html.Div(body(one, where), className="criterion-body")], id=f"criterion-{where.name}"))


def chips(one: CriterionResult) -> list[Any]:
    found = ["supports, decides nothing"] if one.role == "supporting" else []
    found += ["own reports"] if one.reported_by_patient else []
    return [part for said in found for part in (" ", html.Span(said, className="chip aside"))]


def body(one: CriterionResult, where: Where) -> list[Any]:
    return [
        html.P(f"{words.sentence(one.needs)}:") if one.needs else None,
        checklist(one.of, where) if one.of else None,
        evidence.entries(one.evidence, where.patient_id, where.name),
        html.P(f"What would settle it: {'; '.join(missing.words for missing in one.missing)}.") if one.missing else None,
        html.P(told, className="muted") if (told := " ".join(filter(None, [one.note, review_words.limit(one)]))) else None,
        html.P(one.source, className="source") if one.source != where.source else None,
    ]
