"""The shapes that cases of criteria have: what on record makes one met, what not met, what is too old, and what lies outside the span that it looks at.

A case stands exactly at the limit of age and of the threshold, and its counterpart one day or one step beyond. TODAY is 2 March 2026: six months before is
181 days ago, three months 90, twelve months 365. Where nothing on record can ever say no, `not_met` is null; where age doesn't matter, `old` is.
"""

from typing import Any, NamedTuple

from tests.api.rules.records import assessment, course, diagnosis, line, preference, status

PARTS = ("ambulation", "continence", "transfer", "dressing", "feeding", "bathing")


class Case(NamedTuple):
    met: list[Any]
    not_met: list[Any] | None
    old: list[Any] | None
    outside: list[Any] | None = None


def newest(kind: str, yes: Any, no: Any, age: int | None, **more: Any) -> Case:
    """The newest entry decides, as old as it may be; one day older, it counts no more."""
    days = 5 if age is None else age
    old = None if age is None else [assessment(kind, yes, age + 1, **more)]
    return Case([assessment(kind, yes, days, **more)], [assessment(kind, no, days, **more)], old)


def sign(kind: str, age: int, yes: str = "present") -> Case:
    return newest(kind, yes, "absent", age)


def happened(kind: str, word: str, age: int | None, times: int = 1) -> Case:
    """Events of which the oldest is as old as it may be. Too old: that one a day older."""
    oldest = 2000 if age is None else age
    others = [assessment(kind, word, 3) for _ in range(times - 1)]
    return Case([assessment(kind, word, oldest), *others], None, None if age is None else [assessment(kind, word, age + 1), *others])


def changed(kind: str, then: float, yes: float, no: float, age: int, before: int) -> Case:
    """The newest as old as it may be, against one as long before it as may be."""
    far, near = [assessment(kind, then, age + before)], [assessment(kind, then, age + 1 + 28)]
    outside = [assessment(kind, then, age + before + 6), assessment(kind, yes, age)]
    return Case([*far, assessment(kind, yes, age)], [*far, assessment(kind, no, age)], [*near, assessment(kind, yes, age + 1)], outside)


def adls(days: int, *helped: str, unseen: tuple[str, ...] = ()) -> Any:
    parts = {part: "needs_help" if part in helped else "independent" for part in PARTS if part not in unseen}
    return assessment("adls", None, days, parts=parts)


def needing(age: int, *helped: str) -> Case:
    return Case([adls(age, *helped)], [adls(age, *helped[1:])], [adls(age + 1, *helped)])


def more_help(age: int) -> Case:
    before = [adls(age + 150, "bathing"), adls(age, "bathing")]
    return Case([adls(age + 181), adls(age, "bathing")], before, [adls(age + 31), adls(age + 1, "bathing")], [adls(age + 186), adls(age, "bathing")])


def ulcers(age: int, enough: int) -> Case:
    def found(count: int, days: int) -> list[Any]:
        return [assessment("pressure_ulcers", None, days, parts={"stage_3": count - 1, "stage_4": 1} if count else {"stage_3": 0, "stage_4": 0})]

    return Case(found(enough, age), found(enough - 1, age), found(enough, age + 1))


def reported(item: str, enough: int, too_little: int) -> Case:
    """Five reports over the last 14 days, of which the newest is today's. Too old: the same a week earlier, so that too few are left."""
    days = (13, 10, 7, 3, 0)
    good = [(one, enough) for one in days]
    outside = [course(item, (14, enough), *good[1:])]
    return Case([course(item, *good)], [course(item, *good[:-1], (0, too_little))], [course(item, *((one + 7, enough) for one in days))], outside)


def visits(kind: str, word: str, days: int) -> Case:
    """Two in so many days against one before; the third counts on the first of them. Too old: all of them before both spans."""
    before = assessment(kind, word, days)
    two = [assessment(kind, word, days - 1), assessment(kind, word, 1)]
    return Case([before, *two], [before, two[1]], [assessment(kind, word, 2 * days), assessment(kind, word, 2 * days + 1)])


def weight(percent: float, age: int, months: int, *, over: bool = False) -> Case:
    window = {3: 92, 6: 181}[months]
    lost = 100 - percent
    yes, no = (lost - 0.1, lost) if over else (lost, lost + 0.1)
    return Case(
        [assessment("weight", 100, age + window - 4), assessment("weight", yes, age)],
        [assessment("weight", 100, age + window - 4), assessment("weight", no, age)],
        [assessment("weight", 100, age + 60), assessment("weight", yes, age + 1)],
        [assessment("weight", 100, age + window + 6), assessment("weight", yes, age)],
    )


def wished(topic: Any, yes: str, no: str) -> Case:
    return Case([preference(topic, yes, 900)], [preference(topic, no, 900)], None)


def spread(yes: Any, no: Any) -> Case:
    return Case([diagnosis("cancer", metastases=yes)], [diagnosis("cancer", metastases=no)], None)


def ill_with(disease: Any) -> Case:
    return Case([diagnosis(disease, rank="other")], None, None)


def progressed() -> Case:
    def seen(value: Any, days: int) -> list[Any]:
        return [line(500), status(value, days)]

    return Case(seen("progressive_disease", 180), seen("stable_disease", 180), seen("progressive_disease", 181))


def blood_pressure() -> Case:
    def measured(systolic: int, days: int) -> list[Any]:
        return [assessment("blood_pressure", None, days, parts={"systolic": systolic, "diastolic": 50})]

    return Case(measured(89, 30), measured(90, 30), measured(89, 31))


def body_mass(yes: float, no: float) -> Case:
    """At 2 m, so that a quarter of the weight is the index."""

    def weighed(kilograms: float, days: int) -> list[Any]:
        return [assessment("height", 200, 900), assessment("weight", kilograms, days)]

    return Case(weighed(yes, 60), weighed(no, 60), weighed(yes, 61))


def worsened() -> Case:

    def reports(score: int, shift: int = 0, first: int = 103) -> list[Any]:
        now, then = (13, 6, 0), (first, 97, 90)
        return [course("fatigue", *((days + shift, score) for days in now), *((days + shift, 3) for days in then))]

    return Case(reports(5), reports(4), reports(5, 14), reports(5, first=104))


def viral_load() -> Case:
    def results(count: int, apart: int, days: int) -> list[Any]:
        return [assessment("hiv_viral_load", count, days + apart), assessment("hiv_viral_load", count, days)]

    return Case(results(100_001, 30, 180), results(100_000, 30, 180), results(100_001, 30, 181), results(100_001, 29, 180))


def lung_function() -> Case:
    """A litre, and 0.021 less half a year later (0.042 a year); or 0.019."""
    return Case(
        [assessment("fev1", 1.0, 365 + 183), assessment("fev1", 0.979, 365)],
        [assessment("fev1", 1.0, 365 + 183), assessment("fev1", 0.981, 365)],
        [assessment("fev1", 1.0, 366 + 183), assessment("fev1", 0.5, 366)],
        [assessment("fev1", 1.0, 365 + 181), assessment("fev1", 0.5, 365)],
    )


def viscera(kind: str) -> Case:
    return newest(kind, "refractory", "present", 180)
