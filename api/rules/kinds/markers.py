"""Tumour markers. Units of activity are not converted: they are each laboratory's own. The upper limit stands beside the value, and the nadir is found among the values."""

from api.rules.kinds.shapes import laboratory, number

MOST = 100_000_000  # no slip of the pen can be told from a large tumour here; ours
ACTIVITY = number("U/mL", 0, MOST, {"kU/L": 1})
MASS = number("ng/mL", 0, MOST, {"µg/L": 1, "ng/dL": 0.01, "pg/mL": 0.001, "ng/L": 0.001})

KINDS = [
    laboratory("ca_125", "CA-125", ACTIVITY, "markers", loinc="10334-1"),
    laboratory("cea", "CEA", MASS, "markers", loinc="2039-6"),
    laboratory("psa", "PSA", MASS, "markers", loinc="2857-1"),
    laboratory("ca_19_9", "CA 19-9", ACTIVITY, "markers", loinc="24108-3"),
    laboratory("ca_15_3", "CA 15-3", ACTIVITY, "markers", loinc="6875-9"),
    laboratory("ca_27_29", "CA 27.29", ACTIVITY, "markers", loinc="17842-6"),
    laboratory("ca_72_4", "CA 72-4", ACTIVITY, "markers"),
    laboratory("afp", "AFP", MASS, "markers"),
    laboratory("beta_hcg", "Beta-hCG", number("IU/L", 0, MOST, {"mIU/mL": 1}), "markers"),
    laboratory("nse", "NSE", MASS, "markers"),
    laboratory("scc", "SCC antigen", MASS, "markers"),
    laboratory("chromogranin_a", "Chromogranin A", MASS, "markers"),
    laboratory("calcitonin", "Calcitonin", number("pg/mL", 0, MOST, {"ng/L": 1}), "markers"),
    laboratory("thyroglobulin", "Thyroglobulin", MASS, "markers"),
    laboratory("m_protein", "M protein", number("g/dL", 0, 20, {"g/L": 0.1}), "markers"),
]
