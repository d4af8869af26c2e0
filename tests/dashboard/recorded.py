"""Material for what is recorded: facts, kinds and questions as the API's own rules have them, and what stands in a form's fields."""

from typing import Any

from api.rules import changes, kinds, oncology, wishes
from dashboard.cards.visit import Desk
from schemas.courses import Course
from schemas.facts import Facts
from tests.api.rules.records import facts

KINDS = kinds.KINDS
QUESTIONS = list(wishes.QUESTIONS.values())
DAY = "2026-03-02"


def fields(form: str, values: dict[tuple[str, str], Any], units: dict[str, str] | None = None, sure: tuple[str, ...] = ()) -> list[list[Any]]:
    def ids(what: str, places: Any) -> list[dict[str, str]]:
        return [{"type": f"finding-{what}", "form": form, "kind": kind, "part": part} for kind, part in places]

    named = [(kind, "") for kind in units or {}]
    asked = [("weight", "")]
    return [list(values.values()), ids("value", values), list((units or {}).values()), ids("unit", named), [], [], ["weight" in sure], ids("sure", asked)]


def stands(*entries: Any, **more: Any) -> Facts:
    found = facts(*entries)
    return facts(*entries, **{"unasked": wishes.unasked(found.preferences), **more})


def desk(*entries: Any, wanted: str | None = None) -> Desk:
    return Desk(KINDS, stands(*entries), wanted)


def course_of(*entries: Any, **more: Any) -> Course:
    """As GET /v1/patients/{id}/course brings it."""
    found = stands(*entries)
    from_rules = {
        "responses": oncology.of_facts.responses(found),
        "derivations": oncology.of_facts.derivations(found),
        "markers": oncology.marker_courses.marker_courses(found),
        "changes": changes.changes(found),
    }
    return Course(**{"facts": found, "since_on": None, "kinds": [kind for kind in kinds.ALL if kind.id in found.assessments], **from_rules, **more})
