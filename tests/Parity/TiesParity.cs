using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class TiesParity
{
    private static readonly Dictionary<string, DisjointMerge> Forms = new()
    {
        ["dis-sum"] = DisjointMerge.Sum,
        ["dis-mean"] = DisjointMerge.Mean,
        ["dis-max"] = DisjointMerge.Max,
    };

    [Test]
    public void TrimsElectsAndMergesAsTheReferenceDoes()
    {
        var fixture = Fixture.Open("ties");
        using var inputs = fixture.Load("inputs.safetensors");
        using var outputs = fixture.Load("outputs.safetensors");
        foreach (var key in inputs.Names) CheckCase(fixture, inputs[key], outputs, key.Split('.')[0]);
    }

    private static void CheckCase(Fixture fixture, Tensor vectors, Weights expected, string name)
    {
        using var scope = NewDisposeScope();
        var density = fixture.Int("reset_thresh") / 100.0;
        var (exact, merged) = (fixture.Tolerance("masks, signs, selected entries"), fixture.Tolerance("merged"));
        var rows = vectors.unbind(0);
        double[] thresholds = [.. rows.Select(row => TiesSteps.Threshold(row.contiguous(), density))];
        var masks = stack([.. rows.Zip(thresholds, (row, threshold) => row.abs().ge(threshold))]);
        var trimmed = TiesSteps.TrimRows(vectors, thresholds);
        var signs = TiesSteps.SumSigns(trimmed);
        var balance = TiesSteps.Balance(signs);
        exact.Check(masks, expected[$"{name}.topk_mask"], $"{name} mask");
        merged.Check(masks.to(float32).mean([1L]), expected[$"{name}.topk_kept_fraction"], $"{name} kept fraction");
        exact.Check(trimmed, vectors * masks, $"{name} trimmed");
        exact.Check(TiesSteps.Elect(signs, balance), expected[$"{name}.sign"], $"{name} sign");
        var selected = TiesSteps.SelectedVectors(rows, density);
        exact.Check(selected, expected[$"{name}.split_selected"], $"{name} selected");
        merged.Check(selected.sum(dim: 0), expected[$"{name}.split_merged"], $"{name} split merged");
        foreach (var form in fixture.Settings.GetProperty("merge_func").EnumerateArray().Select(form => form.GetString()!))
        {
            merged.Check(new Ties { Combination = Forms[form], Density = density }.Merge(trimmed, signs, balance), expected[$"{name}.{form}"], $"{name} {form}");
        }
    }
}
