"""The trainer's peer: the same Llama-style decoder as an ordinary PyTorch script would train it.

Usage: trainer_peer.py '{"vocab_size": 256, ..., "batch": 8, "sequence": 256, "threads": 1, "device": "cpu"}'
Then, on standard input, one number of steps a line; each is answered with the seconds they took.
Every step is forward and backward under bf16 autocast, clipping of the gradient's norm, and AdamW.
With "compile": true the model goes through torch.compile first.
"""
import json
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn


class RMSNorm(nn.Module):
    def __init__(self, width, epsilon):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.epsilon = epsilon

    def forward(self, x):
        x = x.float()
        return self.weight * (x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.epsilon))


def rotate(x, cosine, sine):
    low, high = x.chunk(2, dim=-1)
    return x * cosine + torch.cat((-high, low), dim=-1) * sine


class Attention(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.heads, self.kv_heads = c["num_attention_heads"], c["num_key_value_heads"]
        self.dim = c["hidden_size"] // self.heads
        self.q_proj = nn.Linear(c["hidden_size"], self.heads * self.dim, bias=False)
        self.k_proj = nn.Linear(c["hidden_size"], self.kv_heads * self.dim, bias=False)
        self.v_proj = nn.Linear(c["hidden_size"], self.kv_heads * self.dim, bias=False)
        self.o_proj = nn.Linear(self.heads * self.dim, c["hidden_size"], bias=False)

    def forward(self, x, cosine, sine, mask):
        batch, sequence, _ = x.shape
        q = self.q_proj(x).view(batch, sequence, self.heads, self.dim).transpose(1, 2)
        k = self.k_proj(x).view(batch, sequence, self.kv_heads, self.dim).transpose(1, 2)
        v = self.v_proj(x).view(batch, sequence, self.kv_heads, self.dim).transpose(1, 2)
        q, k = rotate(q, cosine, sine), rotate(k, cosine, sine)
        if self.kv_heads != self.heads:
            k = k.repeat_interleave(self.heads // self.kv_heads, dim=1)
            v = v.repeat_interleave(self.heads // self.kv_heads, dim=1)
        if hasattr(F, "scaled_dot_product_attention"):
            y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        else:
            scores = q @ k.transpose(-2, -1) * self.dim**-0.5
            y = F.softmax(scores.masked_fill(mask, float("-inf")), dim=-1) @ v
        return self.o_proj(y.transpose(1, 2).reshape(batch, sequence, -1))


class Mlp(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.gate_proj = nn.Linear(c["hidden_size"], c["intermediate_size"], bias=False)
        self.up_proj = nn.Linear(c["hidden_size"], c["intermediate_size"], bias=False)
        self.down_proj = nn.Linear(c["intermediate_size"], c["hidden_size"], bias=False)

    def forward(self, x):
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


class Layer(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.input_layernorm = RMSNorm(c["hidden_size"], c["rms_norm_eps"])
        self.self_attn = Attention(c)
        self.post_attention_layernorm = RMSNorm(c["hidden_size"], c["rms_norm_eps"])
        self.mlp = Mlp(c)

    def forward(self, x, cosine, sine, mask):
        x = x + self.self_attn(self.input_layernorm(x), cosine, sine, mask)
        return x + self.mlp(self.post_attention_layernorm(x))


class Llama(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.embed_tokens = nn.Embedding(c["vocab_size"], c["hidden_size"])
        self.layers = nn.ModuleList(Layer(c) for _ in range(c["num_hidden_layers"]))
        self.norm = RMSNorm(c["hidden_size"], c["rms_norm_eps"])
        self.lm_head = nn.Linear(c["hidden_size"], c["vocab_size"], bias=False)
        if c["tie_word_embeddings"]:
            self.lm_head.weight = self.embed_tokens.weight
        dim, longest = c["hidden_size"] // c["num_attention_heads"], c["max_position_embeddings"]
        angles = torch.outer(torch.arange(longest), c["rope_theta"] ** (-torch.arange(0, dim, 2) / dim)).repeat(1, 2)
        self.register_buffer("cosine", angles.cos())
        self.register_buffer("sine", angles.sin())
        self.register_buffer("mask", torch.ones(longest, longest, dtype=torch.bool).triu(1))

    def forward(self, tokens, targets):
        length = tokens.shape[1]
        x = self.embed_tokens(tokens)
        cosine, sine, mask = self.cosine[:length].to(x.dtype), self.sine[:length].to(x.dtype), self.mask[:length, :length]
        for layer in self.layers:
            x = layer(x, cosine, sine, mask)
        return F.cross_entropy(self.lm_head(self.norm(x)).flatten(0, 1).float(), targets.flatten())


def main():
    c = json.loads(sys.argv[1])
    torch.set_num_threads(c["threads"])
    torch.manual_seed(0)
    device = torch.device(c["device"])
    cuda = device.type == "cuda"
    model = Llama(c).to(device)
    if c.get("compile"):
        model = torch.compile(model, mode="reduce-overhead")
    fused = {"fused": True} if cuda else {}
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.95), weight_decay=0.1, **fused)
    tokens = torch.randint(c["vocab_size"], (c["batch"], c["sequence"] + 1)).to(device)
    print(torch.__version__, sum(p.numel() for p in model.parameters()), flush=True)
    for line in sys.stdin:
        started = time.perf_counter()
        for _ in range(int(line)):
            optimizer.zero_grad(set_to_none=True)
            with torch.autocast(device.type, dtype=torch.bfloat16):
                loss = model(tokens[:, :-1], tokens[:, 1:])
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
        if cuda:
            torch.cuda.synchronize()
        print(time.perf_counter() - started, flush=True)


if __name__ == "__main__":
    main()
