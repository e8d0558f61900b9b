"""Tensors from safetensors files."""

import json
import struct

import torch

TYPES = {"F32": (torch.float32, 4), "I64": (torch.int64, 8)}


def read(path):
    """All tensors of a file by name."""
    with open(path, "rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
        body = bytearray(file.read())
    header.pop("__metadata__", None)
    return {name: view(body, entry) for name, entry in header.items()}


def view(body, entry):
    (start, end), (kind, width) = entry["data_offsets"], TYPES[entry["dtype"]]
    return torch.frombuffer(body, dtype=kind, count=(end - start) // width, offset=start).view(entry["shape"])
