"""English is told from other languages also where it is rough."""

import pytest

from oathbook.lexicon import Lexicon
from oathbook.reports.language import find_language, language_name

WORDS = Lexicon().words("languages")


@pytest.mark.parametrize(
    "text",
    [
        "SAN PEDRO, 3 MAY 86 (WIRE) -- [TEXT] THE BATTALION COMMAND REPORTED THAT FIVE MEN OF THE FRONT WERE KILLED IN "
        "A CLASH ON THE ROAD.",
        "Liwa Ahrar al-Nahr, Kata'ib al-Sakr, Harakat Fursan al-Jabal and Jaysh al-Wadi merged in the town of Tall "
        "Rimah, said Abu Yazan al-Rimahi of Liwa Ahrar al-Nahr.",
        "The milit1a, wh0se so1diers are mostly farm- ers, has left the arrny and g0ne over to the m0vement of Mr. "
        "We1l, and the o1d garr1son is closed.",
    ],
)
def test_rough_english_is_english(text):
    assert find_language(text, words=WORDS) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "La brigade a quitté le front du nord samedi, et les hommes de la ville ne sont plus avec elle, dit le "
            "chef dans un communiqué.",
            "fr",
        ),
        (
            "Los hombres de la brigada se fueron del frente el sábado, y su jefe dijo que no van a volver con ellos "
            "para la lucha en el norte.",
            "es",
        ),
        (
            "Wapiganaji wa kundi hilo waliondoka katika mji siku ya Ijumaa, na msemaji wa jeshi alisema kuwa watu wake "
            "ni wengi kwa sasa na wako tayari.",
            "sw",
        ),
        ("Бригада ушла с Северного фронта в субботу, сказал её командир в заявлении.", "cyrillic script"),
        ("أعلن لواء الصقور انشقاقه عن الجبهة الشمالية يوم السبت بعد خلاف على الذخيرة", "arabic script"),
        ("Blorvat kintu rasp melk dorvin tas ulmek prost vandil gork rees tilmo bant ekso drum palk oska yand", None),
        ("Blorvat kintu rasp melk dorvin tas ulmek prost vandil gork rees tilmo bant ekso drum palk " * 2, "unknown"),
        ("The Falcons left.", None),
    ],
)
def test_other_languages(text, language):
    assert find_language(text, words=WORDS) == language


def test_every_language_has_a_name():
    assert all(language_name(code, words=WORDS)[0].isupper() for code in WORDS["words"])
    assert language_name("unknown", words=WORDS) == "a language it does not recognise"
    assert all(isinstance(word, str) for listed in WORDS["words"].values() for word in listed)
