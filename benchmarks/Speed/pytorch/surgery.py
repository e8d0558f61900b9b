"""Surgery and SurgeryV2, trained as the published scripts train them, and again without their most obvious waste."""

import torch
from torch import nn
from torch.nn.utils.stateless import functional_call
from torch.utils.data import DataLoader, TensorDataset

import tower

SCALE = 0.3
LEARNING_RATE = 1e-3


class Module(nn.Module):
    """x - Up relu(Down x)."""

    def __init__(self, down):
        super().__init__()
        self.down = nn.Parameter(down.clone())
        self.up = nn.Parameter(torch.zeros(down.shape[1], down.shape[0]))

    def forward(self, x):
        return x - torch.relu(x @ self.down.T) @ self.up.T


class Merged:
    """Task arithmetic. As published the sum is formed again in every pass, of sets of parameters that all get gradients."""

    def __init__(self, folder, published):
        base, vectors = folder.base(), []
        for task in folder.tasks:
            expert = folder.expert(task)
            vectors.append({name: expert[name] - base[name] for name in base})
        self.shape = tower.Tower(**folder.sizes)
        self.sets = [base, *vectors]
        if published:
            for one in self.sets:
                for tensor in one.values():
                    tensor.requires_grad_()
        else:
            self.once, self.sets = self.sum(), None

    def sum(self):
        base, vectors = self.sets[0], self.sets[1:]
        return {name: sum([SCALE * vector[name] for vector in vectors], base[name]) for name in base}

    def __call__(self, images, after_block=None):
        weights = self.sum() if self.sets else self.once
        return functional_call(self.shape, weights, (images, after_block))


class Experts:
    """As published an expert is read from its file at each visit, and its pass tracks gradients that nobody asks for."""

    def __init__(self, folder, published):
        self.folder, self.published = folder, published
        self.loaded = {} if published else {task: self.load(task) for task in folder.tasks}

    def load(self, task):
        return torch.load(self.folder.pickled_expert(task))

    def visit(self, task):
        return self.load(task) if self.published else self.loaded[task]

    def answer(self, expert, images, deep):
        with torch.set_grad_enabled(self.published):
            return levels(expert, images, None, deep)


class Images:
    """As published a task's data set is opened again at each visit."""

    def __init__(self, folder, published):
        self.folder, self.published = folder, published
        self.loaded = {} if published else {task: folder.images(task) for task in folder.tasks}

    def visit(self, task, batches):
        images = torch.load(self.folder.pickled_images(task)) if self.published else self.loaded[task]
        return (batch for (batch,) in DataLoader(TensorDataset(images), batch_sampler=batches.tolist()))


def levels(model, images, modules, deep):
    """What is compared: the mean token after each block, if deep, and the embedding."""
    found = []

    def after_block(index, tokens):
        if modules is not None:
            tokens = modules[index](tokens)
        found.append(tokens.mean(dim=0))
        return tokens

    embedding = model(images, after_block if deep else None)
    found.append(embedding if modules is None else modules[-1](embedding))
    return found


def train(folder, published, deep):
    """Trains on the folder's batches; returns the loss before each step."""
    merged, experts, images = Merged(folder, published), Experts(folder, published), Images(folder, published)
    modules = {task: nn.ModuleList(Module(down) for down in folder.downs(task, deep)) for task in folder.tasks}
    # One optimiser for all tasks: gradients that zero_grad leaves at zero go on moving the modules of the tasks before.
    optimiser = torch.optim.Adam([p for task in folder.tasks for p in modules[task].parameters()], lr=LEARNING_RATE)
    losses = []
    for iteration in range(folder.iterations):
        for task in folder.tasks:
            expert = experts.visit(task)
            for batch in images.visit(task, folder.batches(task, iteration)):
                wanted = [level.detach() for level in experts.answer(expert, batch, deep)]
                loss = sum((a - b).abs().mean() for a, b in zip(levels(merged, batch, modules[task], deep), wanted))
                optimiser.zero_grad(set_to_none=False)
                loss.backward()
                optimiser.step()
                losses.append(loss.item())
    return losses
