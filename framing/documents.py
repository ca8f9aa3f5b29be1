"""The three documents that the project comes from, read by a model that never met their event.

Our corpus retells the event of the documents, so the shipped model has learnt from the retellings. Here a model is
learnt without them (the shipped knowledge never met them), and its shares stand beside those of the shipped model
and those of the annotations. One event, three articles: an illustration, no measurement.
"""

from collections.abc import Mapping
from dataclasses import replace
from importlib.resources.abc import Traversable
from pathlib import Path

from . import calibration, corpus, knowledge, lessons, model, retrain
from .evaluation import gold_shares
from .labels import LABELS
from .model import Model
from .profiles import profile
from .resources import folder as shipped_folder


def report(documents: Path, folder: Path | Traversable | None = None) -> str:
    """Return the shares of each document as text: annotated, by the model without retellings, by the shipped one.

    Parameters
    ----------
    documents : path
        The folder of the documents.
    folder : path, optional
        The corpus that refers to them; default: the one that comes with the library.

    Raises
    ------
    ValueError
        If a document is missing or is not the one that was annotated.
    """
    readers = {"without retellings": without_retellings(folder), "shipped": model.shipped()}
    gold = annotated_shares(folder)
    lines = [f"{'document':<9}{'reader':<20}{''.join(f'{label:>13}' for label in LABELS)}"]
    for name, text in corpus.document_texts(documents, folder).items():
        lines.append(_line(name, "annotated", gold[name]))
        lines += [_line(name, reader, profile(text, found).shares) for reader, found in readers.items()]
    return "\n".join(lines) + "\n"


def _line(name: str, reader: str, shares: Mapping[str, float | None]) -> str:
    """Return a line of the report, the largest share starred."""
    numbers = {label: share or 0.0 for label, share in shares.items()}
    largest = max(numbers.values())
    cells = [f"{numbers[label]:.2f}{'*' if numbers[label] == largest else ' '}" for label in LABELS]
    return f"{name:<9}{reader:<20}{''.join(f'{cell:>13}' for cell in cells)}"


def annotated_shares(folder: Path | Traversable | None = None) -> dict[str, dict[str, float | None]]:
    """Return the share of each label among the annotated prose sentences of each document."""
    labels: dict[str, list[str]] = {}
    for row in corpus.read_rows(folder or shipped_folder("corpus"), "annotations.csv"):
        labels.setdefault(row["document"], []).append(row["label"])
    found = ((name, gold_shares(given, LABELS)) for name, given in labels.items())
    return {name: dict(zip(LABELS, shares.tolist(), strict=True)) for name, shares in found if shares is not None}


def without_retellings(folder: Path | Traversable | None = None) -> Model:
    """Return the default model learnt anew, calibration included, without any story that retells the documents."""
    known, apart = knowledge.shipped(), corpus.retold(folder)
    own = lessons.from_articles([a for a in corpus.read(folder) if a.group not in apart], known)
    real = lessons.shipped(known)
    parameters = calibration.settle(real, LABELS, retrain.held_out_logits(real, own, LABELS))[0]
    arrays, shipped = retrain.arrays_of(retrain.fit([*own, *real], LABELS)), model.shipped()
    manifest = {**shipped.manifest, **parameters, "id": "without retellings"}
    return replace(shipped, weights=arrays["weights"], intercept=arrays["intercept"], manifest=manifest)
