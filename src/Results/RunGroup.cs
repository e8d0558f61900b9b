using SurgeryBench.Results.Storage;

namespace SurgeryBench.Results;

/// <summary>Runs that may share a table: one suite, one backbone, one family of experts.</summary>
public sealed record RunGroup
{
    /// <summary>The family of experts trained here, which file names leave out.</summary>
    public const string TrainedFamily = "trained";

    /// <summary>Names the three.</summary>
    /// <exception cref="ArgumentException">A name is not kebab-case.</exception>
    public RunGroup(string suite, string backbone, string family = TrainedFamily) => (Suite, Backbone, Family) =
        (Kebab.Checked(suite, nameof(Suite)), Kebab.Checked(backbone, nameof(Backbone)), Kebab.Checked(family, nameof(Family)));

    /// <summary>The suite's id, e.g. <c>mini8</c>.</summary>
    public string Suite { get; }

    /// <summary>The backbone's id, e.g. <c>vit-mini</c>.</summary>
    public string Backbone { get; }

    /// <summary>Which set of experts: <c>trained</c> here, or a published set such as <c>hf</c>.</summary>
    public string Family { get; }

    /// <summary>The folder of the group's records inside <c>runs</c>.</summary>
    public string Folder => $"{Suite}.{Backbone}.{Family}";

    /// <summary>What the file names of the group's tables, figures and baselines begin with.</summary>
    public string Stem => Family == TrainedFamily ? $"{Suite}.{Backbone}" : Folder;

    /// <inheritdoc cref="Folder"/>
    public override string ToString() => Folder;
}
