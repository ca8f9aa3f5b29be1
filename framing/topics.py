"""Words of articles -> what each is about: for checks that a model goes by wording and not by subject.

Topics are parts of a non-negative factorisation of word weights (Lee and Seung 1999), as is usual for small
collections of news; a topic is named by its heaviest words. Learning only: needs scikit-learn.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

TOPICS = 8
"""Topics sought: few enough that each holds a score's worth of articles."""
NAME_WORDS = 4
"""Words that name a topic."""
WORD = r"(?u)\b[^\W\d_]{3,}\b"
"""What counts as a word here: three letters or more."""
LEAST_ARTICLES, MOST_ARTICLES = 5, 0.5
"""A word says something of a topic if at least five articles and at most half of all have it."""
SEED = 0


def topics(texts: Sequence[str]) -> tuple[NDArray[np.float64], list[str]]:
    """Return the weight of each topic in each text, and the topics' names.

    Parameters
    ----------
    texts : sequence of str
        At least some dozens, else no word is common enough.

    Returns
    -------
    weights : numpy.ndarray of shape (n_texts, n_topics)
        Rows sum to 1, or to 0 where a text has no word that counts.
    names : list of str

    Raises
    ------
    ValueError
        If no word is in enough texts.
    """
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    counter = TfidfVectorizer(stop_words="english", token_pattern=WORD, min_df=LEAST_ARTICLES, max_df=MOST_ARTICLES,
                              sublinear_tf=True)
    words = counter.fit_transform(texts)
    parts = NMF(TOPICS, init="nndsvda", max_iter=500, random_state=SEED)
    weights = parts.fit_transform(words)
    vocabulary = counter.get_feature_names_out()
    names = [" ".join(vocabulary[np.argsort(-part)[:NAME_WORDS]]) for part in parts.components_]
    return weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-12), names
