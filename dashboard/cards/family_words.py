"""What families read beside a shared page, and what stands behind a link after a death: the organisation's own words, as a form."""

import dash_mantine_components as dmc
from dash.development.base_component import Component

from schemas.configurations import Family, Language

TEXTS = {
    "about": ("What palliative and hospice care are", "Stands at the end of the page. Plain words; what your house offers"),
    "whom_to_call": ("Whom to call, and when", "Stands above your phone numbers, which are always there"),
    "after_death": ("After a death", "Stands above your numbers on the quiet page. Empty: “You can always call us.”"),
}
AFTER_DEATH = {"contact": "A quiet page with whom to call", "ended": "That the link has ended"}


def fields(content: Family, languages: dict[Language, str]) -> list[Component]:
    radios = [dmc.Radio(label=label, value=value) for value, label in AFTER_DEATH.items()]
    panels = [
        dmc.AccordionItem([dmc.AccordionControl(label), dmc.AccordionPanel([box(content, language, text) for text in TEXTS])], value=language)
        for language, label in languages.items()
    ]
    return [
        dmc.RadioGroup(radios, id="after-death-shows", label="What stands behind a link once the patient has died", value=content.after_death_shows, className="radios"),
        dmc.Accordion(panels, value="en"),
    ]


def box(content: Family, language: Language, text: str) -> Component:
    label, description = TEXTS[text]
    return dmc.Textarea(id={"type": "family-text", "language": language, "text": text}, label=label, description=description, value=getattr(content, text).get(language, ""), autosize=True, minRows=3)
