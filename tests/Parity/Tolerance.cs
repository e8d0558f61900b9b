using System.Globalization;
using System.Text.RegularExpressions;
using NUnit.Framework;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Parity;

/// <summary>How near two tensors must be, as a fixture's description words it: "atol 2e-5, rtol 1e-4", "atol 2e-4 rel", "exact".</summary>
internal sealed partial record Tolerance(double Absolute, double Relative, double Exempt)
{
    /// <summary>Share of entries exempt where the description warns that single signs may flip.</summary>
    private const double Flips = 0.01;

    public static Tolerance Exact { get; } = new(0, 0, 0);

    public static Tolerance Parse(string text)
    {
        if (text.StartsWith("exact", StringComparison.Ordinal)) return Exact;
        double Number(Regex pattern) => pattern.Match(text) is { Success: true } match ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        var (absolute, relative) = (Number(AbsolutePart()), Number(RelativePart()));
        if (absolute == 0 && relative == 0) throw new FormatException($"'{text}' names no tolerance.");
        var exempt = text.Contains("flip", StringComparison.Ordinal) ? Flips : 0;
        return text.Contains(" rel", StringComparison.Ordinal) ? new Tolerance(0, absolute, exempt) : new Tolerance(absolute, relative, exempt);
    }

    /// <summary>Asserts that two tensors agree.</summary>
    public void Check(Tensor actual, Tensor expected, string what)
    {
        using var scope = NewDisposeScope();
        Assert.That(actual.shape, Is.EqualTo(expected.shape), $"shape of {what}");
        if (expected.numel() == 0) return;
        Tensor a = actual.to(float64), e = expected.to(float64);
        var over = (a - e).abs() - (Absolute + (Relative * e.abs()));
        var share = over.gt(0).to(float64).mean().item<double>() + over.isnan().to(float64).mean().item<double>();
        Assert.That(share, Is.LessThanOrEqualTo(Exempt), $"{what}: share of entries off by more than {this}; largest difference {(a - e).abs().max().item<double>():g3}");
    }

    [GeneratedRegex(@"atol ([0-9.eE+-]+)")]
    private static partial Regex AbsolutePart();

    [GeneratedRegex(@"rtol ([0-9.eE+-]+)")]
    private static partial Regex RelativePart();
}
