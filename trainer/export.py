"""A trained network to the model file, and back: ``export`` writes it, ``load`` reads the numbers the program uses."""

from pathlib import Path

import numpy as np
import torch

from . import container
from .features import INPUTS, Features
from .names import CORPORA, TAGS
from .network import Network

BUCKET_BITS = 16

# Heads over the encoder's output that the program computes as one product, in this order.
OUTPUT_HEADS = ["upos", "xpos", "feats", "names_hidden", "arc_dependent", "arc_head", "label_dependent", "label_head"]


def export(network: Network, features: Features, path: Path) -> None:
    """Writes the model file: matrices as rows of int8, the few vectors as floats."""
    writer = container.Writer()
    for name, vocabulary in zip(INPUTS, features.inputs):
        writer.strings(f"input.{name}", vocabulary.entries)
    for name in ("upos", "xpos", "feats", "deprels"):
        writer.strings(f"output.{name}", getattr(features, name).entries)
    writer.strings("output.names", TAGS)
    writer.bytes("vector.keys", vector_keys(features.vectors.rows))
    for name, values in _tensors(network).items():
        if values.ndim == 2 and min(values.shape) > 1:
            writer.rows(name, values)
        else:
            writer.floats(name, values)
    writer.write(path)


def _tensors(network: Network) -> dict[str, np.ndarray]:
    state = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    result = {}
    for i, name in enumerate(INPUTS):
        result[f"embedding.{name}"] = state.pop(f"embeddings.{i}.weight")
    result["embedding.vector"] = state.pop("vectors")
    for direction in ("forwards", "backwards"):
        result[f"{direction}.input"] = state.pop(f"{direction}.weight_ih_l0")
        result[f"{direction}.state"] = state.pop(f"{direction}.weight_hh_l0")
        result[f"{direction}.bias"] = state.pop(f"{direction}.bias_ih_l0") + state.pop(f"{direction}.bias_hh_l0")
    # Stored as other matrices are: one row an output.
    state["arc_bilinear"] = state["arc_bilinear"].T
    # The program follows the guidelines whose row is zeros.
    del state["corpora.weight"]
    result.update(state)
    return result


def load(network: Network, path: Path) -> Network:
    """The network with the numbers of a model file, as the program sees them after quantization."""
    sections = container.read(path)
    state = network.state_dict()
    with torch.no_grad():
        for name, tensor in state.items():
            tensor.copy_(torch.from_numpy(np.array(_stored(sections, name))))
    return network


def _stored(sections: dict[str, object], name: str) -> object:
    if name.startswith("embeddings."):
        return sections[f"embedding.{INPUTS[int(name.split('.')[1])]}"]
    if name == "corpora.weight":
        return np.zeros((len(CORPORA), len(sections["names_hidden.bias"])))
    if name == "vectors":
        return sections["embedding.vector"]
    if name == "arc_bilinear":
        return sections[name].T
    direction, _, part = name.partition(".")
    if direction in ("forwards", "backwards"):
        if part == "bias_hh_l0":
            return np.zeros_like(sections[f"{direction}.bias"])
        return sections[direction + {"weight_ih_l0": ".input", "weight_hh_l0": ".state", "bias_ih_l0": ".bias"}[part]]
    return sections[name]


def key_hash(word: str) -> int:
    """64-bit FNV-1a of the UTF-8 bytes, its bits then mixed (the finalizer of MurmurHash3)."""
    mask = 0xFFFFFFFFFFFFFFFF
    value = 0xCBF29CE484222325
    for byte in word.encode():
        value = ((value ^ byte) * 0x100000001B3) & mask
    value = ((value ^ (value >> 33)) * 0xFF51AFD7ED558CCD) & mask
    value = ((value ^ (value >> 33)) * 0xC4CEB9FE1A85EC53) & mask
    return value ^ (value >> 33)


def vector_keys(rows: dict[str, int]) -> bytes:
    """Words to rows without the words: four bytes a word, one in some 15,000 unknown words is mistaken for another.

    The upper 16 bits of a word's hash choose a bucket, the next 16 tell it from the others there. Layout: u8 size of
    each of the 65,536 buckets, then for all buckets in order u16 fingerprints, then u16 rows.
    """
    entries: dict[int, int] = {}
    for word in sorted(rows):
        entries.setdefault(key_hash(word) >> 32, rows[word])
    ordered = sorted(entries.items())
    hashes = np.array([key for key, _ in ordered], np.uint32)
    sizes = np.bincount(hashes >> 16, minlength=1 << BUCKET_BITS)
    assert sizes.max() < 256 and max(rows.values()) < 65536
    fingerprints = (hashes & 0xFFFF).astype("<u2")
    numbers = np.array([row for _, row in ordered], "<u2")
    return sizes.astype(np.uint8).tobytes() + fingerprints.tobytes() + numbers.tobytes()
