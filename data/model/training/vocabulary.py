"""The vocabulary: parts of Swedish words, found by a unigram model (Kudo, 2018) in counted words."""

import io
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

import sentencepiece
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

_NORMALIZER: Final = normalizers.Sequence(
    [
        normalizers.NFKC(),
        normalizers.Lowercase(),
        normalizers.Replace(Regex(r"[^\p{L}\p{N}\p{M}+#]+"), " "),
        normalizers.Strip(),
    ]
)
"""Case and signs carry no meaning here; the + and # of C++ and C# do."""

_DIGIT: Final = re.compile(r"\d")
_UNKNOWN: Final = "<unk>"
_START: Final = "▁"
"""Marks the beginning of a word."""

_LONGEST: Final = 18
_SMALL: Final = 4
_UNLIKELY: Final = 60.0
_LIKELIER: Final = 0.01


def split(text: str) -> list[str]:
    """Give the words of a text as the tokenizer sees them."""
    return _NORMALIZER.normalize_str(text).split()


def learn(counts: Mapping[str, float], size: int) -> Tokenizer:
    """Find the parts of words that describe a counted list of words best.

    Parameters
    ----------
    counts : word → how often it is counted; below 1 it is left out.
    size : parts at most.

    Returns
    -------
    A tokenizer, the same for the same counts on any machine. Part 0 is for what it does not know.
    """
    summed: dict[str, float] = {}
    for word, count in counts.items():
        for piece in filter(None, _DIGIT.split(word)):
            summed[piece] = summed.get(piece, 0.0) + count
    model = io.BytesIO()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "words.tsv"
        rows = (f"{word}\t{int(count)}\n" for word, count in sorted(summed.items()) if count >= 1)
        path.write_text("".join(rows), encoding="utf-8")
        sentencepiece.SentencePieceTrainer.train(
            input=str(path),
            input_format="tsv",
            model_writer=model,
            model_type="unigram",
            vocab_size=size,
            hard_vocab_limit=False,
            max_sentencepiece_length=_LONGEST,
            normalization_rule_name="identity",
            character_coverage=0.9999,
            required_chars="0123456789",
            num_threads=1,  # several would give another vocabulary each time
            unk_id=0,
            bos_id=-1,
            eos_id=-1,
            pad_id=-1,
            minloglevel=2,
        )
    found = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    return _tokenizer(
        [(found.id_to_piece(at), round(found.get_score(at), 4)) for at in range(found.get_piece_size())]
    )


def resegmented(tokenizer: Tokenizer, seeds: Iterable[int]) -> list[Tokenizer]:
    """Give tokenizers over the same parts that avoid half of the long ones, each another half."""
    return [_avoiding(tokenizer, Random(seed)) for seed in seeds]


def with_words(tokenizer: Tokenizer, words: Iterable[str]) -> Tokenizer:
    """Make each of some words a part of its own, likely enough to be used for that word, and no more."""
    described = json.loads(tokenizer.to_str())
    scores: dict[str, float] = dict(described["model"]["vocab"])
    least = min(scores.values())
    for word in words:
        if _START + word not in scores:
            parts = tokenizer.encode(word, add_special_tokens=False).tokens
            total = sum(scores.get(part, least) for part in parts)
            scores[_START + word] = round(total + _LIKELIER, 4)
    described["model"]["vocab"] = list(scores.items())
    return Tokenizer.from_str(json.dumps(described))


def silent(tokenizer: Tokenizer, words: Iterable[str]) -> list[int]:
    """Give the parts that mean nothing: what is not known, the beginning of such a word, and whole words."""
    tokens = (_UNKNOWN, _START, *(_START + word for word in words))
    return [at for at in map(tokenizer.token_to_id, tokens) if at is not None]


def _tokenizer(pieces: list[tuple[str, float]]) -> Tokenizer:
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = _NORMALIZER
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Metaspace(prepend_scheme="always"), pre_tokenizers.Digits(individual_digits=True)]
    )
    return tokenizer


def _avoiding(tokenizer: Tokenizer, rng: Random) -> Tokenizer:
    described = json.loads(tokenizer.to_str())
    described["model"]["vocab"] = [
        (piece, score - _UNLIKELY if len(piece.strip(_START)) > _SMALL and rng.random() < 0.5 else score)
        for piece, score in described["model"]["vocab"]
    ]
    return Tokenizer.from_str(json.dumps(described))
