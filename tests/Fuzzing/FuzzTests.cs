using NUnit.Framework;
using SurgeryBench.Tests.Fuzzing.Runs;
using SurgeryBench.Tests.Fuzzing.Targets;

namespace SurgeryBench.Tests.Fuzzing;

/// <summary>
/// Whatever a stranger wrote is read, or refused in one line: without another exception, without taking more than five seconds, or more
/// memory than ten times the input and 64 MiB.
/// </summary>
[Category("Fuzz")]
public sealed class FuzzTests
{
    private const int Shares = 100;

    private static readonly FuzzTarget[] All =
    [
        new SafetensorsTarget(), new PickleTarget(), new TorchFileTarget(), new ShardTarget(), new ImageTarget(), new FolderTarget(), .. RecordTargets.All,
        new HubListingTarget(), new ClipConfigTarget(), new PublishedNumbersTarget(), new SettingTarget(), new CommandLineTarget(),
    ];

    [TestCaseSource(nameof(All))]
    public void IsReadOrRefused(object target)
    {
        var fuzzed = (FuzzTarget)target;
        var cases = CaseSource.Drawn(fuzzed, FuzzSettings.Seed, FuzzSettings.First, FuzzSettings.Cases * fuzzed.Share / Shares);
        var run = FuzzSettings.IsSoak ? new FuzzRun(fuzzed, cases, Environment.ProcessorCount, TestContext.Progress.WriteLine) : new FuzzRun(fuzzed, cases);
        Assert.That(run.Run(), Is.Empty);
        Assert.That(run.Judged, Is.EqualTo(cases.Count));
    }

    /// <summary>Those that once found a fault, and those that were made to find one.</summary>
    [TestCaseSource(nameof(All))]
    public void KnownInputsAreReadOrRefused(object target) => Assert.That(new FuzzRun((FuzzTarget)target, CaseSource.Known((FuzzTarget)target)).Run(), Is.Empty);

    [TestCaseSource(nameof(All))]
    public void ItsCorpusHoldsWhatIsRead(object target)
    {
        using var folder = new Scratch();
        Assert.That(((FuzzTarget)target).Corpus.Count(input => Reads((FuzzTarget)target, input, folder.At(0))), Is.GreaterThan(0));
    }

    [Test]
    public void TheSharesAddUp() => Assert.That(All.Sum(target => target.Share), Is.EqualTo(Shares));

    private static bool Reads(FuzzTarget target, byte[] input, string folder)
    {
        try
        {
            target.Read(input, folder);
            return true;
        }
        catch (Exception fault) when (target.IsRefusal(fault))
        {
            return false;
        }
    }
}
