using NUnit.Framework;
using SurgeryBench.Results;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Accuracy;

public sealed class ClaimsBite
{
    private static readonly Dictionary<(string, string), int> Good = new()
    {
        [("pretrained", "none")] = 60,
        [("individual", "none")] = 92,
        [("mtl", "none")] = 90,
        [("weight-averaging", "none")] = 66,
        [("task-arithmetic", "none")] = 64,
        [("task-arithmetic", "surgery")] = 80,
        [("task-arithmetic", "surgery-v2")] = 90,
    };

    private static List<RunRecord> Records(Dictionary<(string Method, string Repair), int> percent) =>
        [.. percent.Select(row => Samples.Record with { Key = Samples.Key with { Method = row.Key.Method, Repair = row.Key.Repair }, Scores = [new TaskScore("t", row.Value, 100)], Bias = [] })];

    [Test]
    public void NothingWhereAllHold() => Assert.That(Claims.FaultsOf(Records(Good)), Is.Empty);

    [TestCase("pretrained", "none", 20, "the base")]
    [TestCase("individual", "none", 89, "the experts")]
    [TestCase("mtl", "none", 87, "MTL")]
    [TestCase("weight-averaging", "none", 59, "weight averaging")]
    [TestCase("weight-averaging", "none", 81, "weight averaging")]
    [TestCase("task-arithmetic", "none", 59, "task arithmetic")]
    [TestCase("task-arithmetic", "surgery", 70, "Surgery closes")]
    [TestCase("task-arithmetic", "surgery-v2", 83, "SurgeryV2 closes")]
    public void OnEachClaimThatDoesNotHold(string method, string repair, int percent, string fault) =>
        Assert.That(Claims.FaultsOf(Records(new(Good) { [(method, repair)] = percent })), Has.Some.Contains(fault));
}
