"""One side of a comparison: `python3 benchmarks/Speed/pytorch MEASURE FOLDER` prints what was measured as a line of JSON."""

import json
import resource
import sys
import time

import torch
from torch import nn

import surgery
import ties
import tower
from folder import Folder

ROUNDS = 8
DENSITY, SCALE = 0.2, 0.3


def batch_of(folder, size):
    images = folder.images(folder.tasks[0])
    return images.repeat(1 + size // len(images), 1, 1, 1)[:size].clone()


def encode(size):
    """A batch of images to embeddings."""

    def measure(folder):
        model, images = tower.with_weights(folder.sizes, folder.base()), batch_of(folder, size)
        with torch.no_grad():
            model(images)
            yield
            for _ in range(ROUNDS):
                embedding = model(images)
        yield embedding.abs().mean().item()

    return measure


def step(size):
    """Steps of fine-tuning on one batch under a frozen head."""

    def measure(folder):
        model, images, head = tower.with_weights(folder.sizes, folder.base()), batch_of(folder, size), folder.head(folder.tasks[0])
        labels = torch.arange(size) % len(head)
        optimiser = torch.optim.Adam(model.parameters(), lr=1e-5)
        for index in range(2 * ROUNDS):
            if index == ROUNDS:
                yield
            loss = nn.functional.cross_entropy(nn.functional.normalize(model(images), dim=1) @ head.T, labels)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        yield loss.item()

    return measure


def merge_ties(folder):
    """Eight experts to one, in memory."""
    base, experts = folder.base(), [folder.expert(task) for task in folder.tasks]
    yield
    merged = ties.merge(base, experts, DENSITY, SCALE)
    yield sum((merged[name] - base[name]).abs().double().sum().item() for name in base)


def train(published, deep):
    def measure(folder):
        for task in folder.tasks:
            folder.pickled_expert(task)
            folder.pickled_images(task)
        yield
        losses = surgery.train(folder, published, deep)
        yield sum(losses) / len(losses)

    return measure


MEASURES = {
    "encode-16": encode(16),
    "encode-64": encode(64),
    "step-64": step(64),
    "ties": merge_ties,
    "surgery-published": train(published=True, deep=False),
    "surgery-fixed": train(published=False, deep=False),
    "surgery-v2-published": train(published=True, deep=True),
    "surgery-v2-fixed": train(published=False, deep=True),
}


def main(measure, path):
    work = MEASURES[measure](Folder(path))
    next(work)
    start = time.perf_counter()
    result = next(work)
    seconds = time.perf_counter() - start
    peak = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": seconds, "result": result, "peakBytes": peak, "version": torch.__version__}))


if __name__ == "__main__":
    torch.set_num_threads(int(sys.argv[3]))
    main(*sys.argv[1:3])
