"""The conditions that hospice criteria for HIV name (reproductions of L34538 and L33393; docs/hospice.md)."""

from api.rules.kinds.shapes import words
from schemas.assessments import Kind

KINDS = [
    Kind(
        id="hiv_condition",
        label="Condition of HIV disease",
        group="infections_and_admissions",
        value=words(
            cns_lymphoma="Lymphoma of the brain",
            wasting="Wasting that isn't treated or resists treatment",
            mac_bacteraemia="MAC bacteraemia that isn't treated or resists treatment",
            leukoencephalopathy="Progressive multifocal leukoencephalopathy",
            systemic_lymphoma="Systemic lymphoma with a partial response",
            visceral_kaposi="Kaposi's sarcoma of inner organs that resists treatment",
            renal_failure="Renal failure without dialysis",
            cryptosporidium="Cryptosporidium infection",
            toxoplasmosis="Toxoplasmosis that resists treatment",
        ),
        definition="How much wasting is meant differs between sources (10 % or 33 % of lean mass), so a clinician says it.",
        happens=True,
    ),
]
