using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;
using TorchSharp;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class ClosedFormMerges
{
    private TinyZoo zoo = null!;
    private DisposeScope scope = null!;

    [SetUp]
    public void Open() => (zoo, scope) = (new TinyZoo(), NewDisposeScope());

    [TearDown]
    public void Close()
    {
        scope.Dispose();
        zoo.Dispose();
    }

    // The images have fewer tokens than the widest layer inputs, so that the matrices differ and only their outputs are the expert's.
    [Test]
    public void LotOfOneTaskAnswersItsImagesAsTheExpertDoes()
    {
        using var merged = Of(new LayerwiseOptimal { Scale = 1, CutOff = 1e-9 }, zoo.MergeInput with { Experts = [zoo.Experts[0]] });
        var images = zoo.Data[0].Images.Take([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        var expert = zoo.Experts[0].Weights;
        Near(merged.Encode(images, TinyZoo.Tasks[0]), zoo.Backbone.Encode(expert, images), 1e-4);
        var contract = zoo.Backbone.LinearLayers[^1].WeightName;
        Assert.That((merged.Weights[contract] - expert[contract]).abs().max().item<float>(), Is.GreaterThan(1e-3));
    }

    [Test]
    public void RegMeanPlusPlusFitsTheExpertsOnWhatTheMergedBlocksLetThrough()
    {
        using var merged = Of(new RegMean { PlusPlus = true, OffDiagonal = 1 }, zoo.MergeInput);
        var last = zoo.Backbone.LinearLayers[^1];
        List<Tensor> inputs = [], outputs = [];
        foreach (var (expert, data) in zoo.Experts.Zip(zoo.Data))
        {
            var tokens = zoo.Backbone.RunBlock(merged.Weights, 0, zoo.Backbone.Embed(merged.Weights, data.Images.Take([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])));
            _ = zoo.Backbone.RunBlock(expert.Weights, 1, tokens, call =>
            {
                if (call.Layer == last) inputs.Add(call.Input.reshape(-1, 64).to(float64).DetachFromDisposeScope());
                return call.Run();
            });
            outputs.Add(inputs[^1].matmul(expert.Weights[last.WeightName].to(float64).t()));
        }
        // Some directions hardly occur: the outputs are determined, the matrix is not.
        var all = cat(inputs);
        Near(all.matmul(merged.Weights[last.WeightName].to(float64).t()), all.matmul(linalg.lstsq(all, cat(outputs)).Solution), 1e-4);
        foreach (var input in inputs) input.Dispose();
    }

    [Test]
    public void RegMeanPlusPlusKeepsTheBasesLastNormUnlessAsked([Values] bool averages)
    {
        using var merged = Of(new RegMean { PlusPlus = true, AveragesLastNorm = averages }, zoo.MergeInput);
        const string name = "visual.ln_post.weight";
        Near(merged.Weights[name], averages ? stack([.. zoo.Experts.Select(expert => expert.Weights[name])]).mean([0L]) : zoo.Base[name], 1e-6);
    }

    [Test]
    public void BmmGoesFromRegressionToItsAnchorAsThePriorGrows()
    {
        using SingleModel strong = Of(new BayesianMerging { Prior = 1e9 }, zoo.MergeInput), weak = Of(new BayesianMerging { Prior = 1e-9 }, zoo.MergeInput);
        using SingleModel anchor = Of(new TaskArithmetic { Scale = 0.3 }, zoo.MergeInput), regression = Of(new RegMean { OffDiagonal = 1 }, zoo.MergeInput);
        foreach (var layer in zoo.Backbone.LinearLayers)
        {
            Near(strong.Weights[layer.WeightName], anchor.Weights[layer.WeightName], 1e-5);
            Near(weak.Weights[layer.WeightName], regression.Weights[layer.WeightName], 1e-3);
        }
    }

    // The prior as rows of a least-squares problem: √r I with the anchor's outputs.
    [Test]
    public void BmmIsRegressionWithTheAnchorForAPrior()
    {
        using SingleModel merged = Of(new BayesianMerging { Prior = 0.3, AnchorScale = 0.2 }, zoo.MergeInput), anchor = Of(new TaskArithmetic { Scale = 0.2 }, zoo.MergeInput);
        var last = zoo.Backbone.LinearLayers[^1];
        List<Tensor> inputs = [];
        foreach (var (expert, data) in zoo.Experts.Zip(zoo.Data))
        {
            _ = zoo.Backbone.Encode(expert.Weights, data.Images.Take([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), linear: call =>
            {
                if (call.Layer == last) inputs.Add((call.Input.reshape(-1, 64).to(float64) / Math.Sqrt(call.Input.shape[0] * call.Input.shape[1])).DetachFromDisposeScope());
                return call.Run();
            });
        }
        var outputs = inputs.Zip(zoo.Experts, (rows, expert) => rows.matmul(expert.Weights[last.WeightName].to(float64).t()));
        var root = eye(64, dtype: float64) * cat([.. inputs]).square().sum().mul(0.3 / 64).sqrt();
        var prior = root.matmul(anchor.Weights[last.WeightName].to(float64).t());
        Near(merged.Weights[last.WeightName], linalg.lstsq(cat([.. inputs, root]), cat([.. outputs, prior])).Solution.t(), 1e-5);
        foreach (var input in inputs) input.Dispose();
    }

    private static SingleModel Of(IMergeMethod method, MergeInput input) => (SingleModel)method.Merge(input);

    private static void Near(Tensor one, Tensor other, double tolerance) => Assert.That((one - other).abs().max().to(float64).item<double>(), Is.LessThanOrEqualTo(tolerance));
}
