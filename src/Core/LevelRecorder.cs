using static TorchSharp.torch;

namespace SurgeryBench.Core;

/// <summary>Collects the token mean, or another view, of every block during one forward pass. Owns what it collected until it is disposed.</summary>
/// <param name="inner">An edit to apply first; the view is taken of what it returns. Null for none.</param>
/// <param name="view">What to collect of a block's tokens; null for their mean.</param>
public sealed class LevelRecorder(BlockEdit? inner = null, BlockEdit? view = null) : IDisposable
{
    private readonly List<Tensor> levels = [];

    /// <summary>One tensor a level so far: by default means over all tokens, class token included, [batch, width].</summary>
    public IReadOnlyList<Tensor> Levels => levels;

    /// <summary>A <see cref="BlockEdit"/> that records.</summary>
    public Tensor AfterBlock(int block, Tensor tokens)
    {
        var leaving = inner?.Invoke(block, tokens) ?? tokens;
        // Out of the forward pass's scopes: the loss needs it after they end.
        levels.Add((view?.Invoke(block, leaving).alias() ?? leaving.mean([1])).DetachFromDisposeScope());
        return leaving;
    }

    /// <summary>Adds the last level, the embedding, and takes it over.</summary>
    public void Add(Tensor embedding) => levels.Add(embedding.DetachFromDisposeScope());

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var level in levels) level.Dispose();
    }
}
