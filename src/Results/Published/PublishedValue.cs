using SurgeryBench.Results.Storage;

namespace SurgeryBench.Results.Published;

/// <summary>One number as a source prints it: a line of the data file.</summary>
public sealed record PublishedValue
{
    /// <summary>The <see cref="Task"/> of a mean over all tasks.</summary>
    public const string AverageTask = "average";

    /// <summary>Which experts, an id of <see cref="PublishedFamily.All"/>.</summary>
    public required string Family { get; init => field = OneOf(value, [.. PublishedFamily.All.Select(family => family.Id)], "family"); }

    /// <summary>One of <see cref="PublishedFamily.Backbones"/>.</summary>
    public required string Backbone { get; init => field = OneOf(value, PublishedFamily.Backbones, "backbone"); }

    /// <summary>The method's id as in the catalogue, or as it would be there.</summary>
    public required string Method { get; init => field = Kebab.Checked(value); }

    /// <summary>The repair's id, <see cref="RunKey.NoRepair"/> for none.</summary>
    public required string Repair { get; init => field = Kebab.Checked(value); }

    /// <summary>One of <see cref="PublishedFamily.Tasks"/>, or <see cref="AverageTask"/>.</summary>
    public required string Task { get; init => field = OneOf(value, [.. PublishedFamily.Tasks, AverageTask], "task"); }

    /// <summary>Accuracy, 0 to 100, with the decimals that are printed.</summary>
    public required decimal Percent { get; init => field = value is >= 0 and <= 100 ? value : throw new ArgumentException($"{value} is no percentage."); }

    /// <summary>How the source cuts its numbers.</summary>
    public required PrintedForm Printed { get; init; }

    /// <summary>How close the source is to the method's authors.</summary>
    public required Standing Standing { get; init; }

    /// <summary>A setting the number stands on that must not differ in what is compared, e.g. <c>Rank=16</c>; empty if none is known to matter.</summary>
    public required string Setting { get; init; }

    /// <summary>Where it is printed; several places with equal numbers have ';' between.</summary>
    public required string Source { get; init => field = Bounds.Text(value); }

    /// <summary>What images it was measured on.</summary>
    public required string Split { get; init => field = Bounds.Text(value); }

    /// <summary>What a reader should know of this number; empty if nothing.</summary>
    public required string Note { get; init; }

    private static string OneOf(string value, IReadOnlyList<string> known, string what) => known.Contains(value)
        ? value
        : throw new ArgumentException($"There is no {what} '{value}'; there are {string.Join(", ", known)}.");
}
