using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>A model's embeddings of a whole image set, computed once.</summary>
internal static class Embeddings
{
    private const int Chunk = 128;

    /// <summary>Encodes every image of a set.</summary>
    /// <returns>[N, embedding] without gradient, in the caller's dispose scope.</returns>
    public static Tensor Of(MergedModel model, string task, IImageSet images) => Of(batch => model.Encode(batch, task), images);

    /// <summary>Encodes every image of a set by a function.</summary>
    /// <param name="encode">From images, borrowed, to a new tensor [n, embedding].</param>
    /// <param name="images">The images.</param>
    /// <returns>[N, embedding] without gradient, in the caller's dispose scope.</returns>
    public static Tensor Of(Func<Tensor, Tensor> encode, IImageSet images)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var parts = images.Chunks(Chunk).Select(indices => Encode(encode, images, indices)).ToArray();
        return cat(parts).MoveToOuterDisposeScope();
    }

    /// <summary>A model's embeddings of all images of a task, and the expert's.</summary>
    /// <returns>Two of [N, embedding] without gradient, in the caller's dispose scope.</returns>
    public static (Tensor Found, Tensor Wanted) Pairs(MergedModel model, string task, RepairInput input) =>
        (Of(model, task, input.ImagesOf(task)), input.Targets.Embeddings(task, AllOf(input.ImagesOf(task))));

    /// <summary>The indices of all images of a set.</summary>
    public static long[] AllOf(IImageSet images) => [.. Enumerable.Range(0, images.Count).Select(index => (long)index)];

    private static Tensor Encode(Func<Tensor, Tensor> encode, IImageSet images, long[] indices)
    {
        using var batch = images.Take(indices);
        return encode(batch);
    }
}
