using System.CommandLine;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary>The two folders every verb agrees on.</summary>
internal static class FolderOption
{
    private const string CacheVariable = "SURGERYBENCH_CACHE";

    public static Option<string> Out() => new("--out")
    {
        Description = "Where records, tables, figures and the HTML page go.",
        DefaultValueFactory = _ => "results",
    };

    public static Option<string> Cache() => new("--cache")
    {
        Description = $"Where trained models are kept. Default: ${CacheVariable}, or surgerybench in the user's cache folder.",
        DefaultValueFactory = _ => DefaultCache(),
    };

    private static string DefaultCache()
    {
        if (Environment.GetEnvironmentVariable(CacheVariable) is { Length: > 0 } named) return named;
        var caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(caches, "surgerybench");
    }
}
