using System.Collections.Immutable;
using System.CommandLine;
using SurgeryBench.Accuracy.Views;
using SurgeryBench.Core;
using SurgeryBench.Results;
using SurgeryBench.Results.Comparison;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary><c>compare</c>: whether two results folders say the same.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var first = new Argument<string>("folder") { Description = "A results folder." };
        var second = new Argument<string>("other") { Description = "Another, with runs of the same selection." };
        var images = new Option<long?>("--images") { Description = "How many images more or less a task may have right. Default: counts, biases and losses have to be the same in every bit." };
        var format = new Option<string>("--format") { Description = "table or csv", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "csv");
        var command = new Command("compare", """
            Compares the runs of two results folders, one by one, in all that equal seeds reproduce: not times, memory and machine. Writes
            nothing. Exit status 4 if a run differs or is in one of the folders alone.

            Examples:
              surgerybench compare results again               a sweep that was done twice
              surgerybench compare results gpu --images 3      the same on another device, where sums are rounded otherwise
            """)
        { first, second, images, format };
        command.SetAction(parsed => Compare(parsed.GetRequiredValue(first), parsed.GetRequiredValue(second), AllowedOf(parsed.GetValue(images)), parsed.GetRequiredValue(format)));
        return command;
    }

    private static long? AllowedOf(long? images) => images is < 0 ? throw new UsageException($"--images is {images}; 0 or more was expected.") : images;

    private static int Compare(string first, string second, long? images, string format)
    {
        var comparison = ResultsComparison.Of(RecordsOf(first), RecordsOf(second));
        var differing = comparison.Differing(images);
        if (!differing.IsEmpty) Print(differing, format);
        foreach (var line in Summary(comparison, differing, first, second)) Console.Error.WriteLine(line);
        return differing.IsEmpty && comparison.OnlyFirst.IsEmpty && comparison.OnlySecond.IsEmpty ? ExitCode.Done : ExitCode.RunFailed;
    }

    private static IReadOnlyList<RunRecord> RecordsOf(string folder) => new RunStore(folder).All() is { Count: > 0 } records
        ? records
        : throw new BadInputException($"There are no records under '{Path.Combine(folder, "runs")}'; a results folder was expected.");

    private static void Print(ImmutableArray<RunPair> pairs, string format) => new Listing(
        ["run", "images apart, most on a task"], [.. pairs.Select(pair => new[] { pair.Name, pair.ImagesApart is { } apart ? $"{apart}" : "other tasks" })]).Print(format);

    private static IEnumerable<string> Summary(ResultsComparison comparison, ImmutableArray<RunPair> differing, string first, string second)
    {
        var same = comparison.Pairs.Count(pair => pair.IsSame);
        yield return $"{comparison.Pairs.Length} runs are in both folders: {same} the same in every bit, {comparison.Pairs.Length - same} not, {differing.Length} further apart than allowed.";
        if (!comparison.OnlyFirst.IsEmpty) yield return $"{comparison.OnlyFirst.Length} are in '{first}' alone.";
        if (!comparison.OnlySecond.IsEmpty) yield return $"{comparison.OnlySecond.Length} are in '{second}' alone.";
        var strange = comparison.Pairs.Count(pair => !pair.HasSameZoo);
        if (strange > 0) yield return $"{strange} start from models that are not the same in every bit, as training gives them on another kind of processor.";
    }
}
