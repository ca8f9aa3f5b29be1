"""The contract of scikit-learn, written out: its own check of estimators leaves out those that take text."""

import importlib
import pickle
import warnings

import numpy as np
import pytest
from sklearn.base import clone, is_classifier
from sklearn.exceptions import ConvergenceWarning, NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import framing
from framing import SentenceClassifier, SentenceVectorizer
from framing.features import Article
from framing.model import features
from framing.wordvectors import shipped

NAMES = ("Ada", "Bo", "Cy", "Dov", "Eli", "Fay")
WARM = [f"They hugged {name} at the gate." for name in NAMES]
COLD = [f"The clerk ignored {name} at the desk." for name in NAMES]
DEAR = [f"{name} pays 40 euros more for bread." for name in NAMES]
X, Y = WARM + COLD, ["warm"] * len(WARM) + ["cold"] * len(COLD)
ARTICLE = "It rained. They hugged at the gate. Nobody saw it."
PASSAGE = (ARTICLE, 11, 36)


@pytest.fixture(scope="module")
def fitted():
    return SentenceClassifier().fit(X, Y)


def tags_of(estimator):
    """Return the tags of an estimator, which scikit-learn reads since 1.6."""
    pytest.importorskip("sklearn", minversion="1.6")
    return importlib.import_module("sklearn.utils").get_tags(estimator)


class TestClassifier:
    def test_keeps_its_parameters_as_they_were_given(self):
        balance = {"warm": 2.0, "cold": 1.0}
        made = SentenceClassifier(C=0.5, class_weight=balance)
        assert made.get_params() == {"C": 0.5, "class_weight": balance}
        made.fit(X, Y)
        assert made.class_weight is balance
        assert made.set_params(C=2.0) is made
        assert made.C == 2.0
        with pytest.raises(ValueError, match="Invalid parameter"):
            made.set_params(depth=3)

    def test_is_cloned_unfitted_with_equal_parameters(self, fitted):
        copy = clone(fitted.set_params(C=0.01))
        assert copy.get_params() == fitted.get_params()
        with pytest.raises(NotFittedError):
            copy.predict(X)

    @pytest.mark.parametrize("method", ["predict", "predict_proba"])
    def test_refuses_to_answer_before_it_has_learnt(self, method):
        with pytest.raises(NotFittedError):
            getattr(SentenceClassifier(), method)(X)

    def test_learns_what_is_told_and_returns_itself(self):
        made = SentenceClassifier()
        assert made.fit(X, Y) is made
        assert made.classes_.tolist() == ["cold", "warm"]
        assert made.predict(["They hugged Gus at the gate.", "The clerk ignored Gus."]).tolist() == ["warm", "cold"]
        assert made.score(X, Y) == 1

    def test_gives_probabilities_in_the_order_of_its_classes(self, fitted):
        found = fitted.predict_proba(X)
        assert found.shape == (len(X), 2)
        np.testing.assert_allclose(found.sum(axis=1), 1)
        assert (fitted.classes_[found.argmax(axis=1)] == fitted.predict(X)).all()

    def test_learns_anew_each_time(self, fitted):
        other = SentenceClassifier().fit(DEAR + COLD, ["dear"] * 6 + ["cold"] * 6).fit(X, Y)
        np.testing.assert_array_equal(other.predict_proba(X), fitted.predict_proba(X))

    def test_does_not_mind_the_order_or_the_number_of_sentences_asked(self, fitted):
        whole = fitted.predict_proba(X)
        np.testing.assert_allclose(np.vstack([fitted.predict_proba([x]) for x in X]), whole, atol=1e-9)
        np.testing.assert_allclose(fitted.predict_proba(X[::-1])[::-1], whole, atol=1e-9)

    @pytest.mark.parametrize("y", [
        [1] * 6 + [0] * 6, np.array([True] * 6 + [False] * 6), tuple(Y), np.array(Y, object),
    ])
    def test_takes_labels_of_any_kind(self, y):
        found = SentenceClassifier().fit(X, y)
        assert found.predict(X).tolist() == list(y)

    def test_takes_more_than_two_labels(self):
        found = SentenceClassifier().fit(X + DEAR, [*Y, *["dear"] * 6])
        assert found.predict_proba(X).shape == (12, 3)
        assert found.score(X + DEAR, [*Y, *["dear"] * 6]) == 1

    @pytest.mark.parametrize("make", [list, tuple, np.array, lambda x: np.array(x, object), iter])
    def test_takes_sentences_in_any_list(self, fitted, make):
        assert fitted.predict(make(X)).tolist() == Y

    def test_takes_a_column_of_a_table(self, fitted):
        pandas = pytest.importorskip("pandas", reason="the extra [pandas] is not installed")
        assert fitted.predict(pandas.Series(X, index=range(5, 17))).tolist() == Y

    def test_weighs_sentences(self):
        heavy = [1.0] * 6 + [50.0] * 6
        plain, weighted = (SentenceClassifier(class_weight=None).fit(X, Y, w).predict_proba(X) for w in (None, heavy))
        assert (weighted[:, 0] > plain[:, 0]).all()

    def test_gives_the_optimum_of_scikit_learn_on_its_features(self, fitted):
        rows = SentenceVectorizer().fit_transform(X).astype(float)
        peer = LogisticRegression(C=fitted.C, class_weight="balanced", max_iter=10_000, tol=1e-8).fit(rows, Y)
        np.testing.assert_allclose(fitted.predict_proba(X), peer.predict_proba(rows), atol=1e-3)

    def test_settles_on_many_sentences(self):
        chance = np.random.default_rng(0)
        many = [f"{' '.join(chance.choice(' '.join(X + DEAR).split(), 9))}." for _ in range(600)]
        with warnings.catch_warnings():
            warnings.simplefilter("error", ConvergenceWarning)
            SentenceClassifier(C=1.0).fit(many, chance.choice(["a", "b", "c"], 600))

    def test_comes_back_from_a_pickle(self, fitted):
        again = pickle.loads(pickle.dumps(fitted))
        np.testing.assert_array_equal(again.predict_proba(X), fitted.predict_proba(X))

    def test_says_what_it_is(self, fitted):
        assert is_classifier(fitted)
        tags = tags_of(fitted)
        assert (tags.input_tags.string, tags.input_tags.two_d_array, tags.target_tags.required) == (True, False, True)


class TestWrongInput:
    @pytest.mark.parametrize(("x", "error", "said"), [
        ("It rained.", TypeError, "a list of sentences, not str: give one as"),
        (b"It rained.", TypeError, "not bytes"),
        (7, TypeError, "not int"),
        (None, TypeError, "not NoneType"),
        ([], ValueError, "X has no sentence"),
        (["It rained.", None], TypeError, "element 1 of X is NoneType"),
        (["It rained.", 3.5], TypeError, "element 1 of X is float"),
        (["It rained.", " \n"], ValueError, "element 1 of X is blank: leave it out"),
        ([("It rained.", 0)], TypeError, "element 0 of X is tuple"),
        ([("It rained.", 0, 99)], ValueError, "0 to 99 is no sentence of a text of length 10"),
        ([("It rained.", 5, 5)], ValueError, "5 to 5 is no sentence"),
        ([("It rained.", -3, 5)], ValueError, "-3 to 5 is no sentence"),
    ])
    def test_is_named_with_its_place(self, fitted, x, error, said):
        for method in (fitted.predict, fitted.predict_proba, SentenceVectorizer().transform, SentenceVectorizer().fit):
            with pytest.raises(error, match=said):
                method(x)

    @pytest.mark.parametrize(("y", "said"), [
        (["warm"] * 12, "y has one class only, 'warm'"),
        (["warm"] * 11, "12 sentences, but y of shape"),
        ([[label] for label in Y], "give one label a sentence"),
        (np.linspace(0.1, 0.9, 12), "Unknown label type"),
    ])
    def test_among_the_labels_is_told(self, y, said):
        with pytest.raises(ValueError, match=said):
            SentenceClassifier().fit(X, y)


class TestTogether:
    def test_is_cross_validated(self):
        assert cross_val_score(SentenceClassifier(), X, Y, cv=3).mean() == 1

    def test_is_cross_validated_in_its_articles(self):
        passages = [(f"It rained. {x}", 11, 11 + len(x)) for x in X]
        assert cross_val_score(SentenceClassifier(), passages, Y, cv=3).mean() == 1

    def test_is_searched(self):
        found = GridSearchCV(SentenceClassifier(), {"C": [0.001, 0.01]}, cv=2).fit(X, Y)
        assert found.best_params_["C"] in (0.001, 0.01)
        assert found.predict(X).tolist() == Y

    def test_the_features_go_into_a_pipeline(self):
        pipeline = make_pipeline(SentenceVectorizer(), StandardScaler(), LogisticRegression())
        assert cross_val_score(pipeline, X, Y, cv=3).mean() == 1
        assert clone(pipeline).fit(X, Y).predict(X).tolist() == Y

    def test_the_classifier_ends_a_pipeline(self):
        assert make_pipeline(SentenceClassifier()).fit(X, Y).predict(X).tolist() == Y


class TestVectorizer:
    def test_needs_no_fit_and_names_each_feature(self):
        made = SentenceVectorizer()
        assert made.fit(X) is made
        rows = made.transform(X)
        np.testing.assert_array_equal(SentenceVectorizer().transform(X), rows)
        names = made.get_feature_names_out()
        assert rows.shape == (len(X), len(names))
        assert len(set(names)) == len(names)
        assert clone(made).get_params() == {"model": None}
        assert not tags_of(made).requires_fit

    def test_reads_a_passage_in_its_article_as_a_model_does(self):
        spans = [(0, 10), (11, 35), (36, 50)]
        expected = features(shipped(), Article(ARTICLE, spans))[1]
        np.testing.assert_array_equal(SentenceVectorizer().transform([(ARTICLE, 11, 35)])[0], expected)

    def test_tells_a_passage_from_the_sentence_alone(self):
        inside, alone = SentenceVectorizer().transform([(ARTICLE, 11, 35), ARTICLE[11:35]])
        n = shipped().vectors.shape[1]
        np.testing.assert_allclose(inside[:n], alone[:n], atol=1e-6)
        assert np.abs(inside[n : 2 * n]).sum() > 0 == np.abs(alone[n : 3 * n]).sum()

    def test_takes_a_passage_that_is_no_sentence_of_the_splitter(self):
        rows = SentenceVectorizer().transform([(ARTICLE, 3, 20), list(PASSAGE)])
        assert np.isfinite(rows).all()


@pytest.mark.parametrize("call", [
    lambda it: framing.profile("It rained.", it), lambda it: framing.compare({"a": "It rained.", "b": "Snow."}, it),
    lambda it: list(framing.profile_many(["It rained."], model=it)), lambda it: SentenceVectorizer(it).fit_transform(X),
])
def test_a_classifier_is_no_model_of_articles_and_that_is_said(fitted, call):
    with pytest.raises(framing.FramingError, match=r"must be one from framing\.load_model, not SentenceClassifier"):
        call(fitted)
