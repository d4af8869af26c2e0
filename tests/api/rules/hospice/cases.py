"""For every single criterion of every section: what on record makes it met, what not met, and what is too old. Numbers are written here anew, not read from the packs.

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
    return Case([*far, assessment(kind, yes, age)], [*far, assessment(kind, no, age)], [*near, assessment(kind, yes, age + 1)])


def adls(days: int, *helped: str, unseen: tuple[str, ...] = ()) -> Any:
    parts = {part: "needs_help" if part in helped else "independent" for part in PARTS if part not in unseen}
    return assessment("adls", None, days, parts=parts)


def needing(age: int, *helped: str) -> Case:
    return Case([adls(age, *helped)], [adls(age, *helped[1:])], [adls(age + 1, *helped)])


def more_help(age: int) -> Case:
    return Case([adls(age + 181), adls(age, "bathing")], [adls(age + 150, "bathing"), adls(age, "bathing")], [adls(age + 31), adls(age + 1, "bathing")])


def ulcers(age: int, enough: int) -> Case:
    def found(count: int, days: int) -> list[Any]:
        return [assessment("pressure_ulcers", None, days, parts={"stage_3": count - 1, "stage_4": 1} if count else {"stage_3": 0, "stage_4": 0})]

    return Case(found(enough, age), found(enough - 1, age), found(enough, age + 1))


def reported(item: str, enough: int, too_little: int) -> Case:
    """Five reports over the last 14 days, of which the newest is today's. Too old: the same a week earlier, so that too few are left."""
    days = (13, 10, 7, 3, 0)
    good = [(one, enough) for one in days]
    return Case([course(item, *good)], [course(item, *good[:-1], (0, too_little))], [course(item, *((one + 7, enough) for one in days))])


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
    now, then = (12, 6, 0), (102, 97, 91)

    def reports(score: int, shift: int = 0) -> list[Any]:
        return [course("fatigue", *((days + shift, score) for days in now), *((days + shift, 3) for days in then))]

    return Case(reports(5), reports(4), reports(5, 14))


def viral_load() -> Case:
    def results(count: int, apart: int, days: int) -> list[Any]:
        return [assessment("hiv_viral_load", count, days + apart), assessment("hiv_viral_load", count, days)]

    return Case(results(100_001, 30, 180), results(100_000, 30, 180), results(100_001, 30, 181))


def lung_function() -> Case:
    """A litre, and 0.021 less half a year later (0.042 a year); or 0.019."""
    return Case(
        [assessment("fev1", 1.0, 365 + 183), assessment("fev1", 0.979, 365)],
        [assessment("fev1", 1.0, 365 + 183), assessment("fev1", 0.981, 365)],
        [assessment("fev1", 1.0, 366 + 183), assessment("fev1", 0.5, 366)],
    )


def viscera(kind: str) -> Case:
    return newest(kind, "refractory", "present", 180)


CASES: dict[str, Case] = {
    "decline/infections": happened("infection", "pneumonia", 181, times=2),
    "decline/inanition/weight/weight_loss": weight(10, 60, 6),
    "decline/inanition/weight/not_reversible": newest("weight_loss_reversible", "absent", "present", 180),
    "decline/inanition/arm": changed("mid_arm_circumference", 20, 19, 19.1, 90, 180),
    "decline/inanition/clothes": sign("loose_clothes", 90),
    "decline/inanition/albumin_cholesterol": changed("albumin", 4, 3.6, 3.7, 90, 180),
    "decline/swallowing/dysphagia": sign("dysphagia", 90),
    "decline/swallowing/consequence/aspiration": newest("dysphagia", "aspiration", "present", 90),
    "decline/swallowing/consequence/intake": sign("inadequate_intake", 90),
    "decline/swallowing/consequence/oral_intake": newest("oral_intake", "severely_reduced", "moderately_reduced", 30),
    "decline/swallowing/appetite_reported": reported("lack_of_appetite", 7, 6),
    "decline/dyspnoea/short_of_breath/dyspnoea_seen": sign("dyspnoea", 30),
    "decline/dyspnoea/short_of_breath/dyspnoea_at_rest": sign("dyspnoea_at_rest", 30),
    "decline/dyspnoea/short_of_breath/dyspnoea_reported": reported("breathlessness", 4, 3),
    "decline/dyspnoea/respiratory_rate": changed("respiratory_rate", 16, 20, 19, 30, 89),
    "decline/cough": sign("intractable_cough", 60),
    "decline/nausea/nausea_seen": sign("nausea_resists_treatment", 60),
    "decline/nausea/nausea_reported": reported("nausea", 4, 3),
    "decline/diarrhoea": sign("intractable_diarrhoea", 60),
    "decline/pain/pain_seen": sign("pain_resists_treatment", 60),
    "decline/pain/pain_reported": reported("pain", 4, 3),
    "decline/blood_pressure/systolic": blood_pressure(),
    "decline/blood_pressure/postural": sign("postural_hypotension", 60),
    "decline/ascites": sign("ascites", 90),
    "decline/obstruction": sign("vessel_obstruction", 180),
    "decline/oedema": sign("oedema", 60),
    "decline/effusion/pleural": sign("pleural_effusion", 90),
    "decline/effusion/pericardial": sign("pericardial_effusion", 90),
    "decline/weakness/weakness_seen": sign("weakness", 60),
    "decline/weakness/fatigue_reported": reported("fatigue", 7, 6),
    "decline/consciousness": newest("consciousness", "confused", "full", 30),
    "decline/gases/pco2": changed("pco2", 40, 45, 44.9, 90, 180),
    "decline/gases/po2": changed("po2_room_air", 70, 65, 65.1, 90, 180),
    "decline/gases/saturation": changed("spo2_room_air", 95, 91, 91.1, 90, 180),
    "decline/chemistry/calcium": changed("calcium", 9.5, 10.5, 10.4, 90, 180),
    "decline/chemistry/creatinine": changed("creatinine", 1, 1.3, 1.29, 90, 180),
    "decline/chemistry/liver_values": changed("bilirubin", 1, 1.5, 1.49, 90, 180),
    "decline/markers": changed("cea", 100, 125, 124.9, 90, 180),
    "decline/electrolytes/sodium": changed("sodium", 140, 135, 135.1, 90, 180),
    "decline/electrolytes/potassium": changed("potassium", 4, 4.5, 4.4, 90, 180),
    "decline/performance": changed("pps", 70, 50, 60, 60, 180),
    "decline/fast": changed("fast", "6e", "7a", "6e", 180, 180),  # type: ignore[arg-type]
    "decline/adls": more_help(90),
    "decline/ulcers": ulcers(60, 1),
    "decline/visits": visits("emergency_visit", "sent_home", 90),
    "baseline/performance": newest("pps", 60, 70, 60),
    "baseline/adls": needing(90, "bathing", "dressing"),
    "baseline/comorbidities": ill_with("diabetes"),
    "cancer/at_presentation": spread("at_presentation", "none"),
    "cancer/progressed/metastatic_since": spread("since", "none"),
    "cancer/progressed/course/in_spite_of_treatment": progressed(),
    "cancer/progressed/course/declines_treatment": wished("disease_directed_treatment", "none", "selected"),
    "cancer/poor_prognosis": Case([diagnosis("cancer", cancer="pancreas")], [diagnosis("cancer", cancer="other")], None),
    "heart/treated": newest("heart_treatment", "declined", "not_optimal", 180),
    "heart/nyha": newest("nyha", "IV", "III", 180),
    "heart/ejection_fraction": newest("ejection_fraction", 20, 21, 730),
    "heart/arrhythmia": sign("resistant_arrhythmia", 365),
    "heart/events": happened("heart_event", "syncope", None),
    "heart/hiv": ill_with("hiv"),
    "pulmonary/dyspnoea": sign("dyspnoea_at_rest", 90),
    "pulmonary/bronchodilators": newest("bronchodilator_response", "poor", "responsive", 180),
    "pulmonary/progression": visits("hospital_admission", "unplanned", 180),
    "pulmonary/gases/po2": newest("po2_room_air", 55, 56, 90),
    "pulmonary/gases/saturation": newest("spo2_room_air", 88, 89, 90),
    "pulmonary/gases/pco2": newest("pco2", 50, 49, 90),
    "pulmonary/fev1": newest("fev1_percent", 29, 30, 365),
    "pulmonary/fev1_fall": lung_function(),
    "pulmonary/cor_pulmonale": sign("cor_pulmonale", 365),
    "pulmonary/weight_loss": weight(10, 60, 6, over=True),
    "pulmonary/heart_rate": newest("heart_rate", 101, 100, 30),
    "dementia/fast": newest("fast", "7a", "6e", 180),
    "dementia/help": needing(90, "ambulation", "dressing", "bathing"),
    "dementia/continence": needing(90, "continence"),
    "dementia/speech": newest("speech", "few_words", "meaningful", 180),
    "dementia/complications/aspiration_pneumonia": happened("infection", "aspiration_pneumonia", 365),
    "dementia/complications/pyelonephritis": happened("infection", "pyelonephritis", 365),
    "dementia/complications/sepsis": happened("infection", "sepsis", 365),
    "dementia/complications/ulcers": ulcers(365, 2),
    "dementia/complications/fever": happened("infection", "fever_after_antibiotics", 365),
    "dementia/complications/nutrition/intake": sign("inadequate_intake", 180),
    "dementia/complications/nutrition/measure/weight_loss": weight(10, 60, 6),
    "dementia/complications/nutrition/measure/albumin": newest("albumin", 2.4, 2.5, 90),
    "liver/clotting/inr": newest("inr", 1.6, 1.5, 90),
    "liver/clotting/prothrombin_time": newest("prothrombin_time_over_control", 5.1, 5, 90),
    "liver/albumin": newest("albumin", 2.4, 2.5, 90),
    "liver/complications/ascites": viscera("ascites"),
    "liver/complications/peritonitis": happened("infection", "spontaneous_bacterial_peritonitis", None),
    "liver/complications/hepatorenal": sign("hepatorenal_syndrome", 180),
    "liver/complications/encephalopathy": viscera("hepatic_encephalopathy"),
    "liver/complications/bleeding": happened("variceal_bleed", "again", None),
    "renal/no_dialysis/stopped": newest("dialysis", "stopped", "haemodialysis", None),
    "renal/no_dialysis/not_sought/declines_dialysis": wished("dialysis", "declined", "for_a_time"),
    "renal/no_dialysis/not_sought/no_transplant": newest("transplant", "not_candidate", "listed", None),
    "renal/failure/clearance": newest("creatinine_clearance", 9.9, 15, 90),
    "renal/failure/clearance_with_heart_failure/heart_failure": ill_with("heart"),
    "renal/failure/clearance_with_heart_failure/clearance": newest("creatinine_clearance", 14.9, 20, 90),
    "renal/failure/creatinine": newest("creatinine", 8.1, 6, 90),
    "renal/failure/signs/hepatorenal": sign("hepatorenal_syndrome", 90),
    "renal/failure/signs/potassium": newest("potassium", 7.1, 7, 30),
    "stroke/performance": newest("kps", 40, 50, 60),
    "stroke/nutrition/weight_loss_6": weight(10, 60, 6, over=True),
    "stroke/nutrition/weight_loss_3": weight(7.5, 60, 3, over=True),
    "stroke/nutrition/albumin": newest("albumin", 2.4, 2.5, 90),
    "stroke/nutrition/aspiration": newest("dysphagia", "aspiration", "present", 90),
    "stroke/nutrition/intake/inadequate": sign("inadequate_intake", 90),
    "stroke/nutrition/intake/not_fed": newest("feeding", "none", "tube", 90),
    "coma/day_three": Case([diagnosis("coma", diagnosed_on="2026-02-28")], [diagnosis("coma", diagnosed_on="2026-03-01")], None),
    "coma/signs/brainstem": newest("brainstem_response", "abnormal", "normal", 7),
    "coma/signs/verbal": newest("verbal_response", "absent", "present", 7),
    "coma/signs/withdrawal": newest("withdrawal_to_pain", "absent", "present", 7),
    "coma/signs/creatinine": newest("creatinine", 1.6, 1.5, 7),
    "hiv/blood/cd4": newest("cd4", 24, 25, 180),
    "hiv/blood/viral_load": viral_load(),
    "hiv/condition": happened("hiv_condition", "wasting", None),
    "hiv/performance": newest("pps", 50, 60, 60),
    "hiv/albumin": newest("albumin", 2.4, 2.5, 90),
    "als/breathing/vital_capacity": newest("vital_capacity_percent", 29, 30, 365),
    "als/breathing/dyspnoea": sign("dyspnoea_at_rest", 365),
    "als/breathing/oxygen": newest("oxygen_need", "rest", "night", 365),
    "als/breathing/declines_ventilation": wished("ventilation", "declined", "mask_only"),
    "als/nutrition/rapid": sign("rapid_progression", 365),
    "als/nutrition/critical": sign("critical_nutrition", 365),
    "als/complications/rapid": sign("rapid_progression", 365),
    "als/complications/complication/aspiration_pneumonia": happened("infection", "aspiration_pneumonia", 365, times=2),
    "als/complications/complication/pyelonephritis": happened("infection", "pyelonephritis", 365),
    "als/complications/complication/sepsis": happened("infection", "sepsis", 365),
    "als/complications/complication/fever": happened("infection", "fever_after_antibiotics", 365),
    "als/complications/complication/ulcers": ulcers(365, 2),
    "failure_to_thrive/body_mass": body_mass(87.9, 88),
    "failure_to_thrive/no_feeding": wished("artificial_nutrition", "declined", "wanted"),
    "failure_to_thrive/performance": newest("pps", 40, 50, 60),
    "clinical_decline/admissions": happened("hospital_admission", "unplanned", 181, times=2),
    "clinical_decline/weight/weight_loss": weight(5, 60, 6),
    "clinical_decline/weight/body_mass": body_mass(79.9, 80),
    "clinical_decline/poor_performance": newest("akps", 50, 60, 60),
    "clinical_decline/performance": changed("akps", 70, 50, 60, 60, 180),
    "clinical_decline/adls": more_help(90),
    "clinical_decline/worse": worsened(),
    "clinical_decline/phase": newest("phase", "deteriorating", "unstable", 30),
    "clinical_cancer/metastatic/metastases": spread("since", "none"),
    "clinical_cancer/metastatic/progressed": progressed(),
    "clinical_cancer/performance": newest("pps", 40, 50, 60),
    "clinical_cancer/symptoms/pain": sign("pain_resists_treatment", 60),
    "clinical_cancer/symptoms/nausea": sign("nausea_resists_treatment", 60),
    "clinical_cancer/symptoms/reported": reported("pain", 7, 6),
}
