"""Text models small enough to make in a test."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from tokenizers import Tokenizer, decoders, normalizers, pre_tokenizers
from tokenizers.models import Unigram

from data.model import manifest

LETTERS = "abcdefghijklmnopqrstuvwxyzåäö0123456789"


def static_model(
    folder: Path, words: Sequence[str] = (), *, dimensions: int = 8, dense: float = 0.6, seed: int = 1
) -> Path:
    """Write a static model in the layout of the bundled one: seeded vectors for letters and some words."""
    pieces = ["<unk>", "▁", *LETTERS, *(f"▁{word}" for word in words)]
    tokenizer = Tokenizer(Unigram([(piece, -float(1 + 9 * (len(piece) < 3))) for piece in pieces], unk_id=0))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    vectors = np.random.default_rng(seed).normal(size=(len(pieces), dimensions)).astype(np.float16)
    vectors[0] = 0
    save_file({"embedding.weight": vectors}, folder / "model.safetensors")
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
    ]
    (folder / "1_Normalize").mkdir(exist_ok=True)
    (folder / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    (folder / "config_sentence_transformers.json").write_text(
        json.dumps({"similarity_fn_name": "cosine"}), encoding="utf-8"
    )
    manifest.write(folder, id="liten", dense=dense, grouped=0.0)
    return folder
