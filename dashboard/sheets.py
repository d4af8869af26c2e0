"""Which form a fact is written or corrected in, and what stands in it when it opens."""

from typing import Any, NamedTuple
from uuid import UUID

from dashboard import cards, facts, records
from dashboard.cards import fact_forms
from dashboard.cards.fact_fields import Field, Rows, fields_of
from dashboard.client import Refused, api
from dashboard.records import Fact
from schemas.entries import Noun
from schemas.facts import Facts
from schemas.preferences import Preference

GONE = "This has been changed meanwhile. The page shows what stands now."
BESIDE_FINDINGS = [fact_forms.known("Found on"), fact_forms.BY, fact_forms.NOTE]


class Asked(NamedTuple):
    """What a form is about. `about`: the kind of a finding, the topic of a wish, the measurement whose imaging a status tells of. `corrects`: what stands and is changed."""

    noun: Noun
    about: str
    stands: Facts
    corrects: Fact | None


class Sheet(NamedTuple):
    form: list[Field | Rows]
    values: dict[str, Any]

    @property
    def fields(self) -> dict[str, Field]:
        return fields_of(self.form)


async def asked(about: dict[str, Any], noun: Noun, topic: str, corrects: str | None) -> Asked:
    """Raises Refused where what is to be corrected no longer stands."""
    stands = await records.facts(UUID(about["id"]))
    stored = next((one for one in cards.recorded.of(stands, noun) if str(one.entry.id) == corrects), None)
    if corrects and stored is None:
        raise Refused(409, GONE)
    return Asked(noun, stored.topic if isinstance(stored, Preference) else topic, stands, stored)


async def sheet(one: Asked) -> Sheet:
    values = facts.values_of(one.corrects) if one.corrects else blank(one)
    form = [part if isinstance(part, Field) else part.widened(values) for part in await form_of(one)]
    return Sheet(form, {name: facts.shown(field, values.get(name)) for name, field in fields_of(form).items()})


def blank(one: Asked) -> dict[str, Any]:
    """Lesions are measured again: the same ones, without their sizes. The first measurement is the baseline, the first diagnosis the principal one."""
    usual = fact_forms.BLANK.get(one.noun, {})
    if one.noun == "diagnosis" and one.stands.principal:
        return {**usual, "rank": "other"}
    if one.noun == "disease_status":
        return usual | of_imaging(one)
    if one.noun != "measurement":
        return usual
    if not one.stands.measurements:
        return {**usual, "baseline": True}
    return {**usual, **{name: value for name, value in facts.values_of(one.stands.measurements[0]).items() if name.startswith("targets.") and not name.endswith("_mm")}}


def of_imaging(one: Asked) -> dict[str, Any]:
    """Of the measured lesions that it is about: how and on which day they were measured."""
    measured = next((each for each in one.stands.measurements if str(each.entry.id) == one.about), None)
    return {name: value for name, value in facts.values_of(measured).items() if name in ("method", "observed_on", "treatment_line_id")} if measured else {}


async def form_of(one: Asked) -> fact_forms.Form:
    if one.noun == "assessment":
        return BESIDE_FINDINGS
    if one.noun == "preference":
        return fact_forms.preference(next(question for question in await records.questions() if question.topic == one.about))
    if one.noun == "need":
        return fact_forms.need(await api().team())
    return fact_forms.OF_FACTS[one.noun](one.stands)
