"""What changed over a span of days, in plain words: what was found then and now, and when. Nothing is weighed and nothing is foretold."""

from collections.abc import Iterator
from datetime import date, timedelta

from api.rules.changes import of_assessments, of_course, of_symptoms, of_wishes
from api.rules.changes.windows import Window
from schemas.changes import Change, Changes, Topic
from schemas.facts import Facts

DAYS = 90
ORDER: tuple[Topic, ...] = ("treatment", "disease", "function", "body", "signs", "events", "symptoms", "markers", "blood", "wishes", "needs")


def changes(facts: Facts, days: int = DAYS) -> Changes:
    window = Window(facts.today - timedelta(days=days), facts.today)
    return Changes(
        since_on=window.begins_on,
        until_on=window.ends_on,
        changed=in_order(changed(facts, window)),
        same=in_order(of_assessments.same(facts, window)),
        not_seen=of_assessments.not_seen(facts, window),
    )


def changed(facts: Facts, window: Window) -> Iterator[Change]:
    yield from of_course.changed(facts, window)
    yield from of_assessments.changed(facts, window)
    yield from of_assessments.happened(facts, window)
    yield from of_symptoms.changed(facts, window)
    yield from of_wishes.changed(facts, window)


def in_order(found: Iterator[Change]) -> list[Change]:
    """By topic, the newest first; it doesn't depend on the order of entry."""
    return sorted(sorted(found, key=lambda one: (newest(one), one.sentence), reverse=True), key=lambda one: ORDER.index(one.topic))


def newest(one: Change) -> date:
    return max((evidence.on for evidence in one.evidence), default=date.min)
