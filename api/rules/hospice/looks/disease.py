"""Diagnoses and the oncology course. A disease that isn't on record may still be there: then it is unknown."""

from datetime import date, timedelta

from api.rules.calendar import in_words, latest, span
from api.rules.hospice.asks import CancerKind, DaysIll, HasDisease, ProgressedUnderTreatment, SpreadOf
from api.rules.oncology.courses import PROGRESSION, evidence_of_line, evidence_of_status, is_firm
from api.rules.record import Found, Record, is_old, unknown
from schemas.diagnoses import Diagnosis
from schemas.disease_statuses import DiseaseStatus
from schemas.evidence import Evidence
from schemas.screenings import Missing
from schemas.treatment_lines import TreatmentLine

NO_CANCER = Missing(words="the cancer: no such diagnosis on record", noun="diagnosis")
SAID = {"none": "no distant metastases", "at_presentation": "distant metastases at presentation", "since": "distant metastases that came later"}


def evidence_of(one: Diagnosis, words: str = "") -> Evidence:
    return Evidence(noun="diagnosis", id=one.entry.id, on=one.observed_on, words=f"{one.words}{f': {words}' if words else ''}")


def spread(ask: SpreadOf, record: Record, age_days: int | None) -> Found:
    """A later scan with new metastases counts as 'since'."""
    cancer = record.disease("cancer")
    if cancer is None:
        return unknown(NO_CANCER)
    seen = [status for status in record.statuses if status.new_metastases]
    if "since" in ask.values and seen:
        return Found("met", [evidence_of_status(seen[-1])], [], seen[-1].observed_on)
    if cancer.metastases is None:
        return unknown(Missing(words="whether there are distant metastases, and since when", noun="diagnosis"), evidence=[evidence_of(cancer)])
    evidence = [evidence_of(cancer, SAID[cancer.metastases])]
    if cancer.metastases not in ask.values:
        return Found("not_met", evidence, [])
    known = cancer.metastatic_since_on if cancer.metastases == "since" else cancer.diagnosed_on
    return Found("met", evidence, [], span(known)[0] if known else cancer.observed_on)


def cancer_kind(ask: CancerKind, record: Record, age_days: int | None) -> Found:
    cancer = record.disease("cancer")
    if cancer is None:
        return unknown(NO_CANCER)
    if cancer.cancer is None:
        return unknown(Missing(words="which cancer it is", noun="diagnosis"), evidence=[evidence_of(cancer)])
    met = cancer.cancer in ask.cancers
    return Found("met" if met else "not_met", [evidence_of(cancer)], [], cancer.observed_on if met else None)


def has_disease(ask: HasDisease, record: Record, age_days: int | None) -> Found:
    found = [one for one in record.diagnoses if one.disease in ask.diseases and not (ask.besides and one.rank == "principal")]
    if found:
        return Found("met", [evidence_of(one) for one in found], [], min(one.observed_on for one in found))
    return unknown(Missing(words=f"{' or '.join(ask.diseases)}: none on record", noun="diagnosis"))


def days_ill(ask: DaysIll, record: Record, age_days: int | None) -> Found:
    one = record.disease(ask.disease)
    if one is None or one.diagnosed_on is None:
        return unknown(Missing(words=f"the day on which the {ask.disease} began", noun="diagnosis"), evidence=[evidence_of(one)] if one else [])
    first, last = span(one.diagnosed_on)
    ripe = timedelta(days=ask.at_least)
    if record.today - last >= ripe:
        return Found("met", [evidence_of(one)], [], last + ripe)
    if record.today - first < ripe:
        return Found("not_met", [evidence_of(one)], [])
    return unknown(Missing(words=f"the exact day on which the {ask.disease} began", noun="diagnosis"), evidence=[evidence_of(one)])


def progressed_under_treatment(ask: ProgressedUnderTreatment, record: Record, age_days: int | None) -> Found:
    """The newest assessment by more than a marker decides; or a line that was stopped because of progression, where nothing newer was seen."""
    judged = [status for status in record.statuses if is_firm(status) and status.status != "undetermined"]
    stopped = max((line for line in record.lines if line.stop_reason == "progression"), key=lambda line: (stop_of(line), line.entry.id), default=None)
    if stopped and not any(status.observed_on > stop_of(stopped) for status in judged):
        return stopped_for_progression(stopped, record, age_days)
    if not judged:
        return unknown(Missing(words="an assessment of the disease by more than a marker", noun="disease_status"))
    newest = judged[0]
    if is_old(newest.observed_on, record.today, age_days):
        return unknown(newer_than(newest.observed_on), evidence=[evidence_of_status(newest)])
    if newest.status not in PROGRESSION:
        return Found("not_met", [evidence_of_status(newest)], [])
    line = line_before(newest, record)
    if line is None:
        return unknown(Missing(words="the treatment that was given before it progressed", noun="treatment_line"), evidence=[evidence_of_status(newest)])
    return Found("met", [evidence_of_status(newest), evidence_of_line(line)], [], first_of_run(judged).observed_on)


def stop_of(line: TreatmentLine) -> date:
    """The last day that it may have been given; where that isn't known, the day on which somebody said that it was stopped."""
    return latest(line.stopped_on, line.observed_on) if line.stopped_on else line.observed_on


def stopped_for_progression(line: TreatmentLine, record: Record, age_days: int | None) -> Found:
    if is_old(stop_of(line), record.today, age_days):
        return unknown(newer_than(stop_of(line)), evidence=[evidence_of_line(line)])
    return Found("met", [evidence_of_line(line)], [], stop_of(line))


def newer_than(day: date) -> Missing:
    return Missing(words=f"a newer assessment of the disease than of {in_words(day)}", noun="disease_status")


def line_before(status: DiseaseStatus, record: Record) -> TreatmentLine | None:
    """The newest line that surely began by then, or that the status names."""
    begun = [line for line in record.lines if line.state != "planned" and line.started_on and span(line.started_on)[1] <= status.observed_on]
    named = [line for line in record.lines if line.entry.first_id == status.treatment_line_id]
    return max([*named, *begun], key=lambda line: (line in named, span(line.started_on)[0] if line.started_on else line.observed_on, line.entry.id), default=None)


def first_of_run(judged: list[DiseaseStatus]) -> DiseaseStatus:
    first = judged[0]
    for status in judged:
        if status.status not in PROGRESSION:
            break
        first = status
    return first
