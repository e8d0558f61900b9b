using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Datasets;
using static TorchSharp.torch;

namespace SurgeryBench.Experts;

/// <summary>
/// A task's frozen head without text: each class row is the unit mean of the base's unit embeddings of the class's training images,
/// times the logit scale, as a zero-shot head is built from a class's prompts.
/// </summary>
internal static class PrototypeHead
{
    private const int Chunk = 128;

    /// <summary>Builds a head.</summary>
    public static Head Build(IBackbone backbone, Weights anchor, ImageSplit split, int classes, double scale)
    {
        IImageSet images = split;
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var units = cat([.. images.Chunks(Chunk).Select(indices => Units(backbone, anchor, images, indices))]);
        var members = nn.functional.one_hot(tensor(Longs(split.Labels)), classes).to_type(ScalarType.Float32);
        return new Head(Unit(members.t().matmul(units)) * scale);
    }

    /// <summary>Labels as torch wants them.</summary>
    public static long[] Longs(ImmutableArray<int> labels) => [.. labels.Select(label => (long)label)];

    private static Tensor Units(IBackbone backbone, Weights anchor, IImageSet images, long[] indices)
    {
        using var scope = NewDisposeScope();
        return Unit(backbone.Encode(anchor, images.Take(indices))).MoveToOuterDisposeScope();
    }

    private static Tensor Unit(Tensor rows) => nn.functional.normalize(rows, dim: 1);
}
