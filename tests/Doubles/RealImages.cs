namespace SurgeryBench.Tests.Doubles;

/// <summary>A folder of small real images of the paper's data sets, which lies beside some checkouts and in no repository.</summary>
internal static class RealImages
{
    /// <summary>Where it lies; null where it does not.</summary>
    public static string? Folder { get; } = Path.GetFullPath(RepositoryRoot.At("..", "shared", "data", "real8")) is var path && Directory.Exists(path) ? path : null;
}
