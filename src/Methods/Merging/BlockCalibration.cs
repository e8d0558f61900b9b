using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>One block of <see cref="FeatCal"/>: all its parts are fitted to what passes through the block as it was, then written together.</summary>
/// <param name="settings">The method.</param>
/// <param name="input">Base and backbone.</param>
/// <param name="merged">The merged tower, changed by <see cref="Write"/>.</param>
/// <param name="block">Index of the block.</param>
/// <param name="tasks">Each expert with the passes through the merged block and its own.</param>
internal sealed class BlockCalibration(
    FeatCal settings, MergeInput input, Weights merged, int block, IReadOnlyList<(Expert Expert, (BlockRun Own, BlockRun Wanted) Runs)> tasks)
{
    private const double NormEpsilon = 1e-5;

    private bool IsLast => block == input.Backbone.Blocks - 1;

    /// <summary>Fits and writes.</summary>
    public void Write()
    {
        var layers = Enum.GetValues<LinearRole>().Select(role => (Layer: LayerOf(merged, role), Fit: Fit(role))).ToArray();
        var norms = new[] { false, true }.Select(isSecond => (IsSecond: isSecond, Fit: FitNorm(isSecond))).ToArray();
        foreach (var (layer, (matrix, bias)) in layers) layer.Put(matrix, bias);
        foreach (var (isSecond, (scale, shift)) in norms)
        {
            merged[Norm(TensorKind.NormWeight, isSecond)].copy_(scale);
            merged[Norm(TensorKind.NormBias, isSecond)].copy_(shift);
        }
    }

    // Of the last block only the class token goes on, but it reads every token's key and value.
    private (Tensor Matrix, Tensor Bias) Fit(LinearRole role)
    {
        var weighed = Fit(role, IsLast ? settings.PatchWeight : 1);
        if (!IsLast || role != LinearRole.Attention) return weighed;
        var even = Fit(role, 1);
        var queries = weighed.Bias.shape[0] / 3;
        return (First(weighed.Matrix, even.Matrix), First(weighed.Bias, even.Bias));

        Tensor First(Tensor one, Tensor rest) => cat([one.narrow(0, 0, queries), rest.narrow(0, queries, rest.shape[0] - queries)]);
    }

    private (Tensor Matrix, Tensor Bias) Fit(LinearRole role, double patchWeight)
    {
        StackedLayer own = LayerOf(merged, role), anchor = LayerOf(input.Base, role);
        var fit = new LayerFit(Anchor(own.Matrix(), anchor.Matrix()), Anchor(own.Bias(), anchor.Bias()), settings.Ridge);
        foreach (var (expert, runs) in tasks)
        {
            Tensor found = runs.Own.InputOf(role), wanted = found.lerp(runs.Wanted.InputOf(role), (float)settings.Mix);
            var layer = LayerOf(expert.Weights, role);
            fit.Add(layer.Matrix(), layer.Bias(), found.flatten(0, 1), wanted.flatten(0, 1), WeightsOf(found, patchWeight));
        }
        return fit.Solve();
    }

    // Channel by channel: scale and shift of least squared difference to γt z + βt over the tasks, z what the merged norm has normalised.
    private (Tensor Scale, Tensor Shift) FitNorm(bool isSecond)
    {
        var (weight, bias) = (Norm(TensorKind.NormWeight, isSecond), Norm(TensorKind.NormBias, isSecond));
        Tensor anchorScale = Anchor(merged[weight], input.Base[weight]).to(float64), anchorShift = Anchor(merged[bias], input.Base[bias]).to(float64);
        Tensor energy = zeros_like(anchorScale) + settings.Ridge, mean = zeros_like(anchorScale);
        Tensor scaled = anchorScale * settings.Ridge, shifted = anchorShift * settings.Ridge;
        foreach (var (expert, runs) in tasks)
        {
            var entering = isSecond ? runs.Own.ResultOf(LinearRole.AttentionOut) : runs.Own.Entering;
            var z = nn.functional.layer_norm(entering, [entering.shape[^1]], eps: NormEpsilon).flatten(0, 1).to(float64);
            var weights = WeightsOf(entering, IsLast && isSecond ? settings.PatchWeight : 1);
            Tensor square = (z.square() * weights).sum(dim: 0), first = (z * weights).sum(dim: 0);
            Tensor gamma = expert.Weights[weight].to(float64), beta = expert.Weights[bias].to(float64);
            (energy, mean) = (energy + square, mean + first);
            (scaled, shifted) = (scaled + (square * gamma) + (first * beta), shifted + (first * gamma) + beta);
        }
        var count = tasks.Count + settings.Ridge;
        var determinant = (energy * count) - mean.square();
        return (((scaled * count) - (mean * shifted)) / determinant, ((energy * shifted) - (mean * scaled)) / determinant);
    }

    private Tensor Anchor(Tensor own, Tensor origin) => (own * settings.AnchorScale) + (origin * (1 - settings.AnchorScale));

    private StackedLayer LayerOf(Weights weights, LinearRole role) => StackedLayer.Of(input.Backbone, weights, block, role);

    private string Norm(TensorKind kind, bool isSecond) => TowerPieces.Norm(input.Backbone, merged, kind, block, isSecond);

    // [rows, 1], summing to 1.
    private static Tensor WeightsOf(Tensor tokens, double patchWeight)
    {
        var weights = full([tokens.shape[0], tokens.shape[1]], patchWeight, float64, tokens.device);
        weights.select(1, 0).fill_(1);
        return (weights / weights.sum()).reshape(-1, 1);
    }
}
