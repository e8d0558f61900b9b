namespace SurgeryBench.Accuracy.Export;

/// <summary>The files of an exported model, named as a hub repository names them.</summary>
internal static class ExportedFiles
{
    /// <summary>The merged encoder under Hugging Face's names.</summary>
    public const string Model = "model.safetensors";

    /// <summary>What a repair trained beside it.</summary>
    public const string Corrections = "corrections.safetensors";

    /// <summary>The sizes of the tower.</summary>
    public const string Config = "config.json";

    /// <summary>The model card.</summary>
    public const string Card = "README.md";
}
