using SurgeryBench.Core;
using SurgeryBench.Core.Training;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// Diagonal Fisher merging: θ = Σ ct Ft θt / Σ ct Ft entry by entry, where Ft is expert t's squared gradient of Σ √p log p over its own
/// predictions p of training images, √p held fixed. Tensors that no gradient reaches become the mean. Matena and Raffel 2022,
/// arXiv:2111.09832. As in FusionBench, <c>fisher</c> squares the gradient of a whole batch; <c>fisher-per-sample</c> that of each image.
/// </summary>
[Published("Matena and Raffel 2022, arXiv:2111.09832", "Σ Ft θt / Σ Ft", Golden = "fisher")]
public sealed record Fisher : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => PerSample ? "fisher-per-sample" : "fisher";

    /// <inheritdoc/>
    public DataUse Data => DataUse.UnlabelledTrain;

    /// <summary>Whether each image's gradient is squared on its own, as the definition has it; default no.</summary>
    public bool PerSample { get; init; }

    /// <summary>Images a task, all there are if there are fewer; above 0; default 256.</summary>
    public int Images { get; init => field = Setting.Positive(value); } = 256;

    /// <summary>Images whose gradients are added up before squaring, unless per sample; above 0; default 32.</summary>
    public int BatchSize { get; init => field = Setting.Positive(value); } = 32;

    /// <summary>Added to every entry of Ft, and to its norm; above 0; default 1e-6.</summary>
    public double Minimum { get; init => field = Setting.Positive(value); } = 1e-6;

    /// <summary>Whether ct is one over the norm of the whole Ft (default) rather than 1.</summary>
    public bool Normalise { get; init; } = true;

    /// <inheritdoc/>
    public long TrainingImages(int tasks) => (long)tasks * Images;

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> weighted = [], total = [];
        foreach (var expert in input.Experts) Add(input, expert, weighted, total);
        using var untracked = no_grad();
        return new SingleModel(input.Backbone, input.Base.Map((name, anchor) => !anchor.is_floating_point() ? anchor.clone()
            : total.TryGetValue(name, out var sum) ? (weighted[name] / sum).to_type(anchor.dtype)
            : stack([.. input.Experts.Select(one => one.Weights.Take(name))]).mean([0L])));
    }

    /// <summary>Ft, by the names of the tensors that a gradient reaches, in the caller's scope.</summary>
    internal Dictionary<string, Tensor> Information(MergeInput input, Expert expert)
    {
        var images = input.ImagesOf(expert.Task);
        var drawn = CalibrationImages.Draw(input, expert.Task, Images);
        using var gradients = new ParameterGradients(input.Backbone, expert.Weights);
        var housekeeper = new StepHousekeeper();
        Dictionary<string, Tensor> squares = [];
        foreach (var batch in drawn.Chunk(PerSample ? 1 : BatchSize))
        {
            input.Cancellation.ThrowIfCancellationRequested();
            using var taken = images.Take(batch);
            gradients.Visit(taken, embedding => Surprise(expert.Head.Logits(embedding)), (name, gradient) =>
            {
                if (!squares.ContainsKey(name)) squares[name] = zeros_like(gradient).MoveToOuterDisposeScope();
                squares[name].addcmul_(gradient, gradient, 1.0 / drawn.Length);
            });
            housekeeper.AfterStep();
        }
        return squares;
    }

    /// <summary>The norm of a whole Ft.</summary>
    internal static double Norm(Dictionary<string, Tensor> information) =>
        Math.Sqrt(information.Values.Sum(one => one.to(float64).square().sum().item<double>()));

    private static Tensor Surprise(Tensor logits) => (logits.softmax(1).detach().sqrt() * logits.log_softmax(1)).sum();

    private void Add(MergeInput input, Expert expert, Dictionary<string, Tensor> weighted, Dictionary<string, Tensor> total)
    {
        using var scope = NewDisposeScope();
        var information = Information(input, expert);
        using var untracked = no_grad();
        var coefficient = Normalise ? 1 / (Norm(information) + Minimum) : 1;
        foreach (var (name, one) in information)
        {
            var weight = (one.to(float64) + Minimum) * coefficient;
            Accumulate(total, name, weight);
            Accumulate(weighted, name, weight * expert.Weights.Take(name));
        }
    }

    private static void Accumulate(Dictionary<string, Tensor> sums, string name, Tensor part)
    {
        if (sums.TryGetValue(name, out var sum)) sum.add_(part);
        else sums[name] = part.MoveToOuterDisposeScope();
    }
}
