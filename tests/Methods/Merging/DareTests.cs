using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class DareTests
{
    private const int Entries = 2000;
    private const double Rate = 0.3, Scale = 0.7;

    // One task's entries are even, the other's a half, so that the merge says which of both are in it.
    private static readonly float[] Even = [.. Enumerable.Range(0, Entries).Select(i => (i % 5 * 2f) + 2)], Half = [.. Enumerable.Repeat(0.5f, Entries)];

    [Test]
    public void GrowsWhatStays()
    {
        foreach (var (of, value) in Sums().Index())
        {
            double[] possible = [0, Even[of], 0.5, Even[of] + 0.5];
            Assert.That(possible.Min(sum => Math.Abs(value - sum)), Is.LessThan(1e-4), $"{value} of {Even[of]} and a half");
        }
    }

    // Four standard deviations of a share are at most 0.045; masks of all tasks alike would agree everywhere.
    [Test]
    public void DropsAsManyEntriesAsAskedForAndEachTasksByThemselves()
    {
        var kept = Sums().Select(value => (Even: value >= 1.5, Half: Math.Abs((value % 2) - 0.5) < 1e-3)).ToList();
        Assert.That(kept.Average(entry => entry.Even ? 1.0 : 0), Is.EqualTo(1 - Rate).Within(0.045));
        Assert.That(kept.Average(entry => entry.Half ? 1.0 : 0), Is.EqualTo(1 - Rate).Within(0.045));
        Assert.That(kept.Average(entry => entry.Even == entry.Half ? 1.0 : 0), Is.EqualTo((Rate * Rate) + ((1 - Rate) * (1 - Rate))).Within(0.045));
    }

    [Test]
    public void IsItsRulesMergeWhereNothingIsDropped([Values] DareRule rule)
    {
        IMergeMethod inner = rule switch
        {
            DareRule.TaskArithmetic => new TaskArithmetic { Scale = Scale },
            DareRule.Ties => new Ties { Scale = Scale },
            _ => new WeightAveraging(),
        };
        float[] anchor = [1, 2, 3, 4, 5], one = [7, 6, 3, -1, 4], other = [-9, 6, 5, -2, 8];
        Assert.That(OneTensor.Merge(new Dare { Rule = rule, DropRate = 1e-12, Scale = Scale }, anchor, one, other), Is.EqualTo(OneTensor.Merge(inner, anchor, one, other)).Within(1e-5));
    }

    /// <summary>What stayed of both tasks, added up, before it grew.</summary>
    private static IEnumerable<double> Sums() =>
        OneTensor.Merge(new Dare { Rule = DareRule.TaskArithmetic, DropRate = Rate, Scale = Scale }, new float[Entries], Even, Half).Select(value => value * (1 - Rate) / Scale);
}
