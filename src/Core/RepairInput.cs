namespace SurgeryBench.Core;

/// <summary>Everything a repair is given besides the merged model.</summary>
public sealed record RepairInput : MethodInput
{
    /// <summary>What the experts answer to the images in <see cref="MethodInput.Data"/>.</summary>
    public required IExpertTargets Targets { get; init; }
}
