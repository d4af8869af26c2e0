"""Every number that the simulator stands on, by name. "clinical" is clinical.md's section, as docs/clinical.md cites it; whatever names no source is ours.

The shape (what is flat, what rises, when) is from the sources; most levels are ours, set so that the marginals in `marginals` agree with published ones. No number
here was chosen by how a rule of alerts fares on it.
"""

from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct, field

Share = Annotated[float, Meta(ge=0, le=1)]
Points = Annotated[float, Meta(ge=-10, le=10)]
Spread = Annotated[float, Meta(ge=0, le=10)]
Days = Annotated[float, Meta(gt=0, le=400)]
LARGEST_FILE = 100_000  # bytes


class ParametersRefused(ValueError):
    """A parameter file can't be used; the message says what to change."""


class Symptom(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One symptom's latent course, in points of 0-10 where 10 is worst.

    `level` is the mean before anything rises, `between` the SD from person to person. `in_90_days`, `in_30_days`, `in_last_week`: points added on average by the time
    of death, each beginning that long before (the recipe's b and c, clinical 4.5). `flares_a_month`: how often a flare begins. `relief`: points that treating it takes away.
    """

    level: Annotated[float, Meta(ge=-10, le=10)]
    between: Spread = 2.5
    in_90_days: Points = 0.0
    in_30_days: Points = 0.0
    in_last_week: Points = 0.0
    flares_a_month: Annotated[float, Meta(ge=0, le=15)] = 0.2
    relief: Annotated[float, Meta(ge=0, le=10)] = 1.5


def usual_symptoms() -> dict[str, Symptom]:
    """Levels near clinical 4.2 (Norwegian unit's admissions; Watanabe 2011). Flat: pain, nausea, depression, anxiety; the others rise, most in the last month (Seow 2011).
    In the last week depression falls, pain and nausea stay (Hui 2015)."""
    return {
        "pain": Symptom(level=3.0, between=2.8, flares_a_month=0.5, relief=2.0),
        "tiredness": Symptom(level=4.6, between=2.3, in_90_days=1.2, in_30_days=1.4, in_last_week=0.6),
        "nausea": Symptom(level=0.9, between=2.2, flares_a_month=0.3, relief=2.0),
        "drowsiness": Symptom(level=2.6, between=2.4, in_90_days=1.0, in_30_days=1.8, in_last_week=0.9),
        "lack_of_appetite": Symptom(level=4.1, between=2.9, in_90_days=1.0, in_30_days=1.2, in_last_week=0.6, relief=1.0),
        "shortness_of_breath": Symptom(level=2.0, between=2.8, in_90_days=0.7, in_30_days=1.2, in_last_week=0.5, flares_a_month=0.3),
        "depression": Symptom(level=2.0, between=2.5, in_last_week=-0.7, flares_a_month=0.15),
        "anxiety": Symptom(level=1.8, between=2.4, flares_a_month=0.25),
        "wellbeing": Symptom(level=3.9, between=2.3, in_90_days=0.9, in_30_days=1.3, in_last_week=0.6),
    }


class Noise(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How reports differ from the latent level: each person has an SD of their own between the two, and today's noise resembles yesterday's by `like_yesterday` (AR(1)).

    1.0 to 1.7: clinical 4.5 and 3.3 (Geeraerts 2026: 1.67 within a day, an upper bound for reports once a day). `like_yesterday`: ours.
    """

    least: Annotated[float, Meta(ge=0, le=4)] = 1.0
    most: Annotated[float, Meta(ge=0, le=4)] = 1.67
    like_yesterday: Annotated[float, Meta(ge=0, le=0.95)] = 0.3


class Flares(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An independent process (clinical 4.5). `height` is its mean in points, `height_spread` the SD; `days` the mean length; `rises_in` and `falls_in` the time constants. All ours."""

    height: Annotated[float, Meta(ge=0, le=10)] = 3.5
    height_spread: Spread = 1.2
    days: Days = 6.0
    rises_in: Days = 1.0
    falls_in: Days = 2.0


class Treatment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Care as usual, by people who notice without any rule: each day on which a symptom is severe (from 7) somebody treats it with the chance `a_day`; then its flare ends and
    it falls by its `relief` (SD a third of it), which wears off with the half-life `half_life`. All ours; the Norwegian unit's pain fell from 3.2 to 1.5 (clinical 4.2)."""

    a_day: Share = 0.12
    half_life: Days = 25.0
    works_in: Days = 2.0


class Answering(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether a report comes. `completion`: mean share of days answered while well (56 to 80 % daily: Daly 2020, RELIEF; clinical 4.5), `completion_spread` its SD between people.
    `in_last_month`: what is left of it at death; it falls from day 30 on (Judson 2013: no attrition before). `gaps_a_month` and `gap_days`: days in a row without a report.
    `when_severe`: the factor on days when some symptom is severe. `skipped`: single questions. `late`: reports that reach the team 12 to 48 hours later. The last five are ours."""

    completion: Share = 0.74
    completion_spread: Annotated[float, Meta(ge=0, le=0.3)] = 0.13
    in_last_month: Share = 0.75
    gaps_a_month: Annotated[float, Meta(ge=0, le=15)] = 0.4
    gap_days: Days = 3.0
    when_severe: Share = 0.95
    skipped: Share = 0.03
    late: Share = 0.03


class Proxy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Loss of self-report: the share still able 7 days and 1 day before death (80 and 39 %: Hui 2015, clinical 4.3), and 30 days before (ours); nobody gains it again. From then on
    `answers` of the patients have a relative who reports, `shift` points higher on average (SD `shift_spread` between relatives; ours)."""

    able_30_days: Share = 0.97
    able_7_days: Share = 0.80
    able_1_day: Share = 0.39
    answers: Share = 0.7
    shift: Points = 0.8
    shift_spread: Spread = 0.8


class Function(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """PPS by days before death (70, 55, 40, then 10 to 20: Seow 2011, clinical 4.1 and 4.5), `pps_spread` between people; `sudden` of them keep their PPS until `sudden_days` before
    death (10 to 15 %: clinical 4.5; the days: ours). Weight in kg and what is lost a month in per cent, before the last three months and in them: ours."""

    pps_180_days: Annotated[float, Meta(ge=10, le=100)] = 70.0
    pps_30_days: Annotated[float, Meta(ge=10, le=100)] = 55.0
    pps_7_days: Annotated[float, Meta(ge=10, le=100)] = 40.0
    pps_1_day: Annotated[float, Meta(ge=10, le=100)] = 15.0
    pps_spread: Annotated[float, Meta(ge=0, le=30)] = 7.0
    sudden: Share = 0.12
    sudden_days: Days = 10.0
    weight: Annotated[float, Meta(ge=30, le=150)] = 67.0
    weight_spread: Annotated[float, Meta(ge=0, le=40)] = 12.0
    loss_a_month: Annotated[float, Meta(ge=0, le=10)] = 0.7
    loss_in_last_90_days: Annotated[float, Meta(ge=0, le=10)] = 2.2


class Parameters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A synthetic cohort. `dies`: the share whose watched days end with their death; the others' end up to `ahead_days` before it. `together`: how much of the difference between
    people all symptoms share (correlation; set by the SD of the ESAS total, clinical 4.1: Cheung 2009). `course_spread`: SD of the factor by which people's rises differ; ours."""

    name: Annotated[str, Meta(min_length=1, max_length=80)] = "usual"
    dies: Share = 0.6
    ahead_days: Days = 365.0
    together: Share = 0.4
    course_spread: Annotated[float, Meta(ge=0, le=2)] = 0.5
    symptoms: Annotated[dict[str, Symptom], Meta(min_length=1, max_length=30)] = field(default_factory=usual_symptoms)
    noise: Noise = Noise()
    flares: Flares = Flares()
    treatment: Treatment = Treatment()
    answering: Answering = Answering()
    proxy: Proxy = Proxy()
    function: Function = Function()


USUAL = Parameters()


def read(path: Path) -> Parameters:
    """A TOML or JSON file; what it leaves out is as in USUAL. Raises ParametersRefused."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise ParametersRefused(f"{path} can't be read: {error.strerror}.") from error
    if len(text) > LARGEST_FILE:
        raise ParametersRefused(f"{path} is larger than {LARGEST_FILE:,} bytes. A parameter file holds a few dozen numbers.")
    if path.suffix not in (".toml", ".json"):
        raise ParametersRefused(f"{path} must end in .toml or .json.")
    try:
        found: Parameters = (msgspec.toml if path.suffix == ".toml" else msgspec.json).decode(text, type=Parameters)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ParametersRefused(f"{path}: {error}. Nothing was simulated.") from error
    if fault := fault_of(found):
        raise ParametersRefused(f"{path}: {fault} Nothing was simulated.")
    return found


def fault_of(p: Parameters) -> str | None:
    """What single ranges can't see."""
    if p.noise.most < p.noise.least:
        return f"noise.most ({p.noise.most:g}) is below noise.least ({p.noise.least:g})."
    if not p.proxy.able_1_day <= p.proxy.able_7_days <= p.proxy.able_30_days:
        return "proxy.able_30_days, able_7_days and able_1_day must fall in this order: nobody regains self-report."
    if not p.function.pps_1_day <= p.function.pps_7_days <= p.function.pps_30_days <= p.function.pps_180_days:
        return "function.pps_180_days, pps_30_days, pps_7_days and pps_1_day must not rise."
    unknown = sorted(set(p.symptoms) - set(USUAL.symptoms))
    return f"symptoms.{unknown[0]} is none of {', '.join(USUAL.symptoms)}." if unknown else None
