using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Checkpoints;

/// <summary>An open file of tensors. Opening costs its description; a tensor is read when asked for, and nothing is kept.</summary>
public interface ICheckpoint : IDisposable
{
    /// <summary>The file.</summary>
    string Path { get; }

    /// <summary>The tensors in the file's order.</summary>
    ImmutableArray<TensorEntry> Entries { get; }

    /// <summary>Reads one tensor.</summary>
    /// <returns>A contiguous tensor on the CPU, of the file's own element type, owned by the caller.</returns>
    /// <exception cref="BadInputException">There is no such tensor, or its bytes are damaged.</exception>
    Tensor Read(string name);
}
