"""Words that read like a dose, in English, German and Spanish. What goes to a phone is read alone, late and by several people, and can't be asked back: a dose belongs
in a call or on the prescription. Ours. It finds numbers with units, not meaning: "take more of it" gets through, and "half a glass with two drops of lemon" does not.
"""

import re
import unicodedata

WORDS = r"one|two|three|four|five|six|seven|eight|nine|ten|half|another|double|twice|triple"
ZAHLEN = r"eins|zwei|drei|vier|fünf|fuenf|sechs|sieben|acht|neun|zehn|halbe[nrs]?|doppelte[nrs]?"
PALABRAS = r"uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|medi[ao]|mitad|otr[ao]|doble"
NUMBER = rf"(?:\d(?:[.,/⁄]?\d)*|{WORDS}|{ZAHLEN}|{PALABRAS})"
ARTICLE = r"(?:an?|ein(?:e[nr]?)?|una?)"
BETWEEN = (
    r"(?:[\s-]*(?:more|extra|of (?:the|your)|an?|the|your|weitere[nr]?|mehr|von (?:den|ihren)|die|ihre[nr]?|más|de (?:las?|los|sus?|tus?)|las?|sus?|x|mal)(?=[\s-]))?"
)
TAKEN = (  # what is counted one by one
    r"tablets?|tabs?|pills?|capsules?|caps|drops?|puffs?|sprays?|lozenges?|sachets?|(?:tea|table)?spoon(?:s|fuls?)?|suppositor(?:y|ies)"
    r"|tabletten?|pillen?|kapseln?|dragees?|tropfen|hub|hübe|huebe|sprühst(?:oß|oss|öße|össe)|(?:tee|ess|eß|mess|meß)?l(?:ö|oe)ffel|z(?:ä|ae)pfchen"
    r"|comprimidos?|pastillas?|tabletas?|p[ií]ldoras?|c[aá]psulas?|gotas?|cucharad(?:a|it)as?|supositorios?"
)
MEASURED = (
    r"m[gl]|mcg|μg|ug|g|iu|i\.?e\.?|ui|milligram(?:s|mes?)?|micrograms?|grams?|millilit(?:er|re)s?|units?|doses?|patch(?:es)?|ampoules?|vials?|injections?|shots?"
    r"|(?:milli|mikro)?gramm|milliliter|einheit(?:en)?|dosis|dosen|pflaster|ampullen?|spritzen?|injektion(?:en)?"
    r"|(?:mili|micro)?gramos?|mililitros?|unidad(?:es)?|parches?|ampollas?|sobres|inyecci(?:ón|ones)|inhalaciones"
)
DOSE = re.compile(rf"(?<!\w)(?:{NUMBER}{BETWEEN}[\s-]*(?:{TAKEN}|{MEASURED})|{ARTICLE}\s+(?:{TAKEN}))(?!\w)", re.IGNORECASE)
SCHEME = re.compile(r"(?<![\w-])[0-4](?:\s?-\s?[0-4]){2,3}(?![\w-])")  # 1-0-1: morning, noon, evening


def dose_in(text: str) -> str | None:
    """The first words that read like one."""
    plain = unicodedata.normalize("NFKC", text)
    found = DOSE.search(plain) or SCHEME.search(plain)
    return found[0] if found else None
