using SurgeryBench.Results.Published;

namespace SurgeryBench.Reporting.Paper;

/// <summary>What must be said beside the numbers of a paper's table.</summary>
internal static class PaperCaption
{
    public const string Reading =
        "Accuracy in percent. Ours is rounded to one decimal; published numbers are cut to one decimal, as the papers cut theirs. Differences are "
        + "ours minus published, from all digits there are; ≈ marks those below 0.1, which cutting off alone accounts for; "
        + "-: absent, or no difference because the settings are known to differ.";

    public static string Sides(PaperTable table)
    {
        var splits = table.Rows.Select(row => row.Published?.Split).OfType<string>().Distinct().ToList();
        return $"Both sides stand on {table.Family.Checkpoints} (family {table.Family.Id}). Published: {string.Join("; ", splits)}. Ours: {Ours(table)}.";
    }

    private static string Ours(PaperTable table)
    {
        var runs = table.Rows.Where(row => row.Ours is not null).SelectMany(row => row.Ours!.Records).ToList();
        if (runs.Count == 0) return "no records";
        var seeds = runs.Select(run => run.Key.Seed).Distinct().Count();
        return $"the test split of suite {PublishedFamily.Suite}, benchmark version {runs[0].Key.BenchmarkVersion}, "
            + (seeds == 1 ? $"seed {runs[0].Key.Seed}" : $"means over up to {seeds} seeds");
    }
}
