using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>Masks of Model Breadcrumbs: which entries are large within their row, the last dimension.</summary>
internal static class RowMask
{
    /// <summary>Sets the largest entries of every row to zero.</summary>
    /// <param name="values">Borrowed.</param>
    /// <param name="share">How many of a row's entries, rounded down, from 0 to 1.</param>
    public static Tensor WithoutLargest(Tensor values, double share) => values * (1 - Largest(values, share));

    /// <summary>Sets all but the largest entries of every row to zero.</summary>
    /// <param name="values">Borrowed.</param>
    /// <param name="share">How many of a row's entries stay, rounded down, from 0 to 1.</param>
    public static Tensor OnlyLargest(Tensor values, double share) => values * Largest(values, share);

    private static Tensor Largest(Tensor values, double share)
    {
        var count = (int)(values.shape[^1] * share);
        var mask = zeros_like(values);
        return count == 0 ? mask : mask.scatter_(-1, values.abs().topk(count, -1).indexes, ones_like(values));
    }
}
