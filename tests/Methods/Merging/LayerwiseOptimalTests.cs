using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;
using TorchSharp;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

/// <summary>LOT against the same from the inputs of all tasks at once, taken from the experts' own forward passes.</summary>
public sealed class LayerwiseOptimalTests
{
    private const double Scale = 1.7;
    private static readonly LayerwiseOptimal Method = new() { Scale = Scale };

    private TinyZoo zoo = null!;
    private DisposeScope scope = null!;
    private SingleModel merged = null!;

    [SetUp]
    public void Merge()
    {
        (zoo, scope) = (new TinyZoo(), NewDisposeScope());
        merged = (SingleModel)Method.Merge(zoo.MergeInput);
    }

    [TearDown]
    public void Close()
    {
        merged.Dispose();
        scope.Dispose();
        zoo.Dispose();
    }

    // Singular values of the inputs are the roots of the eigenvalues that the cut-off is for.
    [Test]
    public void GivesEveryMatrixTheLeastVectorOfBestOutputs()
    {
        foreach (var layer in zoo.Backbone.LinearLayers)
        {
            var inputs = Enumerable.Range(0, 3).Select(task => Inputs(task)[(layer.Block, layer.Role)]).ToList();
            var outputs = inputs.Zip(Vectors(layer.WeightName).unbind(0), (rows, vector) => rows.matmul(vector.to(float64).t()));
            var all = cat([.. inputs]);
            var expected = linalg.pinv(all, Math.Sqrt(Method.CutOff)).matmul(cat([.. outputs]));
            Near(all.matmul(Change(layer.WeightName).to(float64).t()), all.matmul(expected), layer.WeightName, 1e-3);
            Near(Change(layer.WeightName).norm(), expected.norm(), $"norm of {layer.WeightName}", 1e-3 * expected.norm().item<double>());
        }
    }

    // What a norm multiplies, from what leaves it: less the shift, over the scale.
    [TestCase("visual.ln_pre", -1, default(LinearRole))]
    [TestCase("visual.transformer.resblocks.0.ln_1", 0, LinearRole.Attention)]
    [TestCase("visual.transformer.resblocks.1.ln_1", 1, LinearRole.Attention)]
    [TestCase("visual.transformer.resblocks.0.ln_2", 0, LinearRole.Expand)]
    [TestCase("visual.transformer.resblocks.1.ln_2", 1, LinearRole.Expand)]
    [TestCase("visual.ln_post", 2, default(LinearRole))]
    public void WeighsScalesByTheSquaresOfWhatTheyMultiply(string norm, int block, LinearRole behind)
    {
        Tensor over = zeros(16), under = zeros(16);
        for (var task = 0; task < 3; task++)
        {
            var own = zoo.Experts[task].Weights;
            var squares = block == 2
                ? nn.functional.layer_norm(Leaving(task)[TensorIndex.Colon, 0], [16]).square()
                : (((block < 0 ? zoo.Backbone.Embed(own, Images(task)) : Inputs(task)[(block, behind)]) - own[norm + ".bias"]) / own[norm + ".weight"]).square();
            var sums = squares.reshape(-1, 16).sum(dim: 0);
            (over, under) = (over + (sums * (own[norm + ".weight"] - zoo.Base[norm + ".weight"])), under + sums);
        }
        Near(Change(norm + ".weight"), over / under, norm, 1e-5);
    }

    [Test]
    public void TakesTheMeanOfTheRest()
    {
        foreach (var name in zoo.Base.Names.Where(name => zoo.Backbone.RoleOf(name).Kind is not (TensorKind.Other or TensorKind.LinearWeight or TensorKind.NormWeight)))
        {
            Near(Change(name), Vectors(name).mean([0L]), name, 1e-5);
        }
    }

    /// <summary>τ of the merge: its change over λ.</summary>
    private Tensor Change(string name) => (merged.Weights[name] - zoo.Base[name]) / Scale;

    private Tensor Vectors(string name) => stack([.. zoo.Experts.Select(expert => expert.Weights[name])]) - zoo.Base[name];

    private Tensor Images(int task) => zoo.Data[task].Images.Take([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);

    /// <summary>What enters each linear layer of an expert, one row a token, float64.</summary>
    private Dictionary<(int Block, LinearRole Role), Tensor> Inputs(int task)
    {
        Dictionary<(int, LinearRole), Tensor> inputs = [];
        _ = zoo.Backbone.Encode(zoo.Experts[task].Weights, Images(task), linear: call =>
        {
            var rows = call.Input.reshape(-1, call.Input.shape[^1]).to(float64).DetachFromDisposeScope();
            scope.Attach(rows);
            inputs[(call.Layer.Block, call.Layer.Role)] = rows;
            return call.Run();
        });
        return inputs;
    }

    /// <summary>What leaves the last block of an expert.</summary>
    private Tensor Leaving(int task)
    {
        var tokens = zoo.Backbone.Embed(zoo.Experts[task].Weights, Images(task));
        for (var block = 0; block < zoo.Backbone.Blocks; block++) tokens = zoo.Backbone.RunBlock(zoo.Experts[task].Weights, block, tokens);
        return tokens;
    }

    private static void Near(Tensor one, Tensor other, string what, double tolerance) =>
        Assert.That((one - other).abs().max().to(float64).item<double>(), Is.LessThanOrEqualTo(tolerance), what);
}
