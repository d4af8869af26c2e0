"""What families read beside a shared page, and what stands behind a link after a death: the organisation's own words, as a form."""

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from schemas.configurations import Caregivers, Family, Language

TEXTS = {
    "about": ("What palliative and hospice care are", "Stands at the end of the page. Plain words; what your house offers"),
    "whom_to_call": ("Whom to call, and when", "Stands above your phone numbers, which are always there"),
    "after_death": ("After a death", "Stands above your numbers on the quiet page. Empty: “You can always call us.”"),
}
AFTER_DEATH = {"contact": "A quiet page with whom to call", "ended": "That the link has ended"}


def fields(content: Family, languages: dict[Language, str]) -> list[Component]:
    radios = [dmc.Radio(label=label, value=value) for value, label in AFTER_DEATH.items()]
    panels = [
        dmc.AccordionItem([dmc.AccordionControl(label), dmc.AccordionPanel(html.Div([box(content, language, text) for text in TEXTS], className="boxes"))], value=language)
        for language, label in languages.items()
    ]
    return [
        dmc.RadioGroup(radios, id="after-death-shows", label="What stands behind a link once the patient has died", value=content.after_death_shows, className="radios"),
        dmc.Accordion(panels, value="en"),
    ]


def box(content: Family, language: Language, text: str) -> Component:
    label, description = TEXTS[text]
    return dmc.Textarea(id={"type": "family-text", "language": language, "text": text}, label=label, description=description, value=getattr(content, text).get(language, ""), autosize=True, minRows=3)


def for_caregivers(content: Caregivers, languages: dict[Language, str]) -> list[Component]:
    texts = [
        dmc.Textarea(id={"type": "quiet-words", "language": language}, label=f"After a death, in {label}", value=content.after_death.get(language, ""), autosize=True, minRows=2)
        for language, label in languages.items()
    ]
    return [
        dmc.Switch(id="own-wellbeing", label="Ask them how they are themselves", description="Five questions that they may answer or not. The team reads them beside their name; nobody is called", checked=content.wellbeing),
        *texts,
        dmc.NumberInput(
            id="bereavement-days", label="Ask once more how they are, so many days after the death", description="Empty: never. When it is right is yours to say; Balm knows no source for it",
            value=content.bereavement_after_days or "", min=1, max=730, allowDecimal=False,
        ),
    ]  # fmt: skip
