using System.Diagnostics;
using System.Globalization;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Speed.Ratios;

/// <summary>
/// This project beside plain PyTorch: the two sides take turns, each time in a process of its own, so that whatever else the machine does
/// meets both alike.
/// </summary>
internal static class RatioRun
{
    private const string Usage = "ratios FOLDER ROUNDS [NAME...] | ratios-side FOLDER NAME";

    /// <summary>Does what the arguments say.</summary>
    /// <returns>The exit status.</returns>
    public static int Run(string[] args)
    {
        switch (args)
        {
            case ["ratios-side", var folder, var name] when Find(name) is { } comparison:
                Console.WriteLine(OurOutcome(comparison, folder).ToJson());
                return 0;
            case ["ratios", var folder, var rounds, .. var names] when int.TryParse(rounds, CultureInfo.InvariantCulture, out var count) && count > 0 && names.All(name => Find(name) is not null):
                Console.WriteLine(RatioRow.Heading);
                foreach (var comparison in Comparison.All.Where(comparison => names.Length == 0 || names.Contains(comparison.Name)))
                    Console.WriteLine(Compare(comparison, Path.GetFullPath(folder), count));
                return 0;
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }

    private static Comparison? Find(string name) => Comparison.All.FirstOrDefault(comparison => comparison.Name == name);

    private static Outcome OurOutcome(Comparison comparison, string folder)
    {
        set_num_threads(comparison.Inputs.IsSmall ? 1 : Environment.ProcessorCount);
        using var loaded = Loaded.From(folder, comparison.Inputs);
        using var work = comparison.Ours(loaded);
        work.MoveNext();
        var clock = Stopwatch.StartNew();
        work.MoveNext();
        var seconds = clock.Elapsed.TotalSeconds;
        using var process = Process.GetCurrentProcess();
        return new Outcome(seconds, work.Current, process.PeakWorkingSet64, "this project");
    }

    private static RatioRow Compare(Comparison comparison, string root, int rounds)
    {
        var folder = Path.Combine(root, comparison.Inputs.Name);
        comparison.Inputs.Write(folder);
        // The first turns write files and fill caches.
        Agree(comparison, Ours(comparison, folder), Theirs(comparison, folder));
        return new RatioRow(comparison.Name, [.. Enumerable.Range(0, rounds).Select(_ => (Ours(comparison, folder), Theirs(comparison, folder)))]);
    }

    private static void Agree(Comparison comparison, Outcome ours, Outcome theirs)
    {
        if (!(Math.Abs(ours.Result - theirs.Result) <= comparison.Tolerance * Math.Max(1, Math.Abs(theirs.Result))))
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"{comparison.Name}: the sides disagree, {ours.Result:G9} here and {theirs.Result:G9} in PyTorch {theirs.Version}."));
    }

    private static Outcome Ours(Comparison comparison, string folder) => Started(Environment.ProcessPath!, "ratios-side", folder, comparison.Name);

    private static Outcome Theirs(Comparison comparison, string folder) =>
        Started("/usr/bin/python3", Path.Combine("benchmarks", "Speed", "pytorch"), comparison.Theirs, folder, Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture));

    private static Outcome Started(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return process.ExitCode == 0 && lines.Length > 0
            ? Outcome.Parse(lines[^1])
            : throw new BadInputException($"'{program} {string.Join(' ', arguments)}' ended with status {process.ExitCode}; PyTorch comes with Debian's python3-torch.");
    }
}
