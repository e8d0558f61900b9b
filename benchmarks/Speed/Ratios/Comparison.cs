using System.Collections.Immutable;

namespace SurgeryBench.Speed.Ratios;

/// <summary>A piece of work done by this project and by plain PyTorch.</summary>
/// <param name="Name">What it is, kebab-case.</param>
/// <param name="Theirs">The measure of the PyTorch side.</param>
/// <param name="Ours">This project's work.</param>
/// <param name="Inputs">What both work on.</param>
/// <param name="Tolerance">How far the results may differ; relatively, if they are above 1.</param>
internal sealed record Comparison(string Name, string Theirs, Func<Loaded, IEnumerator<double>> Ours, ComparisonInputs Inputs, double Tolerance)
{
    private static readonly ComparisonInputs Small = new("vit-mini", Images: 64, Iterations: 16), Large = new("vit-b-32", Images: 32, Iterations: 1);

    /// <summary>All of them.</summary>
    public static ImmutableArray<Comparison> All { get; } =
    [
        new("encode-b32-16", "encode-16", OurSide.Encode(16), Large, 1e-4),
        new("encode-b32-64", "encode-64", OurSide.Encode(64), Large, 1e-4),
        new("encode-mini-64", "encode-64", OurSide.Encode(64), Small, 1e-4),
        new("step-mini-64", "step-64", OurSide.Step(64), Small, 1e-4),
        new("ties-b32", "ties", OurSide.Ties, Large, 1e-5),
        new("surgery-mini", "surgery-published", OurSide.Surgery, Small, 1e-4),
        new("surgery-mini-fixed", "surgery-fixed", OurSide.Surgery, Small, 1e-4),
        new("surgery-v2-mini", "surgery-v2-published", OurSide.SurgeryV2, Small, 1e-4),
        new("surgery-v2-mini-fixed", "surgery-v2-fixed", OurSide.SurgeryV2, Small, 1e-4),
        new("surgery-b32", "surgery-published", OurSide.Surgery, Large, 1e-4),
        new("surgery-v2-b32", "surgery-v2-published", OurSide.SurgeryV2, Large, 1e-4),
        new("surgery-v2-b32-fixed", "surgery-v2-fixed", OurSide.SurgeryV2, Large, 1e-4),
    ];
}
