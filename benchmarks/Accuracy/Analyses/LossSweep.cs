using System.Collections.Immutable;
using System.Text.Json.Nodes;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Reporting.Analyses;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>Accuracy by what the repairs minimise.</summary>
internal sealed record LossSweep : SettingSweep
{
    /// <inheritdoc/>
    public override string Name => "loss";

    /// <inheritdoc/>
    public override string Description => "accuracy by the loss that the repairs minimise; x counts the losses from 0";

    private protected override string Field => nameof(SurgeryRepair.Loss);

    private protected override IEnumerable<string> Texts => Enum.GetNames<SurgeryLoss>();

    /// <inheritdoc/>
    public override Chart? Draw(ImmutableArray<AnalysisRow> rows, string subject) => new(
        $"Accuracy by loss function on {subject}",
        MethodPanels.Of(rows, new Axis("loss") { Kinds = [.. Enum.GetNames<SurgeryLoss>()] }, Axis.Of(Metrics.Accuracy, "mean over tasks"), row => row.Along(Metrics.Accuracy), CurveForm.Points));

    private protected override double? PositionOf(JsonValue value) => value.TryGetValue<string>(out var name) && Enum.TryParse<SurgeryLoss>(name, out var loss) ? (int)loss : null;
}
