"""How an entry is said as evidence."""

from typing import Any

import pytest

from api.rules.record import said
from tests.api.rules.records import assessment


@pytest.mark.parametrize(
    ("kind", "value", "more", "words"),
    [
        ("weight", 62.3, {}, "Weight 62.3 kg"),
        ("weight", 120.5, {"unit": "lb", "amount": 54.65788}, "Weight 120.5 lb (54.66 kg)"),
        ("albumin", 24.96, {"unit": "g/L", "amount": 2.496}, "Albumin 24.96 g/L (2.496 g/dL)"),  # never rounded over a threshold that it lies under
        ("albumin", 25, {"unit": "g/L", "amount": 2.5, "comparator": "<"}, "Albumin <25 g/L (<2.5 g/dL)"),
        ("sodium", 140, {"unit": "mEq/L", "amount": 140}, "Sodium 140 mEq/L"),  # the same number
        ("platelets", 1_234_567, {"unit": "/µL", "amount": 1234.567}, "Platelets 1,234,567 /µL (1,235 10⁹/L)"),
        ("oedema", "present", {}, "Oedema: Yes"),
    ],
)
def test_a_converted_number_stands_in_both_units(kind: str, value: Any, more: dict[str, Any], words: str) -> None:
    assert said(assessment(kind, value, 3, **more)).words == words
