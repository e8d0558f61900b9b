"""TIES in whole-vector operations, as its authors' code does it."""

import torch


def merge(base, experts, density=0.2, scale=0.3):
    """Merged weights by name."""
    names = sorted(base)
    origin = torch.cat([base[name].flatten() for name in names])
    vectors = torch.stack([torch.cat([expert[name].flatten() for name in names]) for expert in experts]) - origin
    kept = trim(vectors, density)
    signs = elect(kept)
    agreeing = torch.where(signs > 0, kept > 0, kept < 0)
    return split(origin + scale * (kept * agreeing).sum(dim=0), base, names)


def trim(vectors, density):
    """Keeps the largest entries of each row."""
    length = vectors.shape[1]
    threshold, _ = vectors.abs().kthvalue(length - int(length * density), dim=1, keepdim=True)
    return vectors * (vectors.abs() >= threshold)


def elect(kept):
    """The sign of the sum; where it is zero, that of most entries."""
    signs = torch.sign(kept.sum(dim=0))
    signs[signs == 0] = torch.sign(signs.sum())
    return signs


def split(vector, base, names):
    parts = vector.split([base[name].numel() for name in names])
    return {name: part.view_as(base[name]) for name, part in zip(names, parts)}
