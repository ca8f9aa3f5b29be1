"""A model -> a scikit-learn Pipeline that gives the same labels, in a joblib file, for those who want one.

Its first step turns sentences into the numbers that the model sees, its second is a logistic regression with the
model's weights. What it leaves out is page furniture: every sentence gets one of the labels, as if it were prose.
framing writes such files and never reads one, because whoever reads a joblib file runs whatever code is in it.
"""

import io
import os
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline

from .arrayfile import write_atomically
from .classifier import SentenceVectorizer
from .model import AnyModel

WARNING = (
    "whoever loads a joblib file runs the code in it: load only files from people you trust, and with the versions "
    "of framing, scikit-learn and Python that wrote it. framing itself never loads one"
)
"""What a user must know before such a file is passed on."""


def pipeline(model: AnyModel) -> Pipeline:
    """Return a fitted Pipeline with the labels and probabilities of a model.

    Parameters
    ----------
    model : Model
        From `framing.load_model`, or one of those that come with framing.

    Returns
    -------
    sklearn.pipeline.Pipeline
        Takes what `framing.SentenceVectorizer` takes; `predict_proba` has the columns of its ``classes_``, the labels
        sorted as scikit-learn sorts them.

    Examples
    --------
    >>> from framing.model import shipped
    >>> pipeline(shipped()).predict(["Residents call the plan a disgrace."]).tolist()
    ['critical']
    """
    vectorizer = SentenceVectorizer(model)
    return Pipeline([("sentences", vectorizer), ("labels", _regression(model))])


def _regression(model: AnyModel) -> LogisticRegression:
    """Return a logistic regression that is fitted already: the weights of a model over its temperature."""
    order = np.argsort(model.labels)
    weights = (model.weights[:, order] / model.manifest["temperature"]).T.astype(np.float64)
    intercept = (model.intercept[order] / model.manifest["temperature"]).astype(np.float64)
    if len(order) == 2:  # scikit-learn keeps the difference alone
        weights, intercept = weights[1:] - weights[:1], intercept[1:] - intercept[:1]
    regression = LogisticRegression()
    regression.classes_ = np.array(model.labels)[order]
    regression.coef_, regression.intercept_ = weights, intercept
    regression.n_features_in_, regression.n_iter_ = weights.shape[1], np.zeros(1, dtype=np.int32)
    return regression


def write(path: str | os.PathLike[str], model: AnyModel) -> None:
    """Write the Pipeline of a model as a joblib file; see `WARNING`.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    import joblib

    content = io.BytesIO()
    joblib.dump(pipeline(model), content, compress=3)
    write_atomically(Path(path), content.getvalue())
