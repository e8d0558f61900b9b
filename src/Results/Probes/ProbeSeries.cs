using System.Collections.Immutable;
using System.Text.Json.Serialization;
using SurgeryBench.Core;
using SurgeryBench.Results.Storage;

namespace SurgeryBench.Results.Probes;

/// <summary>Values of one metric along an axis.</summary>
public sealed record ProbeSeries
{
    /// <summary>States the values.</summary>
    /// <param name="name">What they belong to, e.g. a task.</param>
    /// <param name="metric">The name of one of <see cref="Metrics.All"/> or <see cref="Metrics.OfAnalyses"/>.</param>
    /// <param name="x">Where on the axis, finite.</param>
    /// <param name="values">One a position, in the metric's unit, finite.</param>
    public ProbeSeries(string name, string metric, ImmutableArray<double> x, ImmutableArray<double> values)
    {
        if (x.IsDefaultOrEmpty || values.IsDefault || x.Length != values.Length) throw new ArgumentException("A series has one value a position, and at least one.", nameof(values));
        if (x.Concat(values).Any(value => !double.IsFinite(value))) throw new ArgumentException("Positions and values are finite.", nameof(values));
        Unit = Metrics.All.Concat(Metrics.OfAnalyses).FirstOrDefault(known => known.Name == metric) ?? throw new ArgumentException($"There is no metric '{metric}'.", nameof(metric));
        (Name, Metric, X, Values) = (Bounds.Text(name, nameof(Name)), metric, x, values);
    }

    /// <summary>What the values belong to.</summary>
    public string Name { get; }

    /// <summary>The metric's name.</summary>
    public string Metric { get; }

    /// <summary>Where on the axis.</summary>
    public ImmutableArray<double> X { get; }

    /// <summary>One value a position of <see cref="X"/>.</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>The metric, with its unit.</summary>
    [JsonIgnore]
    public Metric Unit { get; }

    /// <summary>Equal names and equal values.</summary>
    public bool Equals(ProbeSeries? other) =>
        other is not null && (Name, Metric) == (other.Name, other.Metric) && X.SequenceEqual(other.X) && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Metric, X.Length);
}
