using SurgeryBench.Core;
using SurgeryBench.Core.Files;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Models;
using SurgeryBench.Models.Checkpoints;
using SurgeryBench.Models.Layouts;
using SurgeryBench.Models.Safetensors;
using static TorchSharp.torch;

namespace SurgeryBench.Accuracy.Export;

/// <summary>A merged model in a folder: the encoder under Hugging Face's names, its sizes, a card, and corrections beside it if it has any.</summary>
internal static class ModelFolder
{
    private const string Projection = "visual_projection.weight";

    /// <summary>Writes a model. The folder appears whole or not at all.</summary>
    /// <param name="folder">Must not exist.</param>
    /// <param name="parts">The model.</param>
    /// <param name="backbone">Its tower.</param>
    /// <param name="card">Text of the model card.</param>
    /// <exception cref="BadInputException">The folder exists.</exception>
    /// <exception cref="UnwritableException">It cannot be written.</exception>
    public static void Write(string folder, ModelParts parts, VisionTransformer backbone, string card)
    {
        if (Path.Exists(folder)) throw new BadInputException($"'{folder}' exists already; the name of a new folder was expected.");
        UnwritableException.Guard(folder, () => WriteNew(folder, parts, backbone, card));
    }

    /// <summary>Reads a model back.</summary>
    /// <param name="folder">What <see cref="Write"/> wrote.</param>
    /// <param name="tower">The tower it is one of.</param>
    /// <param name="encoder">That tower at the precision it is to run in.</param>
    /// <param name="device">Where.</param>
    /// <exception cref="BadInputException">Files are missing or hold another tower.</exception>
    public static MergedModel Read(string folder, VisionTransformer tower, IBackbone encoder, Device device)
    {
        var path = Path.Combine(folder, ExportedFiles.Model);
        using var file = Checkpoint.Open(path);
        var stored = KeyLayouts.Detect(file.Entries.Select(entry => entry.Name));
        var conversion = LayoutConversion.Between(stored, tower.Layout, tower.Shape);
        var merged = new SingleModel(encoder, OnDevice(conversion.Convert(file), device));
        var corrections = Path.Combine(folder, ExportedFiles.Corrections);
        if (!File.Exists(corrections)) return merged;
        using var weights = OnDevice(Checkpoint.Load(corrections), device);
        return new CorrectedModel(merged, SurgeryCheckpoint.Load(merged, encoder, weights));
    }

    private static void WriteNew(string folder, ModelParts parts, VisionTransformer backbone, string card)
    {
        var partial = $"{Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(partial);
            using (var encoder = ToHub(parts.Encoder, backbone)) SafetensorsWriter.Write(Path.Combine(partial, ExportedFiles.Model), encoder, new Dictionary<string, string> { ["format"] = "pt" });
            if (!parts.Corrections.IsEmpty) WriteCorrections(partial, parts);
            File.WriteAllText(Path.Combine(partial, ExportedFiles.Config), TowerConfig.Of(backbone.Shape));
            File.WriteAllText(Path.Combine(partial, ExportedFiles.Card), card);
            Directory.Move(partial, folder);
        }
        finally
        {
            if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
        }
    }

    private static Weights ToHub(Weights encoder, VisionTransformer backbone)
    {
        var own = backbone.Layout.Tensors(backbone.Shape).Any(tensor => tensor.Parts.Contains(TowerPart.Projection));
        var conversion = LayoutConversion.Between(backbone.Layout, own ? new HuggingFaceLayout() : backbone.Layout, backbone.Shape);
        using var tower = conversion.Convert(encoder);
        var named = tower.Names.Select(name => KeyValuePair.Create(name, tower[name].cpu().alias()));
        return new Weights(own ? named : [.. named, KeyValuePair.Create(Projection, backbone.Layout.Projection(encoder).t().contiguous().cpu())]);
    }

    private static void WriteCorrections(string folder, ModelParts parts)
    {
        using var weights = new Weights(parts.Corrections.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.detach())));
        SafetensorsWriter.Write(Path.Combine(folder, ExportedFiles.Corrections), weights);
    }

    private static Weights OnDevice(Weights weights, Device device)
    {
        if (device.type == TorchSharp.DeviceType.CPU) return weights;
        using (weights) return weights.To(device);
    }
}
