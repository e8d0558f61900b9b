using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class SmileTests
{
    private const int Whole = 1000;

    [Test]
    public void OneExpertOfFullRankIsTheExpertsLinearLayers()
    {
        using var zoo = new TinyZoo();
        using var model = new Smile { Rank = Whole }.Merge(zoo.MergeInput with { Experts = zoo.Experts[1..2] });
        using var expected = WithLinearLayersOf(zoo, 1);
        AssertNear(zoo, model, expected);
    }

    [Test]
    public void IdenticalExpertsMakeTheRouterMeaningless([Values(1, 2, 3)] int topK, [Values(1, 5)] int gateRank)
    {
        using var zoo = new TinyZoo();
        var input = zoo.MergeInput with { Experts = [.. zoo.Experts.Select(expert => expert with { Weights = zoo.Experts[0].Weights })] };
        using var model = new Smile { Rank = Whole, TopK = topK, GateRank = gateRank }.Merge(input);
        using var expected = WithLinearLayersOf(zoo, 0);
        AssertNear(zoo, model, expected);
    }

    [Test]
    public void RoutesEachTokenByWhatTheRightSingularVectorsSeeOfIt([Values(1, 2)] int topK, [Values(1, 4)] int gateRank)
    {
        using var zoo = new TinyZoo();
        using var model = new Smile { Rank = 3, GateRank = gateRank, TopK = topK }.Merge(zoo.MergeInput);
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var images = zoo.Data[0].Images.Take([0, 1]);
        var expected = zoo.Backbone.Encode(zoo.Base, images, linear: call => TokenByToken(zoo, call, gateRank, topK));
        Assert.That((model.Encode(images, "any") - expected).abs().max().item<float>(), Is.LessThan(1e-4));
    }

    [Test]
    public void CountsExpertsAndTheRoutersOwnVectors()
    {
        using var zoo = new TinyZoo();
        using MergedModel narrow = new Smile { Rank = 2, GateRank = 1 }.Merge(zoo.MergeInput), wide = new Smile { Rank = 2, GateRank = 5 }.Merge(zoo.MergeInput);
        // Widths of 16 to 48, 16, 64 and from 64, in each of two blocks.
        Assert.That(narrow.ExtraParameters, Is.EqualTo(2 * 3 * ((2 * (16 + 48 + 16 + 16 + 16 + 64 + 64 + 16)) + 48 + 16 + 64 + 16)));
        Assert.That(wide.ExtraParameters - narrow.ExtraParameters, Is.EqualTo(2 * 3 * 3 * (16 + 16 + 16 + 64)));
        Assert.That(narrow.NeedsTaskId, Is.False);
    }

    [Test]
    public void ComputesTheRouterAndTheChosenExpertsAlone([Values(1, 2)] int topK)
    {
        using var zoo = new TinyZoo();
        using var model = new Smile { Rank = 2, GateRank = 5, TopK = topK }.Merge(zoo.MergeInput);
        int inputs = 16 + 16 + 16 + 64, outputs = 48 + 16 + 64 + 16;
        Assert.That(model.ExtraMultiplyAdds, Is.EqualTo(zoo.Backbone.Tokens * 2 * ((3 * 5 * inputs) + (topK * 2 * (inputs + outputs)))));
    }

    private static Tensor TokenByToken(TinyZoo zoo, LinearCall call, int gateRank, int topK)
    {
        var output = call.Run();
        for (var image = 0; image < output.shape[0]; image++)
        {
            for (var token = 0; token < output.shape[1]; token++) output[image, token] += Change(zoo, call, call.Input[image, token], gateRank, topK);
        }
        return output;
    }

    private static Tensor Change(TinyZoo zoo, LinearCall call, Tensor token, int gateRank, int topK)
    {
        var answers = zoo.Experts.Select(expert =>
        {
            var (u, s, v) = linalg.svd(expert.Weights[call.Layer.WeightName] - call.Weight, fullMatrices: false);
            var change = u[.., ..3].matmul(s[..3].diag()).matmul(v[..3]).matmul(token) + expert.Weights[call.Layer.BiasName] - call.Bias;
            return (Share: Math.Exp(v[..gateRank].matmul(token).square().sum().sqrt().item<float>()), Change: change);
        }).OrderByDescending(answer => answer.Share).Take(topK).ToArray();
        return answers.Select(answer => answer.Change * (answer.Share / answers.Sum(one => one.Share))).Aggregate((sum, part) => sum + part);
    }

    private static SingleModel WithLinearLayersOf(TinyZoo zoo, int task) => new(zoo.Backbone, zoo.Base.Map((name, tensor) =>
        (zoo.Backbone.RoleOf(name).Kind is TensorKind.LinearWeight or TensorKind.LinearBias ? zoo.Experts[task].Weights[name] : tensor).clone()));

    private static void AssertNear(TinyZoo zoo, MergedModel one, MergedModel two)
    {
        using Tensor first = zoo.Embed(one), second = zoo.Embed(two);
        Assert.That((first - second).abs().max().item<float>(), Is.LessThan(1e-4));
    }
}
