"""The commands, each a few lines over the library; ``python -m framing`` is the same as ``framing``.

What a command needs is imported when it runs, so that ``framing --help`` costs nothing.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import framing

if TYPE_CHECKING:
    from .comparison import Comparison
    from .inputs import Entry
    from .journal import Journal
    from .model import AnyModel
    from .profiles import Profile, Sentence

class Stopped(click.ClickException):
    """The user stopped a command; shells expect 128 and the number of the signal."""

    exit_code = 130


class Group(click.Group):
    """Commands that report a bad file, model or corpus as one line instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; turn errors that teach into messages."""
        with _in_one_line():
            return super().invoke(ctx)


@contextmanager
def _in_one_line() -> Iterator[None]:
    """Turn an error that names its place and cure into the one line that a command ends with."""
    try:
        yield
    except BrokenPipeError:
        raise
    except KeyboardInterrupt as stop:
        raise Stopped("stopped") from stop
    except (framing.FramingError, ValueError, OSError, ImportError) as error:
        raise click.ClickException(str(error)) from error


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print version, model and place, then stop."""
    if not wanted:
        return
    place = Path(framing.__file__).parent
    with _in_one_line():
        from .model import shipped

        try:
            known = shipped()
        except (ValueError, OSError):
            click.echo(f"framing {framing.__version__}, without a model, from {place}")
            raise
    click.echo(f"framing {framing.__version__}, model {known.id}, from {place}")
    ctx.exit()


@click.group(cls=Group)
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_version,
              help="Show the version, the model and where framing was imported from.")
def main() -> None:
    """Show how news articles are framed."""


FILES = click.argument("files", nargs=-1, required=True, metavar="FILE...",
                       type=click.Path(dir_okay=False, allow_dash=True))
MODEL = click.option("--model", "path", type=click.Path(),
                     help="accurate, or a folder or model.json from `framing retrain`.")


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(allow_dash=True))
@MODEL
@click.option("--format", "form", type=click.Choice(["text", "json", "jsonl", "csv"]),
              help="text: a table an article; json: one list; jsonl: a line an article; csv: a row a sentence, an "
                   "apostrophe before what a spreadsheet would take for a formula. Default: by the end of --out.")
@click.option("-o", "--out", type=click.Path(dir_okay=False, writable=True, path_type=Path),
              help="Write to this file. Cut short, the same command goes on where it stopped.")
@click.option("--jobs", type=int, default=1, show_default=True, help="Processes to use; -1: every processor.")
@click.option("--errors", type=click.Choice(["raise", "record", "skip"]), default="raise", show_default=True,
              help="At an article that has no profile: stop, write the error in its place, or leave it out.")
@click.option("--as", "kind", type=click.Choice(["text", "page", "jsonl", "csv"]),
              help="What the FILEs hold. Default: by the ends of their names.")
@click.option("--text", default="text", show_default=True, help="What rows of JSON Lines and CSV call the text.")
@click.option("--id", "id_", help="What they call the id.  [default: id, or else the line]")
def profile(
    *, files: Sequence[str], form: str | None, path: str | None, out: Path | None, jobs: int, errors: str,
    kind: str | None, text: str, id_: str | None,
) -> None:
    """Profile articles in FILEs: UTF-8 text, web pages (.html), JSON Lines or CSV with an article a row, any of them
    packed (.gz), and folders of such files; - reads standard input.
    """  # noqa: D205 - one paragraph in the help
    from . import forms, inputs
    from .interrupts import heeding
    from .profiles import choose

    model = _chosen(path) if path else choose(None)
    columns = inputs.Columns(text, id_)
    found = inputs.entries(files, kind, columns, [str(out)] if out else [])
    first = list(islice(found, 2))
    name = form or (forms.ENDINGS.get(out.suffix.lower(), "text") if out else "text")
    rows = kind in inputs.ROWS or any(os.path.isdir(f) or inputs.kind_of(f) in inputs.ROWS for f in files)
    shape = forms.form(name, model.labels, alone=len(first) == 1, numbered=rows)
    about = {"model": _fingerprint(model), "format": name, "errors": errors, "version": framing.__version__}
    with _sink(out, about) as sink:
        todo = sink.remaining(chain(first, found))
        for entry, piece, error in heeding(forms.pieces(todo, shape, model, jobs, errors=errors, progress=True)):
            if error is not None:
                click.echo(f"no profile: {error}", err=True)
            sink.write(piece and (shape.between if sink.length else shape.head) + piece, entry)
        sink.close(("" if sink.length else shape.head) + shape.tail)


@main.command()
@FILES
@MODEL
@click.option("-o", "--out", type=click.Path(dir_okay=False, writable=True), default="report.html",
              show_default=True, help="Write the page to this file.")
def report(files: Sequence[str], path: str | None, out: str) -> None:
    """Write one page that shows the profiles of articles in FILEs, as `framing profile` takes them."""
    from .report import page, save

    model = _chosen(path) if path else None
    profiles = {"standard input" if name == "-" else name: p.to_dict() for name, p in _profiles(files, model)}
    save(page(profiles, model.manifest if model else None), out)


def _chosen(path: str) -> "AnyModel":
    """Return the model that an option names."""
    from .profiles import choose

    return choose(path) if path == "accurate" else framing.load_model(path)


def _fingerprint(model: "AnyModel") -> str:
    """Return what tells a model from any other that gives other answers."""
    from .arrayfile import digest

    return f"{model.id} {digest(json.dumps(dict(model.manifest), sort_keys=True).encode())[:16]}"


def _sink(out: Path | None, about: Mapping[str, str]) -> "AbstractContextManager[Journal | Printer]":
    """Return what takes the pieces of an answer: a file that survives a kill, or standard output."""
    if out is None or (out.exists() and not out.is_file()):
        return Printer(out)
    return _stoppable(out, about)


@contextmanager
def _stoppable(out: Path, about: Mapping[str, str]) -> "Iterator[Journal]":
    """Open the journal of an answer; who stops it learns how to go on."""
    from .journal import Journal

    with Journal(out, about) as journal:
        try:
            yield journal
        except KeyboardInterrupt as stop:
            place = f"{journal.done} articles are in {journal.part}"
            raise Stopped(f"stopped; {place}: the same command goes on from there") from stop


class Printer(AbstractContextManager["Printer"]):
    """Prints the pieces of an answer, each when it is there; ``length`` is how many characters that were."""

    def __init__(self, out: Path | None) -> None:
        self._out = sys.stdout if out is None else open(out, "w", encoding="utf-8", newline="")  # noqa: SIM115
        self.length = 0

    def __exit__(self, *_: object) -> None:
        if self._out is not sys.stdout:
            self._out.close()

    def remaining(self, entries: "Iterable[Entry]") -> "Iterable[Entry]":
        """Return all entries: nothing has been printed before."""
        return entries

    def write(self, content: str, _: "Entry | None" = None) -> None:
        """Print what an article gave."""
        self.length += len(content)
        click.echo(content, file=self._out, nl=False)

    def close(self, content: str) -> None:
        """Print what stands behind the last article."""
        self.write(content)


def _profiles(files: Sequence[str], model: "AnyModel | None") -> "list[tuple[str, Profile]]":
    """Return the profile of each file, with the name to show for it."""
    from .inputs import article

    return [(click.format_filename(name), framing.profile(article(name), model)) for name in files]


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE FILE...",
                type=click.Path(dir_okay=False, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
@MODEL
@click.option("-o", "--out", type=click.Path(dir_okay=False, writable=True, path_type=Path),
              help="Write a page that shows the comparison to this file instead.")
def compare(files: Sequence[str], as_json: bool, path: str | None, out: Path | None) -> None:
    """Compare articles on one event in UTF-8 text FILEs; - reads standard input."""
    from .inputs import article

    names = [click.format_filename(name) for name in files]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise click.ClickException(f"{twice[0]}: given twice; give each article once")
    model = _chosen(path) if path else None
    found = framing.compare({name: article(file) for name, file in zip(names, files, strict=True)}, model)
    if out is not None:
        found.save_html(out, model)
        return
    click.echo(found.to_json() if as_json else f"{found}\n{_framed_differently(found)}".rstrip("\n"))


def _framed_differently(found: "Comparison") -> str:
    """Return the facts with different labels, then such pairs outside them, the sure ones before the likely ones."""
    pairs = [(p.sure, _telling(p.similarity, zip(p.articles, p.sentences, strict=True)))
             for p in found.further if p.labels[0] != p.labels[1]]
    groups = {
        "The same fact, framed differently:": [_telling(f.similarity, f.sentences.items()) for f in found.facts
                                               if len(set(f.labels.values())) > 1],
        "Further pairs that tell the same fact:": [pair for sure, pair in pairs if sure],
        "Perhaps the same fact:": [pair for sure, pair in pairs if not sure],
    }
    return "".join(f"\n{title}\n" + "".join(told) for title, told in groups.items() if told)


def _telling(similarity: float, sentences: Iterable[tuple[str, "Sentence"]]) -> str:
    """Return the lines of a fact: its similarity, then each telling with article, label and text."""
    lines = [f"  {name}, {sentence.label}: {' '.join(sentence.text.split())}\n" for name, sentence in sentences]
    return f"{similarity:.2f}\n{''.join(lines)}"


CORPUS = click.option("--corpus", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path),
                      help="A corpus folder; default: the one that comes with framing.")


@main.command()
@CORPUS
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default="models", show_default=True,
              help="Folder for model.npz, model.json and README.md.")
def retrain(folder: Path | None, out: Path) -> None:
    """Learn a model from a labelled corpus."""
    from . import corpus, prospects
    from .retrain import retrain as learn

    own = folder is not None and corpus.own_labels(folder)
    manifest, found = prospects.learn(folder, out) if folder and own else (learn(folder, out), "")
    score = manifest["scores"]["macro_f1"]
    click.echo(f"{out}: model {manifest['id']}, macro-F1 {score:.3f} in cross-validation")
    if found:
        click.echo(found)


@main.command("init-codebook")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("-l", "--label", "labels", multiple=True, metavar="LABEL[=DEFINITION]",
              help="A label, perhaps with its definition; give 2 to 30 of them.")
def init_codebook(folder: Path, labels: Sequence[str]) -> None:
    """Make a corpus FOLDER for labels of your own: labels.csv, GUIDE.md to fill, and empty tables."""
    from . import codebook

    named = [label.partition("=")[::2] for label in labels or ("first label", "second label")]
    twice = sorted({name for name, _ in named if [n for n, _ in named].count(name) > 1})
    if twice:
        raise click.ClickException(f"the label {twice[0]!r} is given twice; give each once")
    codebook.create(folder, dict(named))
    click.echo(f"{folder}: {', '.join(name for name, _ in named)}; edit labels.csv and fill in GUIDE.md")


ARTICLES = click.argument("articles", nargs=-1, required=True, metavar="ARTICLES...",
                          type=click.Path(exists=True, path_type=Path))


@main.command()
@ARTICLES
@click.option("-n", "size", type=click.IntRange(1), default=300, show_default=True, help="Sentences to draw.")
@click.option("--active", is_flag=True, help="The least certain and most diverse ones under --model, not random ones.")
@MODEL
@click.option("--double", type=click.IntRange(0), default=0, show_default=True,
              help="Make two sheets, for two coders, with so many sentences in both; the others are dealt out.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed draws another sample.")
@click.option("--without", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="SHEET",
              help="Leave out the sentences of this sheet. May be given several times.")
@click.option("-o", "--out", type=click.Path(dir_okay=False, writable=True, path_type=Path), default="sheet.csv",
              show_default=True, help="The sheet; with --double -a and -b are added to its name.")
def sample(articles: Sequence[Path], *, size: int, active: bool, path: str | None, double: int, seed: int,
           without: Sequence[Path], out: Path) -> None:
    """Draw sentences to code from ARTICLES: .txt or .jsonl files, or folders of them."""
    from . import articles as pile
    from . import sampling, sheets
    from .model import shipped

    if path and not active:
        raise click.ClickException("--model is for --active samples; a random one needs none")
    model = (_chosen(path) if path else shipped()) if active else None
    known = {row.key for sheet in without for row in sheets.read(sheet)}
    drawn = sampling.draw(pile.read(articles), size, model, seed, known)
    names = [out.with_stem(f"{out.stem}-{coder}") for coder in "ab"] if double else [out]
    for name, rows in zip(names, sampling.doubled(drawn, double, len(names), seed), strict=True):
        sheets.write(name, rows)
        click.echo(f"{name}: {len(rows)} sentences")


FORM = click.option("--format", "form", type=click.Choice(["csv", "jsonl", "label-studio", "prodigy", "brat"]),
                    help="Default: told by the name of the file.")
CODEBOOK = click.option("--corpus", "folder", required=True,
                        type=click.Path(exists=True, file_okay=False, path_type=Path),
                        help="The folder from `framing init-codebook`.")


@main.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, path_type=Path))
@CODEBOOK
@click.option("--articles", "texts", multiple=True, type=click.Path(exists=True, path_type=Path),
              help="Where the articles are: needed for sheets. May be given several times.")
@FORM
def import_(files: Sequence[Path], folder: Path, texts: Sequence[Path], form: str | None) -> None:
    """Put coded sentences into a corpus; of several FILEs each is a coder, and the first one's label counts."""
    from . import articles as pile
    from . import codebook, corpus, exchange
    from .labels import BOILERPLATE

    known = (*corpus.definitions(folder), BOILERPLATE)
    forms = [form or exchange.guessed(file) for file in files]
    if "csv" in forms and not texts:
        raise click.ClickException(f"{files[forms.index('csv')]}: a sheet does not hold its articles; say where they "
                                   "are by --articles")
    held = pile.read(texts) if texts else {}
    found = [exchange.read(file, kind, held, known) for file, kind in zip(files, forms, strict=True)]
    empty = [file for file, one in zip(files, found, strict=True) if not (one.rows or one.refused)]
    if empty:
        raise click.ClickException(f"{empty[0]}: holds no labelled span; fill in the column label of a sheet, or give "
                                   "the format of another tool by --format")
    held = exchange.together(found)
    coded, differ = codebook.merged([one.rows for one in found], held)
    left = codebook.add(folder, held, coded)
    refused = [*(fault for one in found for fault in one.refused), *left]
    click.echo(f"{folder}: {len(coded) - len(left)} sentences imported; {differ} that two coders labelled differently "
               "have the label of the first file")
    for fault in refused:
        click.echo(f"refused: {fault}")
    sys.exit(1 if refused else 0)


@main.command()
@click.option("--corpus", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="Export the labelled sentences of this folder from `framing init-codebook`.")
@FORM
@click.option("-o", "--out", type=click.Path(path_type=Path),
              help="Where the sentences go: a file, or for brat a folder.")
@click.option("--joblib", "place", type=click.Path(dir_okay=False, path_type=Path),
              help="Export a model as a scikit-learn Pipeline to this file instead.")
@MODEL
def export(folder: Path | None, form: str | None, out: Path | None, place: Path | None, path: str | None) -> None:
    r"""Write labelled sentences or a model for another tool.

    \b
    Sentences:  framing export --corpus FOLDER -o FILE [--format FORM]
    A model:    framing export --joblib FILE [--model MODEL]
    """
    if place is not None and (folder, form, out) == (None, None, None):
        _export_model(place, path)
    elif folder is not None and out is not None and (place, path) == (None, None):
        _export_sentences(folder, form, out)
    else:
        raise click.ClickException("say what to export, one at a time: --corpus FOLDER -o FILE writes the labelled "
                                   "sentences of a corpus, --joblib FILE [--model MODEL] a model")


def _export_sentences(folder: Path, form: str | None, out: Path) -> None:
    """Write the labelled sentences of a corpus."""
    from . import corpus, exchange

    texts, rows = exchange.labelled(corpus.read(folder))
    exchange.write(out, form or exchange.guessed(out), texts, rows)
    click.echo(f"{out}: {len(rows)} sentences of {len(texts)} articles")


def _export_model(place: Path, path: str | None) -> None:
    """Write a model as a scikit-learn Pipeline, and warn of such files."""
    from . import pipelines
    from .profiles import choose

    model = _chosen(path) if path else choose(None)
    pipelines.write(place, model)
    click.echo(f"{place}: a scikit-learn Pipeline of the model {model.id}, labels {', '.join(model.labels)}")
    click.echo(f"warning: {pipelines.WARNING}", err=True)


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="SHEET SHEET...",
                type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
def agreement(files: Sequence[Path], as_json: bool) -> None:
    """Tell how far coders agree, a SHEET each, and list the sentences on which they differ."""
    from . import sheets
    from .agreement import agree, as_dict

    if len({file.stem for file in files}) < len(files):
        raise click.ClickException("two sheets have one name; call each by its coder")
    found = {file.stem: sheets.read(file) for file in files}
    spelt: dict[str, str] = {}
    agreed = agree({coder: {row.key: spelt.setdefault(row.label.casefold(), row.label) for row in rows}
                    for coder, rows in found.items()})
    if as_json:
        click.echo(json.dumps(as_dict(agreed), ensure_ascii=False, indent=1))
        return
    texts: dict[object, str] = {row.key: row.text for rows in found.values() for row in rows}
    click.echo(agreed)
    for key, said in agreed.differences:
        labels = ", ".join(f"{coder} {label}" for coder, label in said.items())
        click.echo(f"\n{labels}\n  {sheets.squeezed(texts[key])}")


@main.command()
@CORPUS
@click.option("--documents", type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="The folder of the documents that the corpus refers to; binds the labels to their text.")
@click.option("--tables", is_flag=True, help="Print the counts and the agreement of its data card, too.")
def check(folder: Path | None, documents: Path | None, tables: bool) -> None:
    """Name every faulty row of a corpus; exit with 1 where there is one."""
    from .corpus import problems
    from .resources import folder as shipped_folder

    if tables:
        from .evaluation import corpus_tables

        click.echo(corpus_tables(folder))
    faults = problems(folder or shipped_folder("corpus"), documents)
    for fault in faults:
        click.echo(fault)
    click.echo(f"{len(faults) or 'no'} fault{'' if len(faults) == 1 else 's'}")
    sys.exit(1 if faults else 0)


@main.command()
@CORPUS
@click.option("--articles", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="JSON Lines of labelled articles to score a model on, instead of cross-validation.")
@click.option("--model", "path", type=click.Path(), help="The model to score; default: the shipped one.")
@click.option("--of", "what", type=click.Choice(["labels", "pairs", "outlets", "documents"]), default="labels",
              show_default=True,
              help="pairs: the alignment of `framing compare`, on held-out stories; outlets: the intervals of "
                   "profile_outlets, on held-out real articles; documents: the documents of the corpus, by a model "
                   "that never met their event.")
@click.option("--documents", type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="The folder of the documents that the corpus refers to; needed for --of documents, with --of pairs "
                   "scores their pairs, too.")
def evaluate(folder: Path | None, articles: Path | None, path: str | None, what: str, documents: Path | None) -> None:
    """Score by cross-validation on a corpus, or score a model on labelled articles."""
    from . import corpus, evaluation
    from .card import score_report, score_tables
    from .documents import report as document_report
    from .model import shipped
    from .pairs import report
    from .retrain import cross_validated, outlet_report

    if what == "documents":
        if documents is None:
            raise click.ClickException("--of documents needs the folder of the documents: --documents FOLDER")
        click.echo(document_report(documents, folder), nl=False)
        return
    if what != "labels":
        click.echo(report(folder, documents) if what == "pairs" else outlet_report(folder), nl=False)
        return
    if not articles:
        click.echo(score_report(cross_validated(folder)), nl=False)
        return
    model = _chosen(path) if path else shipped()
    found = evaluation.profile_outcomes(corpus.read_articles(articles, model.labels), model)
    click.echo(score_tables(evaluation.scores(found, model.labels), model.labels), nl=False)


if __name__ == "__main__":
    main(prog_name="framing")
