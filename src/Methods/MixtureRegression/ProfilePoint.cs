using static TorchSharp.torch;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>A value of the profiled loss.</summary>
/// <param name="Value">The loss per sample, without the feature penalty.</param>
/// <param name="Gradient">Its gradient, [1 + d, m·K].</param>
/// <param name="Shifts">The best outlier variables there, [n, m, K], or [1, m, K] of zeros when there are none.</param>
internal sealed record ProfilePoint(double Value, Tensor Gradient, Tensor Shifts);
