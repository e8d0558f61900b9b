using System.Collections.Immutable;
using SurgeryBench.Datasets.Mini;

namespace SurgeryBench.Datasets;

/// <summary>The suites by name.</summary>
public static class DatasetCatalog
{
    /// <summary>The names in the order they are listed.</summary>
    public static ImmutableArray<string> Names { get; } = [MiniSuite.SuiteName];
}
