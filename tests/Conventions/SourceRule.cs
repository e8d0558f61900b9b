namespace SurgeryBench.Tests.Conventions;

/// <summary>A rule of style that the compiler does not check, with source that breaks it.</summary>
public sealed record SourceRule(string Name, string[] Folders, Func<string, bool> IsBroken, params string[] Samples)
{
    public override string ToString() => Name;
}
