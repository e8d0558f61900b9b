using System.Collections.Immutable;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>One <c>name.Field=value</c> of the command line.</summary>
internal sealed record SettingChange(string Name, string Field, string Value)
{
    /// <summary>Reads all changes.</summary>
    /// <param name="texts">As typed.</param>
    /// <param name="selected">Methods and repairs that are selected.</param>
    /// <param name="faults">Where to put what is wrong.</param>
    public static SettingChanges ParseAll(ImmutableArray<string> texts, IReadOnlyCollection<string> selected, List<string> faults)
    {
        var changes = ImmutableArray.CreateBuilder<SettingChange>();
        foreach (var text in texts)
        {
            if (Parse(text) is not { } change) faults.Add($"--set holds '{text}'; name.Field=value was expected, e.g. ties.Density=0.1.");
            else if (!selected.Contains(change.Name)) faults.Add($"--set changes '{change.Name}', which is not among the selected: {string.Join(", ", selected)}.");
            else changes.Add(change);
        }
        return new SettingChanges(changes.ToImmutable());
    }

    private static SettingChange? Parse(string text)
    {
        var (dot, equals) = (text.IndexOf('.', StringComparison.Ordinal), text.IndexOf('=', StringComparison.Ordinal));
        return dot > 0 && equals > dot + 1 ? new SettingChange(text[..dot], text[(dot + 1)..equals], text[(equals + 1)..]) : null;
    }
}

/// <summary>All changes of a command line.</summary>
internal sealed record SettingChanges(ImmutableArray<SettingChange> All)
{
    /// <summary>The method or repair with its changes made.</summary>
    public T Apply<T>(T item, string name)
        where T : notnull => All.Where(change => change.Name == name)
        .Aggregate(item, (changed, change) => SettingsJson.With(changed, change.Name, change.Field, change.Value));
}
