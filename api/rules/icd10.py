"""As much of ICD-10 as stops slips of the pen: the shape of a code, and its chapter beside the disease that is named. No table of codes is shipped."""

import re

from schemas.diagnoses import Disease

CODE = re.compile(r"[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?")
CANCER = re.compile(r"C|D0")  # malignant and in situ neoplasms


def fault_of_code(code: str, disease: Disease) -> str | None:
    if not CODE.fullmatch(code):
        return "An ICD-10 code looks like C50.9: a letter, two signs, and what follows after a point."
    if disease != "cancer" and CANCER.match(code):
        return f"{code} is a cancer's code. Change one of the two."
    if disease == "cancer" and not re.match(r"[CD]|Z85", code):
        return f"{code} isn't a cancer's code. Change one of the two."
    return None
