using SurgeryBench.Datasets;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Datasets.Mini;

/// <summary>What images of a task have in common, whatever they show; each from 0 to 1.</summary>
internal sealed record ImageStatistics(double Brightness, double Contrast, double Colour, double Edges)
{
    internal static ImageStatistics Of(ImageSplit split)
    {
        using var scope = NewDisposeScope();
        var pixels = split.Pixels.to_type(ScalarType.Float32) / 255;
        var grey = pixels.mean([1]);
        var edges = (grey.narrow(2, 1, split.Side - 1) - grey.narrow(2, 0, split.Side - 1)).abs();
        return new ImageStatistics(Mean(pixels), Mean(grey.view(split.Count, -1).std(1)), Mean(pixels.std(1)), Mean(edges));
    }

    internal double DistanceTo(ImageStatistics other) =>
        new[] { Brightness - other.Brightness, Contrast - other.Contrast, Colour - other.Colour, Edges - other.Edges }.Max(Math.Abs);

    private static double Mean(Tensor values) => values.mean().item<float>();
}
