using SurgeryBench.Results.Storage;

namespace SurgeryBench.Results.Baselines;

/// <summary>The average accuracy that a run is expected to have.</summary>
public sealed record BaselineRow
{
    /// <summary>The merging method's id.</summary>
    public required string Method { get; init => field = Kebab.Checked(value); }

    /// <summary>The repair's id, or <see cref="RunKey.NoRepair"/>.</summary>
    public required string Repair { get; init => field = Kebab.Checked(value); }

    /// <summary>Number of the trial, from 0.</summary>
    public required int Seed { get; init => field = (int)Bounds.Count(value); }

    /// <summary>Mean over tasks, 0 to 1.</summary>
    public required double Average { get; init => field = Bounds.Fraction(value); }

    /// <summary>How far a run may be from <see cref="Average"/> on either side, 0 to 1.</summary>
    public required double Tolerance { get; init => field = Bounds.Fraction(value); }

    /// <inheritdoc/>
    public override string ToString() => Repair == RunKey.NoRepair ? $"{Method}, seed {Seed}" : $"{Method} + {Repair}, seed {Seed}";
}
