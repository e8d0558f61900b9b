using System.Collections.Immutable;
using SurgeryBench.Models;

namespace SurgeryBench.Experts.Published;

/// <summary>The files of a published zoo: the same for every seed.</summary>
public sealed record PublishedModels
{
    /// <summary>Hugging Face's layout: only the vision tower is fine-tuned, the projection and the text tower are the base repository's.</summary>
    public const string HuggingFace = "hf";

    /// <summary>The papers' files of open_clip: whole image encoders, projection fine-tuned, with heads beside them.</summary>
    public const string TaskArithmetic = "ta";

    /// <summary>Models that somebody named, or of other sizes: never in a table with the published ones.</summary>
    public const string Own = "own";

    /// <summary><see cref="HuggingFace"/>, <see cref="TaskArithmetic"/> or <see cref="Own"/>.</summary>
    public required string Family { get; init; }

    /// <summary>Whether experts lack the projection to the embedding, which then stays the base's; default true, as Hugging Face's are.</summary>
    public bool IsProjectionFrozen { get; init; } = true;

    /// <summary>What the tables call the tower, e.g. <c>vit-b-32</c>.</summary>
    public required string Backbone { get; init; }

    /// <summary>The sizes of both towers.</summary>
    public required ClipConfig Sizes { get; init; }

    /// <summary>The checkpoint of the pretrained model.</summary>
    public required string Base { get; init; }

    /// <summary>One expert a task, in suite order.</summary>
    public required ImmutableArray<PublishedExpert> Experts { get; init; }

    /// <summary>A checkpoint with the pretrained text tower, from which heads are built; null if every expert has its own.</summary>
    public string? Text { get; init; }
}
