"""Words -> their classes: closed classes of English by list, all other words by their shape.

A class has a name, which is what a model knows, and a letter. The classes of a text are one string, a letter a token:
it can be sliced, counted and searched by regular expressions, which is many times as fast as a look at each token.
"""

from .memory import Memory

LETTERS = {
    "pronoun": "p", "object": "o", "possessive": "m", "determiner": "d", "preposition": "i", "to": "t",
    "coordinator": "c", "subordinator": "b", "question": "q", "auxiliary": "x", "modal": "w", "negation": "n",
    "verb": "v", "adverb": "a", "name": "N", "first name": "F", "owner": "O", "-ing": "G", "-ed": "E", "-s": "S",
    "word": "W", "number": "1", "comma": ",", "stop": ".", "colon": ":", "semicolon": ";", "dash": "-", "bracket": "(",
    "quote": '"', "sign": "*",
}
"""The classes by name, each with its letter. A "first name" is a name that begins a sentence, and may have its
capital from that; a "quote" is a mark that opens or closes a quotation; a "stop" ends a sentence."""
PAD = "#"
"""The token that stands between sentences, in lower case, and the letter of its class."""
NAMES = {letter: name for name, letter in LETTERS.items()} | {PAD: "sign"}
"""The classes by letter; what stands between sentences counts as a sign."""
PAD_MARK = "\0"
"""The token that stands between sentences as it is told from a "#" of the text."""


def word_list(words: str) -> frozenset[str]:
    """Return a list of words written as one string."""
    return frozenset(words.split())


def _classes(**words: str) -> dict[str, str]:
    """Return the class of each word, given the words of each class as one string."""
    return {word: name for name, listed in words.items() for word in listed.split()}


CLASS_OF = _classes(
    pronoun="i he she they we it you who",
    object="me him them us himself herself themselves itself",
    possessive="my your his her its our their whose",
    determiner="a an the this that these those some any each every no all both several many most few another one two"
    " three other",
    preposition="of in on at by for from with about against between among into through during before after above below"
    " under over within without toward towards despite amid upon near since until like per via across along"
    " behind beyond",
    to="to",
    coordinator="and or but nor yet",
    subordinator="because although though while when where whether if as than once unless so whereas",
    question="which what how why whom",
    auxiliary="is are was were be been being am has have had having do does did",
    modal="will would can could may might shall should must",
    negation="not never n't isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't"
    " can't cannot couldn't shouldn't mustn't",
    verb="became become becomes came comes come went goes go took takes take made makes gave gives got gets get kept"
    " keeps left lost loses met meets paid pays ran runs sent sends sold spent stood stands brought brings bought"
    " caught chose fell grew grows heard held hold holds hid hit knew led let lay lies lives put puts read rose sat saw"
    " sees sought seek spread stopped struck taught threw wore won wins broke began begins became drew drove ate flew"
    " forgot froze rode sang sank shook shot showed shows slept spoke swam swore told thought wrote said says continue"
    " continues remain remains seem seems appear appears include includes provide provides allow allows want wants need"
    " needs know knows believe believes think thinks understand understands argue argues insist insists explain"
    " explains add adds tell tells describe describes become receive receives serve serves belong belongs exist exists"
    " happen happens",
    adverb="also then now later earlier previously recently often once again already still just only even ever always"
    " further furthermore however meanwhile instead initially too there here today yesterday tomorrow",
)
"""Closed classes of English; what is in none of them is classed by its shape."""
MARK_CLASS = {
    ",": "comma", ".": "stop", "!": "stop", "?": "stop", "…": "stop", ":": "colon", ";": "semicolon", "-": "dash",
    "–": "dash", "—": "dash", "(": "bracket", "[": "bracket", ")": "bracket", "]": "bracket",
}


def plain(text: str) -> str:
    """Return words in lower case with straight apostrophes, and `PAD` for what stands between sentences."""
    return text.lower().replace("’", "'").replace(PAD_MARK, PAD)


def letter(word: str) -> str:
    """Return the letter of the class of a word, wherever it stands.

    Examples
    --------
    >>> letter("Their"), letter("Ann"), letter("running"), letter("!")
    ('m', 'N', 'G', '.')
    """
    if word == PAD_MARK:
        return PAD
    low = plain(word)
    return LETTERS[CLASS_OF.get(low) or _shape_class(word, low)]


def _shape_class(word: str, low: str) -> str:
    """Return the class of a word that is in no closed class: by its capital, its ending or its mark."""
    if word[0].isalpha():
        if word[0].isupper():
            return "name"
        if low.endswith("'s"):
            return "owner"
        if low.endswith("ly"):
            return "adverb"
        for ending, name in (("ing", "-ing"), ("ed", "-ed"), ("s", "-s")):
            if low.endswith(ending):
                return name
        return "word"
    return "number" if word[0].isdigit() else MARK_CLASS.get(word, "sign")


LETTER = Memory(letter)
"""Words with the letter of their class."""


def names_of(classes: str) -> str:
    """Return the names of classes given by letter, a space between them."""
    return " ".join([NAMES[letter] for letter in classes])


def letters(*names: str) -> frozenset[str]:
    """Return the letters of some classes."""
    return frozenset(LETTERS[name] for name in names)


def pattern(names: frozenset[str]) -> str:
    """Return a regular expression for one token of some classes, given by letter."""
    return "[" + "".join(f"\\{letter}" if not letter.isalnum() else letter for letter in sorted(names)) + "]"
