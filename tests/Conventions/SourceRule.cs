namespace SurgeryBench.Tests.Conventions;

/// <summary>A rule of style that the compiler does not check, with source that breaks it.</summary>
public sealed record SourceRule(string Name, string[] Folders, Func<string, bool> IsBroken, params string[] Samples)
{
    /// <summary>Names of files that have a reason.</summary>
    public string[] Exempt { get; init; } = [];

    public override string ToString() => Name;
}
