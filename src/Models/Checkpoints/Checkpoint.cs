using SurgeryBench.Core;
using SurgeryBench.Models.PyTorch;
using SurgeryBench.Models.Safetensors;

namespace SurgeryBench.Models.Checkpoints;

/// <summary>Opens checkpoints of any known format, recognised by content.</summary>
public static class Checkpoint
{
    /// <summary>Opens a file.</summary>
    /// <exception cref="BadInputException">It is missing, of no known format, or damaged.</exception>
    public static ICheckpoint Open(string path) => CheckpointFormats.Recognise(path) == CheckpointFormat.Safetensors ? SafetensorsFile.Open(path) : PyTorchFile.Open(path);

    /// <summary>Loads every tensor of a file.</summary>
    /// <exception cref="BadInputException">It is missing, of no known format, or damaged.</exception>
    public static Weights Load(string path)
    {
        using var file = Open(path);
        return new Weights(file.Entries.Select(entry => KeyValuePair.Create(entry.Name, file.Read(entry.Name))));
    }
}
