using System.Collections.Immutable;
using System.Text.Json;
using SurgeryBench.Accuracy.CommandLine;
using SurgeryBench.Accuracy.Sweep;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>What rows reach and cost as the encoder gets wider. Every width has a zoo of its own, which is trained if it is not cached.</summary>
internal sealed record GrowthInWidth : Growth
{
    /// <inheritdoc/>
    public override string Name => "width";

    /// <inheritdoc/>
    public override string Description => "accuracy, seconds and numbers stored by the width of the encoder; trains a zoo for each width";

    /// <summary>The widths, each a multiple of 32, the width of an attention head; default 32, 64, 96 and 128.</summary>
    public ImmutableArray<int> Values { get; init => field = Widths(value); } = [32, 64, 96, 128];

    private protected override string What => "width of the encoder";

    /// <inheritdoc/>
    public override IEnumerable<ProbeCase> CasesOf(PlannedRow row, int tasks) =>
        Values.Select(width => new ProbeCase(JsonSerializer.Serialize(new { Width = width }), tasks) { Width = width });

    private protected override void Check(Selection selection)
    {
        if (selection.Clip is not null) throw new UsageException($"The encoders of suite '{selection.Suite}' are published ones and have the width they have; '{Name}' trains its own.");
    }

    private protected override int SizeOf(ProbeCase part) => part.Width!.Value;

    private static ImmutableArray<int> Widths(ImmutableArray<int> values) => SweptValues.Positive(values, nameof(Values)).FirstOrDefault(width => width % WidenedZoos.HeadWidth != 0) is > 0 and var odd
        ? throw new ArgumentOutOfRangeException(nameof(values), $"{odd} is no multiple of {WidenedZoos.HeadWidth}, the width of an attention head.")
        : values;
}
