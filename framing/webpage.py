"""A web page -> the article on it, without menus, advertisements and comments, and its profile.

What the article is, trafilatura decides (Barbaresi 2021; extra ``[html]``). Nothing is fetched: the page is given.
"""

from typing import Any

from . import extras
from .errors import InputError, InputTypeError
from .model import Model
from .profiles import Profile, profile

SUFFIXES = (".html", ".htm", ".xhtml")
"""Ends of the names of files that hold a web page."""


def profile_html(html: str | bytes, model: Model | None = None) -> Profile:
    """Return how the article on a web page is framed.

    Parameters
    ----------
    html : str or bytes
        The page; of bytes the encoding is found out.
    model : Model, optional
        As for `framing.profile`.

    Returns
    -------
    Profile
        Its ``text`` is the extracted article, the title first; all offsets refer to that, none to the page.

    Raises
    ------
    TypeError
        If `html` is neither str nor bytes.
    ValueError
        If no article is left of the page.
    ImportError
        If trafilatura is not installed.
    """
    return profile(article(html), model)


def article(html: str | bytes) -> str:
    """Return the text of the article on a web page: its title, then its paragraphs, a blank line between them."""
    if not isinstance(html, str | bytes):
        name = type(html).__name__
        raise InputTypeError(f"framing.profile_html takes a web page as str or bytes, not {name}: read the file first")
    found = _extracted(html)
    paragraphs = [line.strip() for line in (found.text or "").splitlines() if line.strip()] if found else []
    if not paragraphs:
        raise InputError(
            "no article is left of the web page: it may be made of links, or filled in by a script; "
            "save the article's own text instead"
        )
    title = " ".join((found.title or "").split())
    if title and _bare(title) != _bare(paragraphs[0]):
        paragraphs.insert(0, title)
    return "\n\n".join(paragraphs)


def _extracted(html: str | bytes) -> Any:
    """Return what trafilatura takes for the article, or None."""
    trafilatura = extras.load("trafilatura", "html")
    if not html.strip():
        return None
    return trafilatura.bare_extraction(html, with_metadata=True, include_comments=False)


def _bare(line: str) -> str:
    """Return a line in the form in which a title and a heading of the same words are equal."""
    return "".join(character for character in line.casefold() if character.isalnum())
