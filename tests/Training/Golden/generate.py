"""Writes the golden files beside it, from an implementation that shares nothing with the trainer.

Run with any Python that imports torch (Debian: python3-torch); the tests read the files and need no Python.
Everything is computed in float64 and stored as float32, little-endian.
"""
import hashlib
import json
import math
import pathlib
import struct

import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).parent

BASE = {
    "architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_act": "silu",
    "vocab_size": 19, "hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": 2,
    "num_attention_heads": 4, "num_key_value_heads": 2, "max_position_embeddings": 32,
    "rms_norm_eps": 1e-5, "rope_theta": 10000.0, "tie_word_embeddings": True,
}
CASES = {
    "grouped-tied": BASE,
    "grouped-untied": {**BASE, "tie_word_embeddings": False},
    "one-key-head-three-layers": {**BASE, "num_key_value_heads": 1, "num_hidden_layers": 3, "rope_theta": 500.0},
    "plain-heads": {**BASE, "num_attention_heads": 2, "num_key_value_heads": 2, "rms_norm_eps": 1e-3},
    # Sizes that end inside a register, a panel of 32 columns, a tile of 14 rows and a block of 28 queries.
    "past-tile-edges": {
        **BASE, "vocab_size": 35, "hidden_size": 40, "intermediate_size": 33, "num_hidden_layers": 1,
        "num_attention_heads": 1, "num_key_value_heads": 1, "max_position_embeddings": 80,
    },
}
SEQUENCES = {"past-tile-edges": 75}


def names_and_shapes(c):
    hidden, inter = c["hidden_size"], c["intermediate_size"]
    keys = hidden // c["num_attention_heads"] * c["num_key_value_heads"]
    yield "model.embed_tokens.weight", (c["vocab_size"], hidden)
    for i in range(c["num_hidden_layers"]):
        layer = f"model.layers.{i}."
        yield layer + "input_layernorm.weight", (hidden,)
        yield layer + "self_attn.q_proj.weight", (hidden, hidden)
        yield layer + "self_attn.k_proj.weight", (keys, hidden)
        yield layer + "self_attn.v_proj.weight", (keys, hidden)
        yield layer + "self_attn.o_proj.weight", (hidden, hidden)
        yield layer + "post_attention_layernorm.weight", (hidden,)
        yield layer + "mlp.gate_proj.weight", (inter, hidden)
        yield layer + "mlp.up_proj.weight", (inter, hidden)
        yield layer + "mlp.down_proj.weight", (hidden, inter)
    yield "model.norm.weight", (hidden,)
    if not c["tie_word_embeddings"]:
        yield "lm_head.weight", (c["vocab_size"], hidden)


def norm(x, weight, epsilon):
    return weight * x / torch.sqrt((x * x).mean(-1, keepdim=True) + epsilon)


def rotate(x, theta):
    """Hugging Face's convention: element i is paired with i + dim / 2."""
    length, dim = x.shape[-2:]
    angles = torch.outer(torch.arange(length).double(), theta ** (-torch.arange(0, dim, 2).double() / dim))
    low, high = x[..., : dim // 2], x[..., dim // 2 :]
    return torch.cat((low * angles.cos() - high * angles.sin(), high * angles.cos() + low * angles.sin()), -1)


def logits(c, w, tokens):
    heads, kv_heads = c["num_attention_heads"], c["num_key_value_heads"]
    dim = c["hidden_size"] // heads
    batch, length = tokens.shape
    split = lambda y, n: y.view(batch, length, n, dim).transpose(1, 2)
    future = torch.ones(length, length).triu(1).bool()
    x = w["model.embed_tokens.weight"][tokens]
    for i in range(c["num_hidden_layers"]):
        p = lambda name: w[f"model.layers.{i}.{name}.weight"]
        h = norm(x, p("input_layernorm"), c["rms_norm_eps"])
        q = rotate(split(h @ p("self_attn.q_proj").T, heads), c["rope_theta"])
        k = rotate(split(h @ p("self_attn.k_proj").T, kv_heads), c["rope_theta"]).repeat_interleave(heads // kv_heads, 1)
        v = split(h @ p("self_attn.v_proj").T, kv_heads).repeat_interleave(heads // kv_heads, 1)
        scores = (q @ k.transpose(-1, -2) / math.sqrt(dim)).masked_fill(future, -math.inf)
        y = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, -1)
        x = x + y @ p("self_attn.o_proj").T
        h = norm(x, p("post_attention_layernorm"), c["rms_norm_eps"])
        x = x + (F.silu(h @ p("mlp.gate_proj").T) * (h @ p("mlp.up_proj").T)) @ p("mlp.down_proj").T
    x = norm(x, w["model.norm.weight"], c["rms_norm_eps"])
    return x @ w["model.embed_tokens.weight" if c["tie_word_embeddings"] else "lm_head.weight"].T


def floats(tensor):
    return tensor.detach().float().numpy().astype("<f4").tobytes()


def decoder_case(name, c, batch=2, sequence=9):
    torch.manual_seed(sum(map(ord, name)))
    w = {}
    for key, shape in names_and_shapes(c):
        start = torch.randn(shape) * 0.3 + (1.0 if len(shape) == 1 else 0.0)
        w[key] = start.float().double().requires_grad_()
    tokens = torch.randint(c["vocab_size"], (batch, sequence + 1))
    z = logits(c, w, tokens[:, :-1])
    loss = F.cross_entropy(z.flatten(0, 1), tokens[:, 1:].flatten())
    loss.backward()
    case = {"config": c, "batch": batch, "sequence": sequence, "tokens": tokens.flatten().tolist(), "loss": loss.item()}
    (HERE / f"{name}.json").write_text(json.dumps(case, indent=2) + "\n")
    data = b"".join(floats(t) for t in w.values()) + floats(z) + b"".join(floats(t.grad) for t in w.values())
    (HERE / f"{name}.bin").write_bytes(data)


def safetensors_case():
    header, data = {"__metadata__": {"format": "pt", "origin": "golden"}}, b""
    for name, dtype, shape, raw in (
        ("first", "F32", [2, 3], struct.pack("<6f", 0.0, -1.5, 2.25, 1e-30, 3.4e38, -0.0)),
        ("second", "BF16", [4], struct.pack("<4H", 0x3F80, 0xC020, 0x0000, 0x7F7F)),
        ("empty", "F32", [0, 7], b""),
    ):
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    (HERE / "small.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)


def optimizer_case():
    body = b"TAPOPT" + struct.pack("<HQQ", 1, 42, 3) + struct.pack("<3f", 0.5, -1.0, 2.0) + struct.pack("<3f", 0.25, 1.0, 4.0)
    (HERE / "optimizer-v1.bin").write_bytes(body + hashlib.sha256(body).digest())


if __name__ == "__main__":
    for case_name, config in CASES.items():
        decoder_case(case_name, config, sequence=SEQUENCES.get(case_name, 9))
    safetensors_case()
    optimizer_case()
