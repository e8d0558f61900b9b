using System.Collections.Immutable;
using SurgeryBench.Results.Storage;

namespace SurgeryBench.Results;

/// <summary>The training loss of one stage of a method or repair, thinned to what a plot needs.</summary>
public sealed record LossCurve
{
    /// <summary>The most points a curve keeps.</summary>
    public const int MostPoints = 100;

    /// <summary>States the points.</summary>
    /// <param name="stage">What was trained, e.g. <c>surgery-v2</c>.</param>
    /// <param name="steps">Numbers of the steps, from 1, rising; at most <see cref="MostPoints"/>.</param>
    /// <param name="values">The loss before each of these steps, finite.</param>
    public LossCurve(string stage, ImmutableArray<int> steps, ImmutableArray<double> values)
    {
        if (steps.IsDefault || values.IsDefault || steps.Length != values.Length || steps.Length > MostPoints)
            throw new ArgumentException($"A loss curve has one value a step and at most {MostPoints} steps.", nameof(steps));
        if (values.Any(value => !double.IsFinite(value))) throw new ArgumentException("Losses are finite.", nameof(values));
        if (steps.Any(step => step < 1) || steps.Zip(steps.Skip(1)).Any(pair => pair.First >= pair.Second))
            throw new ArgumentException("Steps count from 1 and rise.", nameof(steps));
        (Stage, Steps, Values) = (Bounds.Text(stage, nameof(Stage)), steps, values);
    }

    /// <summary>What was trained.</summary>
    public string Stage { get; }

    /// <summary>Numbers of the steps, from 1, rising.</summary>
    public ImmutableArray<int> Steps { get; }

    /// <summary>The loss before each of <see cref="Steps"/>.</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>Keeps evenly spread points of a whole training, the first and the last among them.</summary>
    /// <param name="stage">What was trained.</param>
    /// <param name="losses">The loss before each step, the first step's first. Values that are not finite mean "none" and are left out.</param>
    public static LossCurve Thinned(string stage, IReadOnlyList<double> losses)
    {
        ImmutableArray<int> steps = [.. Enumerable.Range(1, losses.Count).Where(step => double.IsFinite(losses[step - 1]))];
        if (steps.Length > MostPoints) steps = [.. Enumerable.Range(0, MostPoints).Select(EvenlySpread)];
        return new LossCurve(stage, steps, [.. steps.Select(step => losses[step - 1])]);

        int EvenlySpread(int point) => steps[(int)((long)point * (steps.Length - 1) / (MostPoints - 1))];
    }

    /// <summary>Equal stages and equal points.</summary>
    public bool Equals(LossCurve? other) =>
        other is not null && Stage == other.Stage && Steps.SequenceEqual(other.Steps) && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Stage, Steps.Length);
}
