using System.Collections.Immutable;
using System.Reflection;
using SurgeryBench.Core;
using SurgeryBench.Methods;
using SurgeryBench.Reporting.Tables;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>What the lists of methods say, read off the catalogue.</summary>
internal static class MethodCards
{
    /// <summary>A card a method, in catalogue order.</summary>
    public static ImmutableArray<MethodCard> All => [.. MethodCatalog.All.Select(Of)];

    private static MethodCard Of(IMergeMethod method)
    {
        var origin = method.GetType().GetCustomAttribute<PublishedAttribute>()
            ?? throw new InvalidOperationException($"{method.GetType().Name} does not say where it was published.");
        return new MethodCard(method.Name, origin.Paper, origin.Formula, DataNames.Of(method.Data), SettingsJson.Of(method), origin.Golden);
    }
}
