using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Checkpoints;

/// <summary>Checkpoints as weights that stay in their files. Numbers in half precision become float32 as they are read.</summary>
public static class StoredWeights
{
    /// <summary>All tensors of a checkpoint.</summary>
    /// <param name="file">Taken over: it is closed with the weights.</param>
    public static Weights Of(ICheckpoint file) =>
        Weights.Stored(file.Entries.Select(entry => new StoredTensor(entry.Name, entry.Shape, TypeOf(entry), () => Read(file, entry.Name))), file);

    /// <summary>Reads one tensor so.</summary>
    /// <returns>Owned by the caller.</returns>
    internal static Tensor Read(ICheckpoint file, string name)
    {
        using var scope = NewDisposeScope();
        var read = file.Read(name);
        return (IsHalf(read.dtype) ? read.to_type(ScalarType.Float32) : read).MoveToOuterDisposeScope();
    }

    /// <summary>The type a tensor has once read.</summary>
    internal static ScalarType TypeOf(TensorEntry entry) => IsHalf(entry.Type) ? ScalarType.Float32 : entry.Type;

    private static bool IsHalf(ScalarType type) => type is ScalarType.Float16 or ScalarType.BFloat16;
}
