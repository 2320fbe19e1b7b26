"""Which language the letters of a text prove, where they prove one.

Many languages share these scripts, and a wrong language is worse than none. So a text in letters that also occur in
neighbouring languages (Kazakh, Kyrgyz, Tajik, Karakalpak, Belarusian ...) proves nothing by its letters alone.
"""

import re
import unicodedata

from mekgraph.exchange.fixing.apostrophes import SIGNS, TURNED, with_letters

ENGLISH, RUSSIAN, UZBEK, UZBEK_CYRILLIC = "en", "ru", "uz", "uz-Cyrl"
LATIN, CYRILLIC = "LATIN", "CYRILLIC"

RUSSIAN_LETTERS = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
UZBEK_LETTERS = (RUSSIAN_LETTERS - frozenset("щы")) | frozenset("ўқғҳ")
# Tajik and Kazakh have қ and ғ, Tajik and Karakalpak ҳ, Belarusian and Karakalpak ў. But in Uzbek alone ў is a vowel,
# between consonants or as a capital before one. Nor has another of these languages the two words and the ending.
UZBEK_MARK = re.compile(
    r"(?:(?<=[бвгджзйклмнпрстфхцчшъьқғҳ])ў|\b(?-i:Ў)|^ў)(?![аеёиоуўыэюя])|\b(?:билан|учун)\b|[а-яёўқғҳ]{2}нинг\b",
    re.IGNORECASE,
)
# Kyrgyz has ы, loanwords have щ and names end in -ский: small words, cases and nouns in -ость and -ение tell Russian.
RUSSIAN_MARK = re.compile(
    r"(?<![^\s«(„“\"])(?:и|в|с|к|для|при|об)(?=\s)"
    r"|[а-яё]{3}(?:ный|ного|ному|ным|ных|ными|ского|скому|ских|скими|ность|ности|остью|ение|ения|ению|ание|ания|ании)\b",
    re.IGNORECASE,
)
# In Russian ъ stands before these only; elsewhere it is Bulgarian, Tajik or Uzbek.
FOREIGN_SIGN = re.compile(r"ъ(?![еёюя])", re.IGNORECASE)
# Small words, endings, letters that Uzbek does not have (in abbreviations it does).
ENGLISH_MARK = re.compile(
    r"(?i:\b(?:the|of|and|for|with|from|by)\b|(?:ions?|ights?|ity|ship|ness|amme|[dgrt]s|(?<!n)ing|['’]s)\b)"
    r"|w|c(?!h)|W(?=[a-z])|C(?=[a-gi-z])",
)
# Without the sign ʻ itself, oʻ may be a romanized Arabic name (Mo'men): then a word must be Uzbek beyond doubt.
UZBEK_WORD = re.compile(rf"\b(?:o{TURNED}z|bo{TURNED}yicha\b|qo{TURNED}mita|(?:va|uchun)\b)", re.IGNORECASE)
TURNED_LETTER = re.compile(rf"[og]{TURNED}", re.IGNORECASE)


def proven(text: str) -> str:
    """The language that the letters prove: "uz", "ru" or "uz-Cyrl", else "".

    >>> proven("Toshkent boʻyicha"), proven("совет по вопросам реабилитации и права"), proven("Тошкент бўйича")
    ('uz', 'ru', 'uz-Cyrl')
    >>> proven("Кыргыз Республикасы"), proven("Қазақстан"), proven("Mo'men"), proven("Beta")
    ('', '', '', '')
    """
    scripts = _scripts(text)
    if scripts == {LATIN}:
        return UZBEK if _is_plain_latin(text) and _has_uzbek_letters(text) else ""
    if not scripts or not scripts <= {LATIN, CYRILLIC}:
        return ""
    if _letters(text, CYRILLIC) <= UZBEK_LETTERS and UZBEK_MARK.search(text):
        return UZBEK_CYRILLIC
    return RUSSIAN if _is_spelled_in_russian(text) and RUSSIAN_MARK.search(text) else ""


def may_be(text: str, language: str) -> bool:
    """Whether nothing in the letters and small words speaks against a language.

    >>> may_be("UNODC", "uz"), may_be("Office of the Ombudsman", "uz"), may_be("Акыйкатчы", "en")
    (True, False, False)
    """
    scripts, found = _scripts(text), proven(text)
    if found not in ("", language):
        return False
    if language == RUSSIAN:
        return scripts == {CYRILLIC} and _is_spelled_in_russian(text)
    if language == UZBEK:
        return scripts == {LATIN} and _is_plain_latin(text) and not ENGLISH_MARK.search(text)
    if language == ENGLISH:
        return scripts == {LATIN} and not TURNED_LETTER.search(with_letters(text))
    return False


def _has_uzbek_letters(text: str) -> bool:
    if TURNED_LETTER.search(text):
        return True
    mended = with_letters(text)
    return bool(TURNED_LETTER.search(mended) and UZBEK_WORD.search(mended))


def _is_spelled_in_russian(text: str) -> bool:
    return _letters(text, CYRILLIC) <= RUSSIAN_LETTERS and not FOREIGN_SIGN.search(text)


def _letters(text: str, script: str) -> set[str]:
    return {sign for sign in text.lower() if _script(sign) == script}


def _is_plain_latin(text: str) -> bool:
    """Whether it has no letters with accents, as Turkish, Karakalpak and French do."""
    return all(sign.isascii() or sign in SIGNS for sign in text if sign.isalpha())


def _scripts(text: str) -> set[str]:
    return {_script(sign) for sign in text if sign.isalpha() and sign not in SIGNS}


def _script(sign: str) -> str:
    return unicodedata.name(sign, "?").split()[0] if sign.isalpha() else ""
