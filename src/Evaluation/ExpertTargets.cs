using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Evaluation;

/// <summary>The experts' representations of a set of images a task, computed at first need, once, and kept. Safe for several threads.</summary>
public sealed class ExpertTargets : IExpertTargets, IDisposable
{
    private const int Chunk = 128;
    private readonly IBackbone backbone;
    private readonly ImmutableDictionary<string, Lazy<Tensor[]>> levels;
    private readonly ImmutableDictionary<string, (Expert Expert, IImageSet Images)> sources;

    /// <summary>Remembers what to compute.</summary>
    /// <param name="backbone">The function the experts' weights belong to.</param>
    /// <param name="experts">Borrowed for the life of this object.</param>
    /// <param name="images">One entry for each expert's task; borrowed likewise.</param>
    public ExpertTargets(IBackbone backbone, IEnumerable<Expert> experts, IEnumerable<TaskImages> images)
    {
        this.backbone = backbone;
        sources = experts.Join(images, expert => expert.Task, set => set.Task, (expert, set) => (Expert: expert, set.Images)).ToImmutableDictionary(pair => pair.Expert.Task);
        levels = sources.ToImmutableDictionary(pair => pair.Key, pair => new Lazy<Tensor[]>(() => Compute(pair.Value.Expert, pair.Value.Images)));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Levels(string task, ReadOnlySpan<long> indices)
    {
        using var chosen = tensor(indices.ToArray(), device: Of(task)[0].device);
        return [.. Of(task).Select(level => level.index_select(0, chosen))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Levels(string task, ReadOnlySpan<long> indices, BlockEdit view)
    {
        using var untracked = no_grad();
        var (expert, images) = sources.TryGetValue(task, out var source) ? source : throw NoExpert(task);
        return OfChunk(expert, images, indices.ToArray(), view);
    }

    /// <inheritdoc/>
    public Tensor Embeddings(string task, ReadOnlySpan<long> indices)
    {
        using var chosen = tensor(indices.ToArray(), device: Of(task)[0].device);
        return Of(task)[^1].index_select(0, chosen);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var level in levels.Values.Where(lazy => lazy.IsValueCreated).SelectMany(lazy => lazy.Value)) level.Dispose();
    }

    private Tensor[] Of(string task) =>
        levels.TryGetValue(task, out var lazy) ? lazy.Value : throw NoExpert(task);

    private static BadInputException NoExpert(string task) => new($"No expert answers for task '{task}'.");

    // Under no_grad and not inference_mode: repairs save these tensors for their backward pass.
    private Tensor[] Compute(Expert expert, IImageSet images)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var chunks = images.Chunks(Chunk).Select(indices => OfChunk(expert, images, indices)).ToArray();
        return [.. Enumerable.Range(0, backbone.Blocks + 1).Select(level => cat([.. chunks.Select(chunk => chunk[level])]).DetachFromDisposeScope())];
    }

    private Tensor[] OfChunk(Expert expert, IImageSet images, long[] indices, BlockEdit? view = null)
    {
        using var batch = images.Take(indices);
        using var recorder = new LevelRecorder(view: view);
        recorder.Add(backbone.Encode(expert.Weights, batch, recorder.AfterBlock));
        return [.. recorder.Levels.Select(level => level.alias())];
    }
}
