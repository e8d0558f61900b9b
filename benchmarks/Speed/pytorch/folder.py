"""The inputs that both sides of a comparison read."""

import json
import os

import torch

import tower
import weights


class Folder:
    """Models, images and batches in one folder."""

    def __init__(self, path):
        self.path = path
        with open(os.path.join(path, "inputs.json"), encoding="utf-8") as file:
            inputs = json.load(file)
        self.sizes, self.tasks = inputs["sizes"], inputs["tasks"]
        self.iterations = inputs["iterations"]

    def read(self, name):
        return weights.read(os.path.join(self.path, f"{name}.safetensors"))

    def base(self):
        return self.encoder("base")

    def expert(self, task):
        return self.encoder(f"{task}.expert")

    def encoder(self, name):
        return {key.removeprefix("visual."): tensor for key, tensor in self.read(name).items()}

    def head(self, task):
        return self.read(f"{task}.head")["weight"]

    def images(self, task):
        return self.read(f"{task}.images")["images"]

    def batches(self, task, iteration):
        """[batches, size] indices of images."""
        return self.read(f"{task}.batches")["batches"][iteration]

    def downs(self, task, deep):
        """Where the modules start: one a level."""
        start = self.read("modules.deep" if deep else "modules.final")
        places = [*range(self.sizes["blocks"] if deep else 0), "final"]
        return [start[f"{task}.{place}.down"] for place in places]

    def pickled_expert(self, task):
        """The expert as scripts save it, a whole module."""
        return self.pickled(f"{task}.expert.pt", lambda: tower.with_weights(self.sizes, self.expert(task)))

    def pickled_images(self, task):
        """The images as a file of PyTorch's."""
        return self.pickled(f"{task}.images.pt", lambda: self.images(task))

    def pickled(self, name, make):
        path = os.path.join(self.path, name)
        if not os.path.exists(path):
            torch.save(make(), path)
        return path
