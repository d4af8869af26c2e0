from api.rules.kinds.shapes import sign, words
from schemas.assessments import Kind

STAGES = ("1", "2", "3", "4", "5", "6a", "6b", "6c", "6d", "6e", "7a", "7b", "7c", "7d", "7e", "7f")  # in the order of the scale

KINDS = [
    Kind(id="fast", label="FAST stage", group="nervous_system", value=words(**{stage: stage for stage in STAGES}), definition="Functional Assessment Staging."),
    Kind(
        id="speech",
        label="Speech",
        group="nervous_system",
        value=words(meaningful="Meaningful", few_words="Six words or fewer", none="None that means something"),
        definition="Consistently meaningful speech, as dementia criteria ask for it.",
    ),
    Kind(id="brainstem_response", label="Brainstem response", group="nervous_system", value=words(normal="Normal", abnormal="Abnormal")),
    Kind(id="verbal_response", label="Verbal response", group="nervous_system", value=words(present="Yes", absent="No")),
    Kind(id="withdrawal_to_pain", label="Withdraws from pain", group="nervous_system", value=words(present="Yes", absent="No")),
    sign("rapid_progression", "Rapid progression of ALS", "Within the last 12 months, as ALS criteria ask for it.", group="nervous_system"),
    sign("critical_nutrition", "Critically impaired nutrition", group="nervous_system"),
]
