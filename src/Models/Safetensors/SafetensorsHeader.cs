using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using SurgeryBench.Core;
using SurgeryBench.Models.Checkpoints;

namespace SurgeryBench.Models.Safetensors;

/// <summary>The header of a safetensors file, checked in full before any tensor is read: types, shapes, and ranges that tile the file.</summary>
internal static class SafetensorsHeader
{
    /// <summary>The format's own limit.</summary>
    public const long MaximumBytes = 100_000_000;

    public const int LengthBytes = 8;

    /// <summary>Reads and checks a header.</summary>
    /// <returns>The entries in file order, the metadata, and where the data begins.</returns>
    /// <exception cref="BadInputException">Anything is not as the format wants it.</exception>
    public static (ImmutableArray<PlacedTensor> Entries, ImmutableDictionary<string, string> Metadata, long DataStart) Read(Stream stream, string file)
    {
        var length = ReadLength(stream, file);
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        try
        {
            using var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
            if (json.RootElement.ValueKind != JsonValueKind.Object) throw Fault(file, "the header is no JSON object");
            var start = LengthBytes + length;
            return (Entries(json.RootElement, stream.Length - start, file), Metadata(json.RootElement), start);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new BadInputException($"'{file}' is no safetensors file: its header does not parse ({error.Message.Split('\n')[0]}).", error);
        }
    }

    /// <summary>A fault in one line: names come from the file and may hold anything.</summary>
    public static BadInputException Fault(string file, string what) =>
        new($"'{file}' is no valid safetensors file: {OneLine.Of(what)}.");

    private static long ReadLength(Stream stream, string file)
    {
        Span<byte> prefix = stackalloc byte[LengthBytes];
        if (stream.Length < LengthBytes) throw Fault(file, $"it has {stream.Length} bytes, fewer than the header length takes");
        stream.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaximumBytes) throw Fault(file, $"it claims a header of {length} bytes; at most {MaximumBytes} are allowed");
        if ((long)length > stream.Length - LengthBytes) throw Fault(file, $"it is truncated: the header claims {length} bytes and {stream.Length - LengthBytes} follow");
        return (long)length;
    }

    private static ImmutableArray<PlacedTensor> Entries(JsonElement root, long dataBytes, string file)
    {
        var entries = root.EnumerateObject().Where(property => property.Name != "__metadata__")
            .Select(property => Entry(property.Name, property.Value, file)).OrderBy(placed => placed.Offset).ThenBy(placed => placed.Entry.ByteCount).ToImmutableArray();
        long end = 0;
        foreach (var (entry, offset) in entries)
        {
            if (offset != end) throw Fault(file, $"tensor '{entry.Name}' begins at {offset} where {end} was expected");
            end += entry.ByteCount;
        }
        if (end != dataBytes) throw Fault(file, $"its tensors take {end} bytes and the file holds {dataBytes}{(end > dataBytes ? "; it is truncated" : "")}");
        return entries;
    }

    private static PlacedTensor Entry(string name, JsonElement value, string file)
    {
        if (value.ValueKind != JsonValueKind.Object) throw Fault(file, $"tensor '{name}' has no description");
        var typeName = Member(value, "dtype", name, file).GetString() ?? "";
        var type = ElementTypes.Find(typeName) ?? throw Fault(file, $"tensor '{name}' has the unknown element type '{typeName}'");
        ImmutableArray<long> shape = [.. Member(value, "shape", name, file).EnumerateArray().Select(size => size.GetInt64())];
        long[] range = [.. Member(value, "data_offsets", name, file).EnumerateArray().Select(offset => offset.GetInt64())];
        if (range.Length != 2 || range[0] < 0 || range[1] < range[0]) throw Fault(file, $"tensor '{name}' has no valid range");
        if (Bytes(shape, type.Size) != range[1] - range[0]) throw Fault(file, $"tensor '{name}' of shape [{string.Join(", ", shape)}] does not fit its {range[1] - range[0]} bytes");
        return new PlacedTensor(new TensorEntry(name, type.Type, shape, range[1] - range[0]), range[0]);
    }

    private static JsonElement Member(JsonElement value, string member, string name, string file) =>
        value.TryGetProperty(member, out var found) ? found : throw Fault(file, $"tensor '{name}' has no '{member}'");

    /// <summary>Size of a tensor, or -1 where a shape is negative or overflows.</summary>
    private static long Bytes(ImmutableArray<long> shape, int size)
    {
        Int128 bytes = size;
        foreach (var extent in shape)
        {
            if (extent < 0) return -1;
            bytes *= extent;
            if (bytes > long.MaxValue) return -1;
        }
        return (long)bytes;
    }

    private static ImmutableDictionary<string, string> Metadata(JsonElement root) =>
        root.TryGetProperty("__metadata__", out var metadata)
            ? metadata.EnumerateObject().ToImmutableDictionary(entry => entry.Name, entry => entry.Value.GetString() ?? "")
            : [];
}
