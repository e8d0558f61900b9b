namespace SurgeryBench.Core;

/// <summary>Everything a repair is given besides the merged model.</summary>
public sealed record RepairInput : MethodInput
{
    /// <summary>θ0 of the papers: the encoder all experts were fine-tuned from, or the first of several.</summary>
    public required Weights Base { get; init; }

    /// <summary>What the experts answer to the images in <see cref="MethodInput.Data"/>.</summary>
    public required IExpertTargets Targets { get; init; }
}
