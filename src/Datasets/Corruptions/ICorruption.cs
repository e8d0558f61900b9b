using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Corruptions;

/// <summary>One way in which images go bad, in five degrees: those of ImageNet-C (Hendrycks and Dietterich 2019, arXiv:1903.12261), lengths as a share of the side.</summary>
internal interface ICorruption
{
    /// <summary>Kebab-case name, e.g. <c>motion-blur</c>.</summary>
    string Name { get; }

    /// <summary>Makes a worse image.</summary>
    /// <param name="image">Red, green and blue plane, row by row, 0 to 1; changed in place. May leave the range: whoever calls clips.</param>
    /// <param name="side">Side of the square image, pixels.</param>
    /// <param name="severity">1 to 5.</param>
    /// <param name="dice">What is left to chance.</param>
    void Apply(Span<float> image, int side, int severity, Dice dice);
}
