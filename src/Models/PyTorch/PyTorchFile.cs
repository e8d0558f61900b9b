using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;
using SurgeryBench.Core;
using SurgeryBench.Models.Checkpoints;
using SurgeryBench.Models.PyTorch.Archives;
using SurgeryBench.Models.PyTorch.Bytes;
using SurgeryBench.Models.PyTorch.Pickles;
using SurgeryBench.Models.PyTorch.Tensors;
using static TorchSharp.torch;

namespace SurgeryBench.Models.PyTorch;

/// <summary>
/// An open PyTorch file: a state dictionary, a training checkpoint or a whole pickled module, as a zip, in the legacy layout or as a plain
/// pickle. It is read as data: nothing that it names is ever called. Opening costs the pickle; each tensor is read when asked for.
/// </summary>
public sealed class PyTorchFile : ICheckpoint
{
    private const int LongestMessage = 300;
    private readonly SafeFileHandle handle;
    private readonly FrozenDictionary<string, LocatedTensor> tensors;

    private PyTorchFile(string path, SafeFileHandle handle, StateWalk state)
    {
        (Path, this.handle) = (path, handle);
        Entries = [.. state.Tensors.Select(one => new TensorEntry(one.Key, one.Value.Type, one.Value.Shape, one.Value.ByteCount))];
        tensors = state.Tensors.ToFrozenDictionary();
        Attributes = state.Attributes.ToFrozenDictionary();
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <summary>The tensors as <c>state_dict()</c> lists them, names joined by dots; in lists and tuples the name is the index.</summary>
    public ImmutableArray<TensorEntry> Entries { get; }

    /// <summary>
    /// What the file holds besides, by dotted name: numbers, truth values, text and None of dictionaries, lists and objects, e.g. a
    /// classification head's <c>normalize</c>. Values are long, double, bool, string or null.
    /// </summary>
    public IReadOnlyDictionary<string, object?> Attributes { get; }

    /// <summary>Opens a file and runs its pickle as data.</summary>
    /// <exception cref="BadInputException">It is missing, damaged, too costly, holds no tensor, or would call something.</exception>
    public static PyTorchFile Open(string path)
    {
        var format = CheckpointFormats.Recognise(path);
        if (format == CheckpointFormat.Safetensors) throw new BadInputException($"'{path}' is a safetensors file; a PyTorch file was expected.");
        var handle = File.OpenHandle(path);
        try
        {
            return new PyTorchFile(path, handle, ReadState(new FileBytes(handle), format));
        }
        catch (Exception fault)
        {
            handle.Dispose();
            if (fault is PyTorchFormatException known) throw Explain(path, known);
            throw;
        }
    }

    /// <inheritdoc/>
    public Tensor Read(string name)
    {
        var tensor = tensors.GetValueOrDefault(name) ?? throw new BadInputException($"'{Path}' holds no tensor '{name}'.");
        try
        {
            return tensor.Read();
        }
        catch (PyTorchFormatException fault)
        {
            throw Explain(Path, fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    private static StateWalk ReadState(FileBytes file, CheckpointFormat format)
    {
        var budget = new Budget(file.Length);
        return new StateWalk(format == CheckpointFormat.PyTorchZip ? ZipFile.Read(file, budget) : PickleFile.Read(file, budget), file.Length);
    }

    /// <summary>One line of bounded length, whatever the names in the file hold.</summary>
    private static BadInputException Explain(string path, PyTorchFormatException fault)
    {
        var what = string.Concat(fault.Message.Take(LongestMessage).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter));
        return new BadInputException($"'{path}' cannot be read as a PyTorch file: {what}{(fault.Message.Length > LongestMessage ? "…" : "")}.", fault);
    }
}
