namespace SurgeryBench.Tests.Doubles;

/// <summary>Where the repository lies, found from where the tests run.</summary>
internal static class RepositoryRoot
{
    public static string Directory { get; } = Find(AppContext.BaseDirectory);

    public static string At(params ReadOnlySpan<string> parts) => Path.Combine([Directory, .. parts]);

    private static string Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "SurgeryBench.slnx"))) return at.FullName;
        }
        throw new DirectoryNotFoundException($"No folder above '{folder}' holds SurgeryBench.slnx.");
    }
}
