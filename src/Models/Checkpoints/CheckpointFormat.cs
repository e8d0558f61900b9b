namespace SurgeryBench.Models.Checkpoints;

/// <summary>The kinds of checkpoint files.</summary>
public enum CheckpointFormat
{
    /// <summary>Hugging Face's safetensors.</summary>
    Safetensors,

    /// <summary>A zip, as <c>torch.save</c> writes since torch 1.6.</summary>
    PyTorchZip,

    /// <summary>A pickle: <c>torch.save</c> before torch 1.6, or <c>pickle.dump</c>.</summary>
    Pickle,
}
