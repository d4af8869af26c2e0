"""What reads like a dose is seen, in three languages and however it is typed; what a nurse says otherwise is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.doses import dose_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Please take 10 mg now", "10 mg"),
        ("10mg", "10mg"),
        ("the 5-mg ones", "5-mg"),
        ("2.5 MG", "2.5 MG"),
        ("0,5 ml", "0,5 ml"),
        ("50 µg", "50 μg"),  # the micro sign
        ("50 μg", "50 μg"),  # the Greek letter
        ("100 mcg/h", "100 mcg"),
        ("１０ ㎎", "10 mg"),
        ("20\N{NO-BREAK SPACE}mg", "20 mg"),
        ("½ tablet", "1⁄2 tablet"),
        ("half a tablet", "half a tablet"),
        ("Take one more tablet", "one more tablet"),
        ("another two puffs", "two puffs"),
        ("Take a tablet tonight", "a tablet"),
        ("two of the tablets", "two of the tablets"),
        ("twice the dose", "twice the dose"),
        ("3 patches", "3 patches"),
        ("1 ampoule", "1 ampoule"),
        ("5 IU", "5 IU"),
        ("20 Tropfen", "20 Tropfen"),
        ("zwei Tabletten", "zwei Tabletten"),
        ("eine halbe Tablette", "halbe Tablette"),
        ("Nehmen Sie eine Tablette", "eine Tablette"),
        ("fünf Milligramm", "fünf Milligramm"),
        ("zwei Hübe", "zwei Hübe"),
        ("1 Esslöffel", "1 Esslöffel"),
        ("doppelte Dosis", "doppelte Dosis"),
        ("2 weitere Zäpfchen", "2 weitere Zäpfchen"),
        ("5 I.E.", "5 I.E."),
        ("1-0-1", "1-0-1"),
        ("morgens 1 - 0 - 2 - 0", "1 - 0 - 2 - 0"),
        ("10 gotas", "10 gotas"),
        ("una pastilla", "una pastilla"),
        ("dos comprimidos", "dos comprimidos"),
        ("media pastilla", "media pastilla"),
        ("tres cápsulas", "tres cápsulas"),
        ("2 sobres", "2 sobres"),
        ("doble dosis", "doble dosis"),
        ("cinco miligramos", "cinco miligramos"),
    ],
)
def test_a_number_with_a_unit_reads_like_a_dose(text: str, found: str) -> None:
    assert dose_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I will call you today at 10.",
        "Nadia comes on 3 March, between 9 and 11.",
        "Please call us: 555-0142",
        "+49 30 1234567",
        "We are looking at your medicine.",
        "The doctor is asked about the tablets.",
        "It is fine to rest. We talk at 2, drop in any time.",
        "Ich komme um 10 mit Dr. Okoro.",
        "Das neue Pflaster bringt Nadia mit.",
        "Wir bringen ein Pflaster mit.",
        "Ihre Tabletten sind bestellt.",
        "Le llamamos hoy sobre las 9.",
        "A las 9 sobre el dolor",
        "La receta está en la farmacia.",
        "Zimmer 12, gut angekommen",
        "2026-03-02",
        "Room 4-2",
        "gut gemacht",
    ],
)
def test_what_a_nurse_says_otherwise_does_not(text: str) -> None:
    assert dose_in(text) is None


@given(st.text(max_size=40), st.integers(0, 10_000), st.sampled_from(["mg", "ml", "mcg", "tablets", "Tropfen", "gotas"]), st.text(max_size=40))
def test_no_words_around_it_hide_it(before: str, number: int, unit: str, after: str) -> None:
    assert dose_in(f"{before} {number} {unit} {after}") is not None
