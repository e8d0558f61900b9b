using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Export;

/// <summary>What a merged model is, for whoever finds it.</summary>
internal static class ModelCard
{
    /// <summary>The card's text.</summary>
    /// <param name="key">What was merged, how, and how it was repaired.</param>
    /// <param name="made">Where and when.</param>
    /// <param name="parts">Extra parameters beside the encoder; 0 for none.</param>
    public static string Of(RunKey key, Provenance made, long parts)
    {
        var repaired = key.Repair == RunKey.NoRepair ? "" : $"""

            ## Corrections

            `{ExportedFiles.Corrections}` holds what {key.Repair} trained beside the encoder, {parts:N0} parameters: for a task `T` and a block `B`
            the matrices `T.B.down` and `T.B.up`, and `T.final.down`, `T.final.up` for the embedding. What leaves a block, and the projected
            embedding, is corrected as `x - up @ relu(down @ x)`. There is a ReLU between the two, so no weight of the encoder can take them over.
            """;
        return $"""
            ---
            library_name: transformers
            pipeline_tag: image-feature-extraction
            tags: [clip, model-merging, surgerybench]
            ---

            # {key.Method}{(key.Repair == RunKey.NoRepair ? "" : $" with {key.Repair}")} of {key.Backbone}

            A CLIP vision tower merged from the experts of suite `{key.Suite}`, family `{key.Family}`.

            | | |
            |---|---|
            | method | `{key.Method}` `{key.MethodSettings}` |
            | repair | `{key.Repair}` `{key.RepairSettings}` |
            | suite, backbone, family | `{key.Suite}`, `{key.Backbone}`, `{key.Family}` |
            | experts | content key `{key.Zoo}` |
            | seed, benchmark version | {key.Seed}, {key.BenchmarkVersion} |
            | made by | SurgeryBench `{made.Commit}`, {made.StartedAt:u} |
            {repaired}

            ## Use

            `{ExportedFiles.Model}` has the names of `CLIPVisionModelWithProjection`; its image embeddings, normalised, go with the text embeddings of
            the pretrained CLIP model.

                surgerybench evaluate FOLDER --suite {key.Suite} --backbone {key.Backbone} --family {key.Family}

            scores it, corrections included.

            """;
    }
}
