using System.Collections.Frozen;
using System.Collections.Immutable;
using System.IO.MemoryMappedFiles;
using SurgeryBench.Core;
using SurgeryBench.Models.Checkpoints;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Safetensors;

/// <summary>An open safetensors file. It is mapped, not loaded: opening costs the header, and each tensor is read when asked for.</summary>
public sealed class SafetensorsFile : ICheckpoint
{
    private readonly long dataStart;
    private readonly FrozenDictionary<string, PlacedTensor> tensors;
    private readonly MemoryMappedFile map;

    private SafetensorsFile(string path, FileStream stream)
    {
        Path = path;
        (var placed, Metadata, dataStart) = SafetensorsHeader.Read(stream, path);
        Entries = [.. placed.Select(tensor => tensor.Entry)];
        tensors = placed.ToFrozenDictionary(tensor => tensor.Entry.Name);
        map = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public ImmutableArray<TensorEntry> Entries { get; }

    /// <summary>The file's free text, by key.</summary>
    public ImmutableDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and checks its header in full.</summary>
    /// <exception cref="BadInputException">It is missing or not a valid safetensors file.</exception>
    public static SafetensorsFile Open(string path)
    {
        if (!File.Exists(path)) throw new BadInputException($"There is no file '{path}'; a safetensors file was expected.");
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            return new SafetensorsFile(path, stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Loads every tensor of a file.</summary>
    public static Weights Load(string path)
    {
        using var file = Open(path);
        return file.ReadAll();
    }

    /// <summary>Loads every tensor.</summary>
    public Weights ReadAll() => new(Entries.Select(entry => KeyValuePair.Create(entry.Name, Read(entry.Name))));

    /// <inheritdoc/>
    public Tensor Read(string name)
    {
        var (entry, offset) = tensors.GetValueOrDefault(name) ?? throw new BadInputException($"'{Path}' holds no tensor '{name}'.");
        var tensor = empty([.. entry.Shape], entry.Type);
        if (entry.ByteCount == 0) return tensor;
        // A view for each tensor: pages that were read count as this process's until they are unmapped.
        using var view = map.CreateViewAccessor(dataStart + offset, entry.ByteCount, MemoryMappedFileAccess.Read);
        view.SafeMemoryMappedViewHandle.ReadSpan((ulong)view.PointerOffset, tensor.bytes);
        return tensor;
    }

    /// <inheritdoc/>
    public void Dispose() => map.Dispose();
}
