"""CLIP's image encoder as a module of PyTorch's own layers, with the names of OpenAI's checkpoints."""

from collections import OrderedDict

import torch
from torch import nn


class QuickGELU(nn.Module):
    def forward(self, x):
        return x * torch.sigmoid(1.702 * x)


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.attn = nn.MultiheadAttention(width, heads)
        self.ln_1 = nn.LayerNorm(width)
        self.mlp = nn.Sequential(OrderedDict(
            c_fc=nn.Linear(width, 4 * width), gelu=QuickGELU(), c_proj=nn.Linear(4 * width, width)))
        self.ln_2 = nn.LayerNorm(width)

    def forward(self, x):
        y = self.ln_1(x)
        x = x + self.attn(y, y, y, need_weights=False)[0]
        return x + self.mlp(self.ln_2(x))


class Transformer(nn.Module):
    def __init__(self, width, heads, blocks):
        super().__init__()
        self.resblocks = nn.ModuleList(Block(width, heads) for _ in range(blocks))


class Tower(nn.Module):
    """Images [batch, 3, side, side] to embeddings [batch, embedding]."""

    def __init__(self, width, blocks, heads, patch, side, embedding):
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, patch, stride=patch, bias=False)
        self.class_embedding = nn.Parameter(torch.zeros(width))
        self.positional_embedding = nn.Parameter(torch.zeros((side // patch) ** 2 + 1, width))
        self.ln_pre = nn.LayerNorm(width)
        self.transformer = Transformer(width, heads, blocks)
        self.ln_post = nn.LayerNorm(width)
        self.proj = nn.Parameter(torch.zeros(width, embedding))

    def forward(self, images, after_block=None):
        """`after_block(index, tokens)` may replace what leaves a block, [tokens, batch, width]."""
        x = self.conv1(images).flatten(2).permute(0, 2, 1)
        first = self.class_embedding.expand(x.shape[0], 1, -1)
        x = self.ln_pre(torch.cat([first, x], dim=1) + self.positional_embedding)
        x = x.permute(1, 0, 2)
        for index, block in enumerate(self.transformer.resblocks):
            x = block(x)
            if after_block is not None:
                x = after_block(index, x)
        return self.ln_post(x[0]) @ self.proj


def with_weights(sizes, weights):
    """A tower that holds the given weights."""
    tower = Tower(**sizes)
    tower.load_state_dict(weights)
    return tower
