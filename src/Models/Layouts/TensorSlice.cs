using static TorchSharp.torch;

namespace SurgeryBench.Models.Layouts;

/// <summary>One part of a tower within a tensor that may hold several.</summary>
/// <param name="Source">The tensor.</param>
/// <param name="Place">Which of its parts.</param>
internal readonly record struct TensorSlice(LaidOutTensor Source, int Place)
{
    /// <summary>A view of the part.</summary>
    public Tensor Of(Tensor whole)
    {
        if (Source.Parts.Length == 1) return whole;
        var rows = Source.Shape[0] / Source.Parts.Length;
        return whole.narrow(0, Place * rows, rows);
    }
}
