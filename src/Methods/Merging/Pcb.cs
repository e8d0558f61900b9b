using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// PCB-Merging: every entry of a task vector competes by its own magnitude and by its agreement with the other tasks; the best few are
/// averaged with their scores as weights. Du et al. 2024, arXiv:2410.02396. The paper may search a coefficient a task; all are equal here.
/// </summary>
[Published("Du et al. 2024, arXiv:2410.02396", "θ0 + λ Σ τ̂t ⊙ st / Σ st, st the score of each entry's magnitude and agreement", Golden = "pcb")]
public sealed record Pcb : IMergeMethod
{
    private const double Smallest = 1e-12;

    /// <summary>The form of the authors' script for image encoders, reported as <c>pcb-vision</c>.</summary>
    public static Pcb Vision { get; } = new() { Form = PcbForm.Vision, Ratio = 0.05 };

    /// <inheritdoc/>
    public string Name => Form == PcbForm.Simple ? "pcb" : "pcb-vision";

    /// <summary>Which of the two published forms; default the function.</summary>
    public PcbForm Form { get; init; } = PcbForm.Simple;

    /// <summary>Share of the entries that stay, in (0, 1); default 0.1, in the script 0.05.</summary>
    public double Ratio { get; init => field = Setting.Between(0, 1, value); } = 0.1;

    /// <summary>λ; finite; default 1.2.</summary>
    public double Scale { get; init => field = Setting.Finite(value); } = 1.2;

    /// <inheritdoc/>
    public IEnumerable<IMergeMethod> Grid() => Setting.Steps(0.8m, 2, 0.2m).Select(scale => this with { Scale = scale });

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var flat = new FlatModel(input.Base);
        Tensor origin = flat.VectorOf(input.Base), vector = flat.NewVector();
        var merged = Merge(input.Experts.Length, task =>
        {
            flat.Write(input.Experts[task].Weights, vector);
            return vector.sub_(origin);
        });
        long start = 0;
        return new SingleModel(input.Backbone, input.Base.Map((_, anchor) =>
        {
            if (!anchor.is_floating_point()) return anchor.clone();
            start += anchor.numel();
            return anchor + (merged.narrow(0, start - anchor.numel(), anchor.numel()).view(anchor.shape) * Scale).to_type(anchor.dtype);
        }));
    }

    /// <summary>The merged task vector, before λ.</summary>
    /// <param name="tasks">T.</param>
    /// <param name="vectorOf">A task's vector, [d], borrowed until the next is asked for; each is asked for twice.</param>
    internal Tensor Merge(int tasks, Func<int, Tensor> vectorOf)
    {
        using var scope = NewDisposeScope();
        Tensor? total = null, weighted = null, weights = null;
        for (var task = 0; task < tasks; task++) Add(ref total, TotalShare(vectorOf(task)));
        for (var task = 0; task < tasks; task++)
        {
            var (clamped, scale) = Compete(vectorOf(task), total!, tasks);
            Add(ref weighted, clamped * scale);
            Add(ref weights, scale);
        }
        return (weighted! / weights!.clamp(min: Smallest)).MoveToOuterDisposeScope();
    }

    /// <summary>A task's clamped vector and how much of each entry stays.</summary>
    internal (Tensor Clamped, Tensor Scale) Compete(Tensor vector, Tensor total, int tasks)
    {
        var clamped = new PcbSteps(Form).Clamp(vector);
        return (clamped, PcbSteps.Scale(vector, clamped, total, tasks, Ratio));
    }

    /// <summary>What a task puts into the sum that all compete over.</summary>
    internal Tensor TotalShare(Tensor vector)
    {
        var steps = new PcbSteps(Form);
        using var clamped = steps.Clamp(vector);
        return steps.Share(vector, clamped).clone();
    }

    private static void Add(ref Tensor? sum, Tensor part)
    {
        if (sum is null) sum = part;
        else sum.add_(part);
    }
}
