using System.Buffers.Binary;
using System.Text.Json.Nodes;
using SurgeryBench.Core;
using SurgeryBench.Core.Files;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Safetensors;

/// <summary>Writes safetensors files, tensor by tensor, under a temporary name until they are whole.</summary>
public static class SafetensorsWriter
{
    /// <summary>Writes weights.</summary>
    /// <param name="path">The file; one that exists is replaced in a single step.</param>
    /// <param name="weights">Borrowed; on any device.</param>
    /// <param name="metadata">Free text to store beside.</param>
    /// <exception cref="UnwritableException">It cannot be written.</exception>
    public static void Write(string path, Weights weights, IReadOnlyDictionary<string, string>? metadata = null) => DraftFile.Write(path, stream =>
    {
        WriteHeader(stream, weights, metadata);
        foreach (var name in weights.Names) WriteTensor(stream, weights[name]);
    });

    private static void WriteHeader(FileStream stream, Weights weights, IReadOnlyDictionary<string, string>? metadata)
    {
        var header = new JsonObject();
        if (metadata is not null) header["__metadata__"] = new JsonObject(metadata.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        long offset = 0;
        foreach (var name in weights.Names)
        {
            var tensor = weights[name];
            var length = tensor.numel() * tensor.element_size();
            header[name] = new JsonObject
            {
                ["dtype"] = ElementTypes.NameOf(tensor.dtype),
                ["shape"] = new JsonArray([.. tensor.shape.Select(size => (JsonNode)size)]),
                ["data_offsets"] = new JsonArray(offset, offset + length),
            };
            offset += length;
        }
        var text = System.Text.Encoding.UTF8.GetBytes(header.ToJsonString());
        // Data begins at a multiple of 8, as the format's reference writer has it; blanks fill the gap.
        var padded = (text.Length + 7) / 8 * 8;
        Span<byte> prefix = stackalloc byte[SafetensorsHeader.LengthBytes];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, padded);
        stream.Write(prefix);
        stream.Write(text);
        stream.Write([.. Enumerable.Repeat((byte)' ', padded - text.Length)]);
    }

    private static void WriteTensor(FileStream stream, Tensor tensor)
    {
        if (tensor.numel() == 0) return;
        using var scope = NewDisposeScope();
        stream.Write(tensor.detach().cpu().contiguous().bytes);
    }
}
