"""Fitness: what is no article in English is told so, and real prose is not."""

import textwrap

import pytest

import framing
from framing import corpus, fitness
from framing.knowledge import shipped

UNFIT = {
    "Danish": (
        "language",
        "Ministeriet sagde mandag, at kajen bliver lukket. Ingen har spurgt os, sagde en mand, som "
        "arbejder i havnen. Der var mange mennesker på pladsen, og bussen kom ikke for at hente os.",
    ),
    "Dutch": (
        "language",
        "Het ministerie heeft maandag gezegd dat de kade dicht gaat. Niemand heeft ons iets gevraagd, "
        "zei een man die in de haven werkt. We waren met veel mensen op het plein en de bus kwam niet.",
    ),
    "French": (
        "language",
        "Le ministère a annoncé lundi que le quai sera fermé au public. Personne ne nous a demandé "
        "notre avis, a dit un ouvrier du port. Il y avait beaucoup de monde sur la place.",
    ),
    "German": (
        "language",
        "Die Hafenbehörde hat am Montag mitgeteilt, dass der Kai geschlossen wird. Niemand hat die "
        "Arbeiter gefragt, sagte ein Sprecher. Alle warteten auf den Bus, der nicht kam.",
    ),
    "Italian": (
        "language",
        "Il ministero ha detto lunedì che la banchina sarà chiusa al pubblico. Nessuno ci ha chiesto "
        "niente, ha detto un operaio del porto. La piazza era piena di gente e nessuno capiva.",
    ),
    "Latin": (
        "language",
        "Naves in portu sunt et nautae in foro manent. Nemo eos rogavit an vellent. Consul dixit se id "
        "facturum esse ante aestatem, sed populus non credidit.",
    ),
    "Spanish": (
        "language",
        "El ministerio anunció el lunes que el muelle se cerrará al público. Nadie nos preguntó, dijo "
        "un obrero del puerto. Había mucha gente en la plaza y todos esperaban el autobús.",
    ),
    "Arabic": (
        "script",
        "قالت الوزارة إن الرصيف مغلق. لم يخبرنا أحد، قال العمال.",
    ),
    "Chinese": (
        "script",
        "部门说码头已经关闭。没有人告诉我们！",
    ),
    "Greek": (
        "script",
        "Το υπουργείο ανακοίνωσε ότι η προβλήτα κλείνει. Κανείς δεν μας ρώτησε.",
    ),
    "Russian": (
        "script",
        "Министерство сообщило, что причал закрыт. Нас никто не спросил.",
    ),
    "Python": (
        "code",
        "def quay(ships):\n    open_ = [s for s in ships if s.length < 40]\n    if not open_:\n        "
        "return {'shut': True, 'ships': []}\n    return {'shut': False, 'ships': open_[:2]}\n",
    ),
    "HTML": (
        "code",
        '<div class="quay"><a href="/shut">shut</a></div>\n<ul>\n  <li><b>rope</b></li>\n  '
        "<li><b>hook</b></li>\n  <li><b>net</b></li>\n</ul>\n<p><i>and</i> <u>all</u> <br/> <hr/> "
        "</p>\n",
    ),
    "JSON": (
        "code",
        '{"quay": {"open": false, "ships": ["Ann", "Bo"], "length": [12, 40, 7]}, "note": {"a": [], '
        '"b": {}, "c": null, "d": [true, false], "e": "of rope"}, "f": 1, "g": 2, "h": 3}',
    ),
    "bullets": (
        "list",
        "What to bring\n- rope and a hook\n- a net\n- bread for two days\n- a lamp\n- dry socks\n",
    ),
    "numbers": (
        "list",
        "1. Open the gate\n2. Wait for the bell\n3. Row to the buoy\n4. Turn\n5. Row back\n6. Shut "
        "it\n",
    ),
    "names": (
        "list",
        "Ann Holm\nBo Lund\nIda Falk\nKarl Ostrom\nTove Hald\nIlse Dorn\nPer Vang\n",
    ),
    "verse": (
        "poem",
        "The quay is shut,\nthe ropes are dry,\nand nobody goes\nwhere the herring lie,\n\nthe bell is "
        "rust,\nthe lamp is blind,\nand what we had\nwe left behind.\n",
    ),
}
"""Texts of our own by what they are, each with the code that it is to get."""


@pytest.mark.parametrize("name", sorted(UNFIT))
def test_what_is_no_article_in_english_is_told_so_and_is_uncertain(name):
    code, text = UNFIT[name]
    p = framing.profile(text)
    assert code in [given for given, _ in p.warnings]
    assert p.sentences
    assert all(s.uncertain for s in p.sentences)


def test_our_own_articles_are_articles_in_english():
    known = shipped().known
    given = [fitness.judge(a.text, [a.text[s:e] for s, e in a.spans], known)[0] for a in corpus.read()]
    assert sum(map(bool, given)) <= len(given) / 100


@pytest.mark.parametrize("width", [30, 50, 72])
def test_an_article_broken_to_fit_a_page_is_no_poem(width):
    known = shipped().known
    for article in corpus.read()[:40]:
        broken = "\n\n".join(textwrap.fill(part, width) for part in article.text.split("\n\n"))
        assert fitness.judge(broken, [broken], known)[0] == ()


def test_an_article_with_a_foreign_quotation_is_an_article():
    text = "The mayor said no. “Der Kai ist zu,” he told them, and left. They had come for an answer."
    assert framing.profile(text).warnings == ()


def test_words_that_nobody_knows_make_a_sentence_uncertain_and_many_such_sentences_a_warning():
    strange = "The grolben snurfle wexed the plimdy brocklets and the yandrels of Quiboth."
    plain = "The council will rebuild the bridge in the spring, and it said so on Monday."
    one = framing.profile(f"{strange} {' '.join([plain] * 9)}")
    assert one.sentences[0].uncertain
    assert one.warnings == ()
    assert "far" in [code for code, _ in framing.profile(f"{strange} {plain} {strange} {plain}").warnings]


def test_warnings_come_back_from_json_and_stand_on_the_page_and_in_print():
    p = framing.profile(UNFIT["German"][1])
    assert framing.Profile.from_dict(p.to_dict()).warnings == p.warnings
    assert fitness.SENTENCES["language"] in p.to_html()
    assert "note (language)" in str(p)
