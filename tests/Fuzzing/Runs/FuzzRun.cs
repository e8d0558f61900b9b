using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Fuzzing.Runs;

/// <summary>Runs cases of a target and watches them.</summary>
/// <param name="target">What is fuzzed.</param>
/// <param name="cases">With what.</param>
/// <param name="threads">How many at a time.</param>
/// <param name="progress">Gets a line every few seconds; null for none.</param>
internal sealed class FuzzRun(FuzzTarget target, CaseSource cases, int threads = 1, Action<string>? progress = null)
{
    private const int MostFaults = 20;
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(5), Stuck = TimeSpan.FromMinutes(1), Between = TimeSpan.FromSeconds(5), Look = TimeSpan.FromMilliseconds(20);
    private readonly ConcurrentQueue<string> faults = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private long next = cases.First;
    private long done;
    private bool stops;
    private Recorder? recorder;

    /// <summary>Cases that were judged.</summary>
    public long Judged => Volatile.Read(ref done);

    /// <summary>Runs all.</summary>
    /// <returns>What is wrong, a text a fault.</returns>
    public IReadOnlyCollection<string> Run()
    {
        using var folder = new Scratch();
        using var noting = recorder = new Recorder(cases.Name, threads);
        foreach (var number in noting.Left) progress?.Invoke($"The last run ended at {Kept(number, cases.InputOf(number))}.");
        var (memory, spoke) = (new Resident(), clock.Elapsed);
        var workers = Enumerable.Range(0, threads).Select(i => new Worker(worker => Work(worker, i, folder.At(i)))).ToList();
        while (!workers.TrueForAll(worker => worker.Ends(Look)))
        {
            if (workers.Find(IsStuck) is { } stuck) return [.. faults, $"{Kept(stuck.Number, cases.InputOf(stuck.Number))}: it takes more than {Hang.TotalSeconds} seconds"];
            if (memory.Fault() is { } fault) return [.. faults, .. workers.Select(worker => $"{Kept(worker.Number, cases.InputOf(worker.Number))} or one shortly before: {fault}")];
            if (clock.Elapsed - spoke < Between) continue;
            spoke = clock.Elapsed;
            progress?.Invoke(Line());
        }
        progress?.Invoke(Line());
        return faults;
    }

    private void Work(Worker worker, int index, string folder)
    {
        while (Next() is { } number)
        {
            if (!recorder!.Note(index, number)) return;
            var input = InputOf(number);
            worker.Begin(number);
            var fault = Judge.FaultOf(target, input, folder);
            worker.End();
            Take(number, input, fault);
        }
    }

    // What makes inputs is no reader, and a fault of its own ends the run.
    private byte[] InputOf(long number)
    {
        try
        {
            return cases.InputOf(number);
        }
        catch (Exception fault)
        {
            faults.Enqueue($"{cases.Name}, case {number} cannot be made: {fault}");
            Volatile.Write(ref stops, true);
            return [];
        }
    }

    private long? Next() => Interlocked.Increment(ref next) - 1 is var number && number < cases.First + cases.Count && !Volatile.Read(ref stops) ? number : null;

    private void Take(long number, byte[] input, string? fault)
    {
        Interlocked.Increment(ref done);
        if (fault is null) return;
        faults.Enqueue($"{Kept(number, input)}: {fault}");
        if (faults.Count >= MostFaults) Volatile.Write(ref stops, true);
    }

    // A machine that others use too may not get to a case for long: time on the clock counts only where the process worked as long.
    private bool IsStuck(Worker worker) => worker.Since > Stuck || (worker.Since > Hang && worker.Worked > Hang * threads);

    private string Line()
    {
        var speed = Judged / clock.Elapsed.TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"{cases.Name}: {Judged:N0} of {cases.Count:N0} cases, {speed:N0} a second, {TimeSpan.FromSeconds((cases.Count - Judged) / Math.Max(speed, 1)):h\\:mm\\:ss} left, {faults.Count} faults, {Environment.WorkingSet >> 20} MiB");
    }

    private string Kept(long number, byte[] input)
    {
        var path = Path.Combine(Directory.CreateDirectory(RepositoryRoot.At("artifacts", "fuzz")).FullName, $"{cases.Name}-case{number}");
        File.WriteAllBytes(path, input);
        return $"{cases.Name}, case {number}, kept as {path}";
    }
}
