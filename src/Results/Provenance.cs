using System.Text.Json.Serialization;
using SurgeryBench.Results.Storage;

namespace SurgeryBench.Results;

/// <summary>Where a record comes from. Nothing that is measured depends on it.</summary>
public sealed record Provenance
{
    /// <summary>The commit of the program, or <c>unknown</c>.</summary>
    public required string Commit { get; init => field = Bounds.Text(value); }

    /// <summary>The processor's name and its cores, e.g. <c>AMD EPYC 7763, 2 cores</c>.</summary>
    public required string Machine { get; init => field = Bounds.Text(value); }

    /// <summary>Where tensors lived, e.g. <c>cpu</c> or <c>cuda:0</c>.</summary>
    public required string Device { get; init => field = Bounds.Text(value); }

    /// <summary>Version of TorchSharp.</summary>
    public required string TorchSharpVersion { get; init => field = Bounds.Text(value); }

    /// <summary>Version of the .NET runtime.</summary>
    public required string RuntimeVersion { get; init => field = Bounds.Text(value); }

    /// <summary>Digest of the models that were merged, where they were trained here; null in records from before it was written.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ZooDigest { get; init => field = value is null ? null : Bounds.Text(value); }

    /// <summary>When the run started, UTC; after all records that were there by then, whatever the clock was moved to.</summary>
    public required DateTimeOffset StartedAt { get; init => field = value.ToUniversalTime(); }

    /// <summary>One that says nothing but which models were merged.</summary>
    /// <param name="zoo">Their digest, if there is one.</param>
    internal static Provenance Nowhere(string? zoo)
    {
        const string left = "left out";
        return new() { Commit = left, Machine = left, Device = left, TorchSharpVersion = left, RuntimeVersion = left, ZooDigest = zoo, StartedAt = DateTimeOffset.UnixEpoch };
    }
}
