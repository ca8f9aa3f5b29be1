"""The card of a model that was learnt from a codebook of one's own; `framing.retrain` fills it."""

CARD = """# Model card: {id}

Written by `framing retrain`; every number below was measured in that run.

- **What it does.** Gives each sentence of an English article one of: {labels}. One label a sentence; several are not
  supported.
- **How.** Multinomial logistic regression on static word vectors of an unmodified sentence encoder, summed over the
  sentence, its neighbours and its article (`framing/wordvectors.py`), and on how the sentence is set on the page.
  Nothing in it was learnt from the labels that come with framing.
- **Trained on** {n[sentences]} coded sentences in {n[articles]} articles, corpus `{n[sha256]}`; see DATA.md for labels,
  counts and agreement. Rare labels count more than they occur, so that they are found at all
  (`framing.retrain.EVENNESS`).
- **Digest** `{sha256}`; versions {versions}.
- **Limits.** It is as good as the coding and as wide as the articles that were coded. On other outlets, topics or years
  it errs more than the tables say. Do not use it to judge a person or to remove content.

{scores}"""
"""With places for what `framing.card.card` knows."""
REPORT = """## Scores in cross-validation on the corpus, by story

{own}
Sentences whose largest probability is below {below} are marked uncertain. Shares are estimated with {shares}.
For the table, temperature and shares were learnt on the other folds. Its last four measures are over the coded
sentences of each article: where most articles have one or two of these they say nothing of whole articles.

## Quotes

Quotes and kinds of source know nothing of labels; where the corpus has none annotated, they come as framing ships them.

{quotes}"""
"""The scores of such a model."""
