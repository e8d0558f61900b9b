using System.Collections.Frozen;
using System.Collections.Immutable;
using System.IO.MemoryMappedFiles;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Safetensors;

/// <summary>An open safetensors file. It is mapped, not loaded: opening costs the header, and each tensor is read when asked for.</summary>
public sealed class SafetensorsFile : IDisposable
{
    private readonly string path;
    private readonly long dataStart;
    private readonly FrozenDictionary<string, TensorEntry> entries;
    private readonly MemoryMappedFile map;
    private readonly MemoryMappedViewAccessor view;

    private SafetensorsFile(string path, FileStream stream)
    {
        this.path = path;
        (Entries, Metadata, dataStart) = SafetensorsHeader.Read(stream, path);
        entries = Entries.ToFrozenDictionary(entry => entry.Name);
        map = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        view = map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
    }

    /// <summary>The tensors in file order.</summary>
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
        return new Weights(file.Entries.Select(entry => KeyValuePair.Create(entry.Name, file.Read(entry.Name))));
    }

    /// <summary>Reads one tensor.</summary>
    /// <returns>A tensor of the file's own element type, owned by the caller.</returns>
    /// <exception cref="BadInputException">There is no such tensor.</exception>
    public Tensor Read(string name)
    {
        var entry = entries.GetValueOrDefault(name) ?? throw new BadInputException($"'{path}' holds no tensor '{name}'.");
        var tensor = empty([.. entry.Shape], entry.Type);
        if (entry.Length > 0) view.SafeMemoryMappedViewHandle.ReadSpan((ulong)(view.PointerOffset + dataStart + entry.Offset), tensor.bytes);
        return tensor;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        view.Dispose();
        map.Dispose();
    }
}
