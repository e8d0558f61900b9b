using SurgeryBench.Results;

namespace SurgeryBench.Tests.Results;

/// <summary>Small valid keys and records to vary with <c>with</c>.</summary>
internal static class Samples
{
    public static RunKey Key { get; } = new()
    {
        Suite = "mini8",
        Backbone = "vit-mini",
        Family = "trained",
        Zoo = "0123abcdef",
        Method = "task-arithmetic",
        MethodSettings = """{"Scale":0.3}""",
        Repair = "surgery-v2",
        RepairSettings = """{"Rank":16,"Steps":1000}""",
        Seed = 0,
        BenchmarkVersion = "1.0",
    };

    public static RunRecord Record { get; } = new()
    {
        Key = Key,
        Scores = [new("digits", 30, 40), new("signs", 25, 50)],
        Bias = [new("digits", [0.1, 0.2, 0.05]), new("signs", [])],
        Variance = [new TaskVariance("digits", [0.9, 0.8, 0.7])],
        Phases = new(TimeSpan.FromSeconds(1.25), TimeSpan.FromMinutes(2), TimeSpan.FromMilliseconds(1)),
        PeakBytes = 123_456_789,
        Peaks = new(merge: 100 << 20, repair: 110 << 20, evaluate: 105 << 20),
        EncoderParameters = 1_200_000,
        ExtraParameters = 65_536,
        ExtraMultiplyAdds = 278_528,
        NeedsTaskId = true,
        Data = "unlabelled-test",
        Losses = [new("surgery-v2", [1, 500, 1000], [0.5, 0.1, 1.0 / 3])],
        MethodOrder = 4,
        RepairOrder = 2,
        Provenance = Provenance,
    };

    private static Provenance Provenance => new()
    {
        Commit = "0123abc",
        Machine = "Example CPU, 2 cores",
        Device = "cpu",
        TorchSharpVersion = "0.107.0",
        RuntimeVersion = "10.0.0",
        StartedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };
}
