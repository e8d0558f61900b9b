using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Models;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Surgery;

public sealed class ProbabilisticSurgeryTests
{
    [Test]
    public void StartsAsStandardNormalNoise()
    {
        using var scope = NewDisposeScope();
        using var module = VariationalModule.Draw(4, 3, Seed.Of("fresh"), CPU);
        Tensor x = arange(8).view(2, 4).to(float32), noise = ones(2, 4) * 0.5;
        var (corrected, divergence) = module.Sample(x, noise);
        Assert.That((corrected - (x - 0.5)).abs().max().item<float>(), Is.Zero);
        Assert.That(divergence.item<float>(), Is.Zero);
    }

    /// <summary>Two rows, worked by hand: hidden 1 and 0, mean 2 and 0, log variance ln 4 and 0.</summary>
    [Test]
    public void IsWhatTheFormulaSays()
    {
        using var scope = NewDisposeScope();
        using var module = new VariationalModule(new ReluModule(ones(1, 1), full([1, 1], 2f)), full([1, 1], (float)Math.Log(4)));
        var x = tensor(new float[] { 1, -3 }).view(2, 1);
        var (corrected, divergence) = module.Sample(x, tensor(new float[] { 0.5f, -1 }).view(2, 1));
        Assert.That(corrected.data<float>().ToArray(), Is.EqualTo(new float[] { 1 - (2 + (2 * 0.5f)), -3 - -1 }).Within(1e-6));
        Assert.That(divergence.item<float>(), Is.EqualTo(0.5 * (4 + 4 - 1 - Math.Log(4)) / 2).Within(1e-6));
        Assert.That((module.Clean(x) - module.Sample(x, zeros(2, 1)).Corrected).abs().max().item<float>(), Is.Zero, "no noise at inference");
    }

    [Test]
    public void StoresWhatIsUsed() =>
        Assert.That(new ProbabilisticSurgery().SizeOn(BackboneCatalog.Find("vit-b-32")), Is.EqualTo(new RepairSize(128, 1, 131_072)));

    [Test]
    public void PullsTheCorrectionTowardsNothingByItsDivergence()
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        var changes = new[] { 1e-4, 10 }.Select(weight =>
        {
            using var repaired = new ProbabilisticSurgery { Iterations = 60, Rank = 4, DivergenceWeight = weight }.Repair(merged, zoo.RepairInput);
            return (zoo.Embed(repaired) - zoo.Embed(merged)).abs().mean().item<float>();
        }).ToArray();
        Assert.That(changes[1], Is.LessThan(0.5 * changes[0]));
    }
}
