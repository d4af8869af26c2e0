"""Laboratory values other than markers. Factors between mass and amount are those of the molar masses (creatinine 113.12, bilirubin 584.66, calcium 40.08,
cholesterol 386.65, urea nitrogen 28.01 g/mol); WBC and cell counts are of 10⁹/L."""

from api.rules.kinds.shapes import laboratory, number

PER_ML = 0.001
CELLS = {"/nL": 1.0, "10³/µL": 1.0, "/µL": PER_ML}

KINDS = [
    laboratory("albumin", "Albumin", number("g/dL", 0.5, 7, {"g/L": 0.1})),
    laboratory("prealbumin", "Prealbumin", number("mg/dL", 0.5, 80, {"mg/L": 0.1, "g/L": 100})),
    laboratory("cholesterol", "Cholesterol", number("mg/dL", 20, 1200, {"mmol/L": 38.665})),
    laboratory("creatinine", "Creatinine", number("mg/dL", 0.05, 40, {"µmol/L": 0.011312})),
    laboratory("creatinine_clearance", "Creatinine clearance", number("mL/min", 0, 250, {"mL/s": 60})),
    laboratory("egfr", "eGFR", number("mL/min/1.73m²", 0, 200)),
    laboratory("urea_nitrogen", "Urea nitrogen", number("mg/dL", 1, 350, {"mmol/L": 2.801}), definition="BUN. In mmol/L: urea."),
    laboratory("inr", "INR", number("INR", 0.5, 25)),
    laboratory("prothrombin_time_over_control", "Prothrombin time over control", number("s", -10, 200)),
    laboratory("crp", "CRP", number("mg/L", 0, 800, {"mg/dL": 10})),
    laboratory("wbc", "White blood cells", number("10⁹/L", 0, 700, CELLS)),
    laboratory("lymphocyte_percent", "Lymphocytes, % of white cells", number("%", 0, 100)),
    laboratory("lymphocytes", "Lymphocytes", number("10⁹/L", 0, 700, CELLS)),
    laboratory("neutrophils", "Neutrophils", number("10⁹/L", 0, 200, CELLS)),
    laboratory("platelets", "Platelets", number("10⁹/L", 0, 3000, CELLS)),
    laboratory("haemoglobin", "Haemoglobin", number("g/dL", 1.5, 25, {"g/L": 0.1, "mmol/L": 1.6114})),
    laboratory("bilirubin", "Bilirubin, total", number("mg/dL", 0, 80, {"µmol/L": 0.058466})),
    laboratory("alt", "ALT", number("U/L", 0, 20000, {"µkat/L": 60})),
    laboratory("ast", "AST", number("U/L", 0, 20000, {"µkat/L": 60})),
    laboratory("alkaline_phosphatase", "Alkaline phosphatase", number("U/L", 0, 10000, {"µkat/L": 60})),
    laboratory("ldh", "LDH", number("U/L", 0, 50000, {"µkat/L": 60})),
    laboratory("calcium", "Calcium, total", number("mg/dL", 3, 25, {"mmol/L": 4.008})),
    laboratory("sodium", "Sodium", number("mmol/L", 90, 200, {"mEq/L": 1})),
    laboratory("potassium", "Potassium", number("mmol/L", 1, 12, {"mEq/L": 1})),
    laboratory("nt_probnp", "NT-proBNP", number("pg/mL", 0, 1_000_000, {"ng/L": 1, "pmol/L": 8.457})),
    laboratory("cd4", "CD4 cells", number("/µL", 0, 10000, {"10⁶/L": 1, "10⁹/L": 1000})),
    laboratory("hiv_viral_load", "HIV viral load", number("copies/mL", 0, 1e9)),
]
