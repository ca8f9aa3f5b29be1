"""The whole way with labels of one's own, through the command line; and what stands in its way, told in one line."""

import csv
import json
import re
import shutil
from pathlib import Path

import commands
import pytest
from markup import parse
from walk import DOUBLE, EXAMPLE, LABELS

import framing
from framing import codebook, corpus, load_model
from framing.model import shipped

STADIUM, TOLL = EXAMPLE / "articles" / "stadium.txt", EXAMPLE / "articles" / "bridge-toll.txt"
SENTENCES = "story,version,number,paragraph,text,label,also,first,second\n"
STORIES = "story,version,group,register,origin\n"
ODD = ("war, peace", 'the "other"', "\U0001f600", "a|b", "<b>bold</b>", "=1+1", "it's {so}")
"""Labels that CSV, spreadsheets, Markdown, HTML and format strings could stumble over."""


@pytest.fixture
def run():
    """Run a command in this process; answers have exit_code, stdout and stderr."""
    return commands.run


def one_error(answer) -> str:
    """Return the message with which a command failed, without a traceback."""
    assert answer.exit_code == 1
    assert answer.exception is None or isinstance(answer.exception, SystemExit), answer.exception
    assert answer.stderr.startswith("Error: ")
    return answer.stderr


class TestTheWay:
    def test_samples_the_same_sentences_into_both_sheets(self, walk):
        assert walk.printed["sample"] == "sheet-a.csv: 130 sentences\nsheet-b.csv: 130 sentences\n"

    def test_tells_the_agreement_on_these(self, walk):
        told = walk.printed["agreement"]
        assert told.startswith(f"{DOUBLE} sentences coded by at least two of sheet-a, sheet-b\n")
        assert "Krippendorff's alpha 0.9" in told
        assert "Cohen's kappa of sheet-a and sheet-b: 0.9" in told

    def test_imports_both_sheets_and_finds_no_fault(self, walk):
        assert "frames: 200 sentences imported" in walk.printed["import"]
        assert walk.printed["check"] == "no faults\n"
        assert list(corpus.own_labels(walk.corpus)) == list(LABELS)

    def test_tells_what_the_model_is_worth(self, walk):
        told = walk.printed["retrain"]
        score, majority, words = (
            float(told.partition(f"{name} ")[2].split()[0])
            for name in ("macro-F1 of the model", "baseline majority", "baseline bag of words")
        )
        assert majority < words < score
        assert 0.7 < score < 0.95
        for said in ("macro-F1 of the second coder against the first", f"{DOUBLE} sentences)", "learning curve: ",
                     "a further 100 sentences would probably bring it to", "labels that the model cannot tell apart"):
            assert said in told

    def test_writes_model_manifest_and_both_cards(self, walk):
        assert {path.name for path in walk.model.iterdir()} == {
            "DATA.md", "README.md", "model.json", "model.npz", "quotes.json", "quotes.npz", "words.json", "words.npz",
        }
        card, data = ((walk.model / name).read_text(encoding="utf-8") for name in ("README.md", "DATA.md"))
        manifest = json.loads((walk.model / "model.json").read_text(encoding="utf-8"))
        assert f"| macro_f1 | {manifest['scores']['macro_f1']:.3f} |" in card
        assert "docs/prevalence.md" not in card
        assert "200 sentences in 20 articles" in data
        assert "Krippendorff's alpha" in data

    def test_ends_at_a_page_in_the_colours_of_the_codebook(self, walk):
        walk.run("report", STADIUM, "--model", "model", "-o", "page.html")
        page = (walk.place / "page.html").read_text(encoding="utf-8")
        shown = parse(page)
        assert all(label in shown.text for label in LABELS)
        for row in corpus.own_labels(walk.corpus).values():
            assert f"--strong-c{row['colour'][1:]}" in page
        manifest = json.loads((walk.model / "model.json").read_text(encoding="utf-8"))
        right, held = (round(100 * manifest["scores"][name]) for name in ("accuracy", "coverage"))
        assert f"Of 100 sentences, {right} got the label" in shown.text
        assert f"{held} of 100 intervals" in shown.text

    def test_profiles_compares_and_works_through_folders(self, walk):
        assert all(label in walk.run("profile", STADIUM, "--model", "model") for label in LABELS)
        table = walk.run("profile", STADIUM, "--model", "model", "--format", "csv")
        assert next(csv.reader(table.splitlines()))[5:-2] == list(LABELS)
        compared = walk.run("compare", STADIUM, TOLL, "--model", "model")
        assert all(label in compared for label in LABELS)
        walk.run("compare", STADIUM, TOLL, "--model", "model", "-o", "compared.html")
        assert "human interest" in parse((walk.place / "compared.html").read_text(encoding="utf-8")).text
        walk.run("profile", EXAMPLE / "articles", "--model", "model", "--jobs", 1, "-o", "profiles.jsonl")
        lines = (walk.place / "profiles.jsonl").read_text(encoding="utf-8").splitlines()
        assert len(lines) == 20
        assert all(list(json.loads(line)["shares"]) == list(LABELS) for line in lines)

    def test_scores_the_model_on_what_was_exported(self, walk):
        walk.run("export", "--corpus", "frames", "-o", "coded.jsonl")
        told = walk.run("evaluate", "--articles", "coded.jsonl", "--model", "model")
        assert "| sentences | 200 |" in told

    def test_the_whole_example_has_the_agreement_of_the_docs(self, run):
        told = run("agreement", EXAMPLE / "sheet-a.csv", EXAMPLE / "sheet-b.csv").stdout
        docs = (EXAMPLE.parent / "own-codebook.md").read_text(encoding="utf-8")
        assert "\n".join(told.splitlines()[:5]) in docs
        assert json.loads(run("agreement", EXAMPLE / "sheet-a.csv", EXAMPLE / "sheet-b.csv", "--json").stdout)["alpha"]

    def test_the_whole_example_gives_the_model_of_the_docs(self, run, tmp_path):
        """Every figure that the page prints of the model, to what another machine may round otherwise."""
        place = tmp_path / "frames"
        run("init-codebook", place, *(part for label in LABELS for part in ("-l", label)))
        run("import", EXAMPLE / "sheet-a.csv", EXAMPLE / "sheet-b.csv", "--corpus", place, "--articles",
            EXAMPLE / "articles")
        told = run("retrain", "--corpus", place, "--out", tmp_path / "model").stdout
        docs = (EXAMPLE.parent / "own-codebook.md").read_text(encoding="utf-8")
        page = re.search(r"^200 coded sentences in.*?(?=```)", docs, re.DOTALL | re.MULTILINE)[0]
        shown = [line for line in told.splitlines()[1:] if not line.startswith("  Reliable")]
        words, figures = ([re.findall(part, text) for text in (page, "\n".join(shown))]
                          for part in (r"[A-Za-z-]+", r"\d+(?:\.\d+)?"))
        assert words[0] == words[1]
        assert [float(x) for x in figures[0]] == pytest.approx([float(x) for x in figures[1]], abs=0.006)

    def test_two_codings_go_in_with_both_readings(self, walk):
        rows = corpus.read_rows(walk.corpus, "sentences.csv")
        assert sum(bool(row["second"]) for row in rows) == DOUBLE
        assert all(row["label"] == row["first"] for row in rows if row["first"])


@pytest.fixture
def model(walk):
    """Return the model that the walk ended at."""
    return load_model(walk.model)


class TestOwnModels:
    def test_go_everywhere_where_a_model_goes(self, model):
        text, other = (path.read_text(encoding="utf-8") for path in (STADIUM, TOLL))
        assert list(framing.profile(text, model).shares) == list(LABELS)
        assert [list(p.shares) for p in framing.profile_many([text, other], model=model)] == [list(LABELS)] * 2
        compared = framing.compare({"a": text, "b": other}, model)
        assert compared.labels == LABELS
        assert list(compared.words["label"]) == list(LABELS)
        outlets = framing.profile_outlets([("x", text), ("x", other)], model, fewest=2)
        assert list(outlets["x"].shares) == list(LABELS)

    def test_stand_side_by_side_with_the_shipped_one(self, model):
        text = STADIUM.read_text(encoding="utf-8")
        before = framing.profile(text).to_json()
        mine = framing.profile(text, model)
        assert framing.profile(text).to_json() == before
        assert set(mine.shares).isdisjoint(framing.LABELS)
        again = framing.Profile.from_dict(json.loads(mine.to_json()))
        assert again.to_html(model) == mine.to_html(model)

    def test_frames_and_pictures_have_their_labels(self, model):
        pandas = pytest.importorskip("pandas", reason="the extra [pandas] is not installed")
        frame = framing.profile_frame(pandas.DataFrame({"text": ["They fought."]}), model=model)
        assert {f"{label}_share" for label in LABELS} <= set(frame.columns)
        assert list(framing.profile("They fought.", model).to_frame().columns)[4:-2] == list(LABELS)
        pytest.importorskip("matplotlib", reason="the extra [plot] is not installed")
        axes = framing.profile("They fought.", model).plot()
        assert [tick.get_text() for tick in axes.get_yticklabels()] == list(LABELS)

    def test_hold_nothing_that_was_learnt_from_our_labels(self, model):
        assert model.manifest["reader"] == "words"
        assert model.manifest["lessons"] == {"articles": 0, "sentences": 0}

    def test_active_samples_are_the_least_certain_of_their_sentences(self, walk):
        walk.run("sample", EXAMPLE / "articles", "-n", 10, "--active", "--model", "model", "-o", "active.csv")
        again = walk.run("sample", EXAMPLE / "articles", "-n", 10, "--active", "--model", "model", "-o", "again.csv")
        assert "again.csv: 10 sentences" in again
        assert (walk.place / "active.csv").read_bytes() == (walk.place / "again.csv").read_bytes()


def write(place: Path, labels, rows, stories=None) -> Path:
    """Write a codebook with (story, text, label) rows by hand; return it."""
    codebook.create(place, dict.fromkeys(labels, ""))
    names = list(dict.fromkeys(story for story, _, _ in rows))
    with open(place / "stories.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [STORIES.strip().split(","), *(stories or [(s, "single", s, "article", "coded") for s in names])]
        )
    numbers: dict[str, int] = {}
    with open(place / "sentences.csv", "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(SENTENCES.strip().split(","))
        for story, text, label in rows:
            numbers[story] = numbers.get(story, -1) + 1
            out.writerow((story, "single", numbers[story], 0, text, label, "", "", ""))
    return place


TEXTS = ("They hugged at gate {}.", "Nobody greeted clerk {} there.", "Costs rose by {} euros.", "It rained at {}.",
         "Team {} won again.", "The law of {} was changed.", "Aunt {} sings.")
WORDS = ("one", "two", "three", "four", "five", "six", "seven")


def rows_of(labels) -> list[tuple[str, str, str]]:
    """Return a sentence of each label in each of seven stories."""
    return [(f"s{i}", TEXTS[j % len(TEXTS)].format(word), label)
            for i, word in enumerate(WORDS) for j, label in enumerate(labels)]


class TestLabels:
    @pytest.mark.parametrize(("labels", "fault"), [
        (["one"], "1 label: a codebook has from 2 to 30"),
        ([str(i) for i in range(31)], "31 labels: a codebook has from 2 to 30"),
        (["a", "a"], "the label 'a' is given twice; give each once"),
        (["a", "A"], "no label may be called 'A': it differs from 'a' by capitals alone"),
        (["a", ""], "no label may be called '': it is empty"),
        (["a", "label"], "no label may be called 'label': it is empty, there already, or means something else"),
        (["a", "boilerplate"], "no label may be called 'boilerplate'"),
        (["a", "id"], "no label may be called 'id'"),
        (["a", " b"], "no label may be called ' b': it has a control or invisible character, or other white space"),
        (["a", "b\nc"], "no label may be called 'b\\nc'"),
        (["a", "b\u200d"], "no label may be called 'b\\u200d'"),
    ])
    def test_that_cannot_be_are_one_error(self, run, tmp_path, labels, fault):
        answer = run("init-codebook", tmp_path / "c", *(part for label in labels for part in ("-l", label)))
        assert fault in one_error(answer)
        assert not (tmp_path / "c").exists()

    def test_of_a_codebook_that_is_there_are_kept(self, run, tmp_path):
        run("init-codebook", tmp_path / "c", "-l", "a", "-l", "b")
        assert "is there already" in one_error(run("init-codebook", tmp_path / "c", "-l", "x", "-l", "y"))
        assert list(corpus.own_labels(tmp_path / "c")) == ["a", "b"]

    def test_up_to_thirty_have_a_colour_each(self, tmp_path):
        codebook.create(tmp_path / "c", {f"label {i}": "" for i in range(30)})
        assert len({row["colour"] for row in corpus.own_labels(tmp_path / "c").values()}) == 30

    def test_with_odd_characters_go_from_codebook_to_page(self, run, tmp_path):
        labels = [label for label in ODD if not label.startswith("=")] + ["=1+1"]
        place = write(tmp_path / "c", labels, rows_of(labels))
        assert run("check", "--corpus", place).stdout == "no faults\n"
        answer = run("retrain", "--corpus", place, "--out", tmp_path / "m")
        assert answer.exit_code == 0, answer.stderr
        article = tmp_path / "a.txt"
        article.write_text("They hugged at gate nine. Costs rose by nine euros.\n", encoding="utf-8")
        for name in ("page", "compared"):
            other = tmp_path / "b.txt"
            other.write_text("Aunt nine sings.\n", encoding="utf-8")
            command = ("report", article) if name == "page" else ("compare", article, other)
            answer = run(*command, "--model", tmp_path / "m", "-o", tmp_path / f"{name}.html")
            assert answer.exit_code == 0, answer.stderr
            root = parse((tmp_path / f"{name}.html").read_text(encoding="utf-8"))
            assert all(label in root.text for label in labels)
            assert "bold" not in {element.text for element in root.all("b")}
        table = run("profile", article, "--model", tmp_path / "m", "--format", "csv").stdout
        header = next(csv.reader(table.splitlines()))
        assert header[5:-2] == [*labels[:-1], "'=1+1"]
        card = (tmp_path / "m" / "README.md").read_text(encoding="utf-8")
        assert "| a\\|b |" in card
        told = run("profile", article, "--model", tmp_path / "m").stdout
        assert all(label in told for label in labels)

    def test_called_like_ours_are_ones_own_in_any_order(self, run, tmp_path):
        """Whoever has a labels.csv has a codebook: their coding alone counts, not what ships with framing."""
        for name, labels in (("c", framing.LABELS), ("d", framing.LABELS[::-1])):
            place = write(tmp_path / name, labels, rows_of(labels))
            answer = run("retrain", "--corpus", place, "--out", tmp_path / f"m-{name}")
            assert answer.exit_code == 0, answer.stderr
            model = load_model(tmp_path / f"m-{name}")
            assert model.labels == tuple(labels)
            assert model.manifest["reader"] == "words"
            assert model.id.startswith("own-")
        assert shipped().labels == framing.LABELS


class TestCorpora:
    def test_with_a_faulty_row_are_one_error_that_names_it(self, run, tmp_path):
        place = write(tmp_path / "c", ["a", "b"], [*rows_of(["a", "b"]), ("s9", "It snowed.", "c")])
        told = one_error(run("retrain", "--corpus", place, "--out", tmp_path / "m"))
        assert "sentences.csv, line 16 (s9/single 0): unknown label 'c'; use one of a, b" in told
        assert not (tmp_path / "m").exists()

    def test_whose_labels_csv_has_one_label_are_one_error(self, run, tmp_path):
        place = write(tmp_path / "c", ["a", "b"], rows_of(["a"]))
        (place / "labels.csv").write_text("label,definition\na,\n", encoding="utf-8")
        told = one_error(run("retrain", "--corpus", place, "--out", tmp_path / "m"))
        assert "labels.csv: 1 label; a corpus needs from 2 to 30" in told

    def test_with_a_label_that_no_sentence_has_are_one_error(self, run, tmp_path):
        place = write(tmp_path / "c", ["a", "b", "c"], rows_of(["a", "b"]))
        told = one_error(run("retrain", "--corpus", place, "--out", tmp_path / "m"))
        assert "no sentence of the corpus is labelled 'c': code some, or take the label out of labels.csv" in told

    def test_with_nothing_coded_are_one_error(self, run, tmp_path):
        codebook.create(tmp_path / "c", {"a": "", "b": ""})
        told = one_error(run("retrain", "--corpus", tmp_path / "c", "--out", tmp_path / "m"))
        assert "no sentence of the corpus is labelled 'a', 'b'" in told

    def test_of_three_sentences_are_one_error_with_the_cure(self, run, tmp_path):
        place = write(tmp_path / "c", ["a", "b"], [("s0", "It rained.", "a"), ("s1", "It snowed.", "b"),
                                                   ("s2", "It hailed.", "a")])
        told = one_error(run("retrain", "--corpus", place, "--out", tmp_path / "m"))
        assert "needs at least 5 groups of articles, the corpus has 3" in told

    @pytest.mark.parametrize("rows", [
        [("s0", "It rained.", "a"), *((f"s{i}", f"Snow fell on {word}.", "b") for i, word in enumerate(WORDS, 1))],
        [(f"s{i}", f"{word} days.", "ab"[i == 3]) for i, word in enumerate(WORDS[:5])],
        rows_of([str(i) for i in range(30)]),
    ], ids=["a label in one story", "five sentences", "thirty labels"])
    def test_that_are_small_work(self, run, tmp_path, rows):
        labels = list(dict.fromkeys(label for _, _, label in rows))
        place = write(tmp_path / "c", labels, rows)
        answer = run("retrain", "--corpus", place, "--out", tmp_path / "m")
        assert answer.exit_code == 0, answer.output
        assert "learning curve" in answer.stdout
        found = framing.profile("It rained.", load_model(tmp_path / "m"))
        assert sum(found.shares.values()) == pytest.approx(1)

    def test_with_page_furniture_learn_it(self, run, tmp_path):
        rows = [*rows_of(["a", "b"]), *((f"s{i}", f"Photo: {word}", "boilerplate") for i, word in enumerate(WORDS))]
        rows.sort()
        place = write(tmp_path / "c", ["a", "b"], rows)
        assert run("retrain", "--corpus", place, "--out", tmp_path / "m").exit_code == 0
        found = framing.profile("They hugged at gate nine.\n\nPhoto: nine", load_model(tmp_path / "m"))
        assert [s.label for s in found.sentences] == ["a", "boilerplate"]

    def test_of_furniture_nearly_alone_give_a_model_whose_page_says_less(self, run, tmp_path):
        rows = [*rows_of(["a", "b"])[:3], *((f"z{i}", f"Photo {word}", "boilerplate") for i, word in enumerate(WORDS))]
        place = write(tmp_path / "c", ["a", "b"], sorted(rows))
        assert run("retrain", "--corpus", place, "--out", tmp_path / "m").exit_code == 0
        answer = run("report", STADIUM, "--model", tmp_path / "m", "-o", tmp_path / "page.html")
        assert answer.exit_code == 0, answer.stderr
        assert "of 100 intervals" not in parse((tmp_path / "page.html").read_text(encoding="utf-8")).text

    def test_of_ones_own_are_not_scored_against_our_articles(self, run, tmp_path):
        place = write(tmp_path / "c", ["a", "b"], rows_of(["a", "b"]))
        assert "labels of its own" in one_error(run("evaluate", "--of", "outlets", "--corpus", place))


class TestImport:
    @pytest.fixture
    def place(self, run, tmp_path):
        """Return a folder with a codebook and a sheet of ten sentences."""
        run("init-codebook", tmp_path / "c", *(part for label in LABELS for part in ("-l", label)))
        run("sample", EXAMPLE / "articles", "-n", 10, "-o", tmp_path / "sheet.csv")
        return tmp_path

    def fill(self, place: Path, change) -> Path:
        """Change the rows of the sheet."""
        with open(place / "sheet.csv", encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        for number, row in enumerate(rows):
            row["label"] = LABELS[number % 2]
            change(number, row)
        with open(place / "sheet.csv", "w", encoding="utf-8", newline="") as file:
            out = csv.DictWriter(file, rows[0])
            out.writeheader()
            out.writerows(rows)
        return place / "sheet.csv"

    def imported(self, run, place, sheet):
        return run("import", sheet, "--corpus", place / "c", "--articles", EXAMPLE / "articles")

    def test_refuses_a_changed_text_and_names_the_row(self, run, place):
        sheet = self.fill(place, lambda i, row: row.update(text=row["text"] + "!") if i == 3 else None)
        told = one_error(self.imported(run, place, sheet))
        assert "1 faulty row:\n  row 5 (number 4): the text, or what names it, was changed" in told
        assert corpus.read_rows(place / "c", "sentences.csv") == []

    def test_refuses_an_unknown_label_and_names_the_row(self, run, place):
        sheet = self.fill(place, lambda i, row: row.update(label="conflikt") if i == 0 else None)
        assert "row 2 (number 1): unknown label 'conflikt'; use one of conflict," in one_error(
            self.imported(run, place, sheet))

    def test_forgives_capitals_and_white_space_and_leaves_out_what_is_not_coded(self, run, place):
        sheet = self.fill(place, lambda i, row: row.update(label=["", " CONFLICT "][i % 2]))
        assert "5 sentences imported" in self.imported(run, place, sheet).stdout
        assert {row.label for row in _coded(place / "c")} == {"conflict"}

    def test_needs_the_articles_of_a_sheet(self, run, place):
        answer = run("import", self.fill(place, lambda *_: None), "--corpus", place / "c")
        assert "sheet.csv: a sheet does not hold its articles; say where they are by --articles" in one_error(answer)

    def test_takes_a_sheet_again_and_changes_nothing(self, run, place):
        sheet = self.fill(place, lambda *_: None)
        self.imported(run, place, sheet)
        before = (place / "c" / "sentences.csv").read_bytes()
        assert self.imported(run, place, sheet).exit_code == 0
        assert (place / "c" / "sentences.csv").read_bytes() == before

    def test_takes_a_second_round_of_the_same_articles(self, run, place):
        """Whoever draws an active sample under a first model codes on in the pile of the first one."""
        first = self.fill(place, lambda *_: None)
        self.imported(run, place, first)
        first.rename(place / "first.csv")
        run("sample", EXAMPLE / "articles", "-n", 190, "--without", place / "first.csv", "-o", place / "sheet.csv")
        assert "190 sentences imported" in self.imported(run, place, self.fill(place, lambda *_: None)).stdout
        rows = corpus.read_rows(place / "c", "sentences.csv")
        assert sum(bool(row["label"]) for row in rows) == len(rows) == 200
        assert run("check", "--corpus", place / "c").stdout == "no faults\n"

    def test_keeps_the_label_that_is_there_and_says_so(self, run, place):
        self.imported(run, place, self.fill(place, lambda *_: None))
        before = (place / "c" / "sentences.csv").read_bytes()
        answer = self.imported(run, place, self.fill(place, lambda i, row: row.update(label="none") if not i else None))
        assert answer.exit_code == 1
        (told,) = [line for line in answer.stdout.splitlines() if line.startswith("refused: ")]
        assert "is 'conflict' already, not 'none' too; import the sheets of two coders together" in told
        assert (place / "c" / "sentences.csv").read_bytes() == before

    def test_refuses_another_text_of_an_article_that_is_there(self, run, place):
        self.imported(run, place, self.fill(place, lambda *_: None))
        name = corpus.read_rows(place / "c", "stories.csv")[0]["story"]
        row = {"id": name, "text": "It rained.", "sentences": [{"start": 0, "end": 10, "label": "none"}]}
        (place / "x.jsonl").write_text(json.dumps(row), encoding="utf-8")
        told = one_error(run("import", place / "x.jsonl", "--corpus", place / "c"))
        assert f"the article {name!r} is there with another text; give the other one a name of its own" in told

    def test_reads_spans_of_two_coders_that_differ_by_a_full_stop_as_two_readings(self, run, place):
        """Whoever marks sentences by hand now takes the full stop along, now leaves it."""
        text, said = "They fought. It cost 5 euros. It rained.", ("They fought", "It cost 5 euros", "It rained")
        for coder, stop, labels in (("ann", 0, LABELS[:3]), ("bob", 1, (LABELS[0], LABELS[1], LABELS[5]))):
            spans = [{"start": text.index(s), "end": text.index(s) + len(s) + stop, "label": label}
                     for s, label in zip(said, labels, strict=True)]
            row = {"id": "x", "text": text, "sentences": spans}
            (place / f"{coder}.jsonl").write_text(json.dumps(row), encoding="utf-8")
        told = run("import", place / "ann.jsonl", place / "bob.jsonl", "--corpus", place / "c").stdout
        assert "3 sentences imported; 1 that two coders labelled differently" in told
        rows = corpus.read_rows(place / "c", "sentences.csv")
        assert [(row["first"], row["second"]) for row in rows] == [
            (LABELS[0], LABELS[0]), (LABELS[1], LABELS[1]), (LABELS[2], LABELS[5])]

    def test_refuses_two_labels_of_one_coder_for_one_sentence(self, run, place):
        spans = [{"start": 0, "end": end, "label": label} for end, label in ((11, LABELS[0]), (12, LABELS[1]))]
        row = {"id": "x", "text": "They fought.", "sentences": spans}
        (place / "x.jsonl").write_text(json.dumps(row), encoding="utf-8")
        told = run("import", place / "x.jsonl", "--corpus", place / "c").stdout
        assert "1 sentences imported; 0 that two coders" in told
        assert "refused: x, 0-12: the sentence is 'conflict' already, not 'human interest' too" in told
        assert corpus.read_rows(place / "c", "sentences.csv")[0]["second"] == ""

    def test_says_that_nothing_is_coded(self, run, place):
        sheet = self.fill(place, lambda i, row: row.update(label=""))
        told = one_error(self.imported(run, place, sheet))
        assert "sheet.csv: holds no labelled span; fill in the column label of a sheet, or give the format" in told

    def test_a_file_that_is_no_sheet_is_named(self, run, place):
        (place / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
        assert "no sheet from `framing sample`: the column 'article' is missing" in one_error(
            self.imported(run, place, place / "x.csv"))


def _coded(folder: Path):
    """Return the coded rows of a corpus."""
    from framing import exchange

    return exchange.labelled(corpus.read(folder))[1]


class TestAgreementCommand:
    def test_spells_a_label_as_it_is_met_first(self, run, tmp_path):
        text = (EXAMPLE / "sheet-a.csv").read_text(encoding="utf-8-sig")
        shutil.copy(EXAMPLE / "sheet-a.csv", tmp_path / "ann.csv")
        (tmp_path / "bob.csv").write_text(text.replace(",conflict,", ",Conflict ,"), encoding="utf-8")
        assert "equal labels 1.000" in run("agreement", tmp_path / "ann.csv", tmp_path / "bob.csv").stdout

    def test_refuses_sheets_of_one_name(self, run, tmp_path):
        shutil.copy(EXAMPLE / "sheet-a.csv", tmp_path / "sheet-a.csv")
        told = one_error(run("agreement", EXAMPLE / "sheet-a.csv", tmp_path / "sheet-a.csv"))
        assert "two sheets have one name; call each by its coder" in told


def test_the_guide_names_every_label_with_a_rule_to_fill(tmp_path):
    codebook.create(tmp_path / "c", {"war": "is about war", "peace": ""})
    guide = (tmp_path / "c" / "GUIDE.md").read_text(encoding="utf-8")
    assert "## war\n\nis about war\n" in guide
    assert "## peace\n\n<what it is>\n" in guide
    assert guide.count("- **Yes, if** <") == 2
    assert "Sentences with\n  several labels are not supported" in guide
