using SurgeryBench.Methods.Merging;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>TALL masks: which entries of the summed task vector serve a task more than they disturb it.</summary>
internal static class TallMask
{
    /// <summary>|θ0 − θt| > λ |θ0 + Στ − θt|, formed from the weights as the reference does: rounding decides near-equal entries.</summary>
    /// <param name="tensor">A tensor of base and experts, borrowed.</param>
    /// <param name="scale">λ.</param>
    /// <returns>Booleans, [T, shape of the tensor].</returns>
    public static Tensor Of(TensorMerge tensor, double scale)
    {
        var experts = stack(tensor.Experts);
        return (tensor.Anchor - experts).abs().gt((tensor.Anchor + tensor.TaskVectors().sum(dim: 0) - experts).abs() * scale);
    }
}
