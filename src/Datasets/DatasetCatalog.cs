using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Clip;
using SurgeryBench.Datasets.Folder;
using SurgeryBench.Datasets.Mini;

namespace SurgeryBench.Datasets;

/// <summary>The suites by name.</summary>
public static class DatasetCatalog
{
    private const string MiniNonLocal = MiniSuite.SuiteName + NonLocalSuite.Suffix;
    private const string MiniClients = MiniSuite.SuiteName + ClientSuite.Suffix;

    // The task on which the base is weakest, so that there is something to learn.
    private const string ClientsTask = "cars";

    /// <summary>The names in the order they are listed.</summary>
    public static ImmutableArray<string> Names { get; } = [MiniSuite.SuiteName, MiniNonLocal, MiniClients, FolderSuite.SuiteName, ClipSuite.SuiteName];

    /// <summary>Makes a suite; checks its lists but draws or decodes nothing yet.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="folder">Where the images lie; only for <c>folder8</c>, which needs it.</param>
    /// <param name="clip">Where the data sets lie; only for <c>clip8</c>, which needs it.</param>
    /// <returns>Owned by the caller.</returns>
    /// <exception cref="BadInputException">There is no such suite, or its images are not what they should be.</exception>
    public static ISuite Open(string name, FolderOptions? folder = null, ClipOptions? clip = null) => name switch
    {
        MiniSuite.SuiteName => new MiniSuite(),
        MiniNonLocal => new NonLocalSuite(new MiniSuite()),
        MiniClients => new ClientSuite(new MiniSuite(), ClientsTask),
        FolderSuite.SuiteName => new FolderSuite(folder ?? throw new BadInputException($"Suite '{name}' has no folder; expected one with a folder of images per task.")),
        ClipSuite.SuiteName => new ClipSuite(clip ?? throw new BadInputException($"Suite '{name}' has no data sets; expected a folder of parquet files for each.")),
        _ => throw new BadInputException($"There is no suite '{name}'; expected one of {string.Join(", ", Names)}."),
    };
}
