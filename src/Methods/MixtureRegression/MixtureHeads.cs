using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>
/// Heads for several tasks on one frozen encoder, fitted together: each class of each task is a Bernoulli target, an image has only its own
/// task's targets observed, and a gated mixture regression of all of them is fitted. What tasks share is the choice of features and the
/// gate. A reconstruction; the algorithmic body of arXiv:2010.05430 was not available.
/// </summary>
internal sealed class MixtureHeads : IDisposable
{
    private readonly PrincipalAxes axes;
    private readonly Standardisation scale;
    private readonly MixtureModel model;
    private readonly ImmutableArray<(string Task, int First, int Classes)> columns;

    private MixtureHeads(PrincipalAxes axes, Standardisation scale, MixtureModel model, ImmutableArray<(string Task, int First, int Classes)> columns) =>
        (this.axes, this.scale, this.model, this.columns) = (axes, scale, model, columns);

    /// <summary>Numbers that a stored copy would hold beyond the encoder.</summary>
    public long ParameterCount => model.Weights.numel() + model.Gate.numel();

    /// <summary>Fits the heads.</summary>
    /// <param name="tasks">Their images, borrowed.</param>
    /// <param name="settings">Those of the mixture; it is gated whatever they say, as nothing else tells components apart at test time.</param>
    /// <param name="seed">Where the starts come from.</param>
    /// <param name="dimensions">Principal directions of the embeddings to use as features; default 64.</param>
    /// <param name="cancellation">Stops between two iterations.</param>
    public static MixtureHeads Fit(
        IReadOnlyList<LabelledEmbeddings> tasks, MixtureSettings settings, Seed seed, int dimensions = 64, CancellationToken cancellation = default)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var columns = Columns(tasks);
        var embeddings = cat([.. tasks.Select(task => Wide(task.Embeddings))], 0);
        var axes = new PrincipalAxes(embeddings, dimensions);
        using var raw = DataOf(axes.Project(embeddings), tasks, columns);
        var scale = new Standardisation(raw);
        using var data = scale.Apply(raw);
        using var fit = new MixtureFitter(settings with { Gated = true }, seed).Fit(data, cancellation);
        var model = new MixtureModel(fit.Model.Weights, fit.Model.Gate, fit.Model.Deviations, fit.Model.Families);
        return new MixtureHeads(axes, scale, model, columns);
    }

    /// <summary>The probability of each class of a task by itself, Σ_r π_r(x)·μ_jr(x), float64 [n, classes], in the current scope; the largest is the answer.</summary>
    /// <param name="task">A task the heads were fitted for.</param>
    /// <param name="embeddings">[n, width], borrowed.</param>
    public Tensor Scores(string task, Tensor embeddings)
    {
        var own = columns.FirstOrDefault(entry => entry.Task == task);
        if (own.Task is null) throw new ArgumentException($"No head was fitted for task '{task}'.", nameof(task));
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var predicted = model.Predict(scale.Features(axes.Project(Wide(embeddings))));
        return predicted.narrow(1, own.First, own.Classes).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        axes.Dispose();
        scale.Dispose();
        model.Dispose();
    }

    private static Tensor Wide(Tensor embeddings) => embeddings.cpu().to(float64);

    private static ImmutableArray<(string Task, int First, int Classes)> Columns(IReadOnlyList<LabelledEmbeddings> tasks) =>
        [.. tasks.Select((task, at) => (task.Task, tasks.Take(at).Sum(before => before.Classes), task.Classes))];

    private static MixtureData DataOf(Tensor features, IReadOnlyList<LabelledEmbeddings> tasks, ImmutableArray<(string Task, int First, int Classes)> columns)
    {
        var width = columns.Sum(own => own.Classes);
        var targets = full([features.shape[0], width], double.NaN, dtype: float64);
        long row = 0;
        foreach (var (task, own) in tasks.Zip(columns))
        {
            var count = task.Labels.shape[0];
            var block = targets.narrow(0, row, count).narrow(1, own.First, own.Classes);
            block.copy_(nn.functional.one_hot(task.Labels.cpu(), own.Classes));
            row += count;
        }
        return new MixtureData(features, targets, observed: null, Enumerable.Repeat(TargetFamily.Bernoulli, width));
    }
}
