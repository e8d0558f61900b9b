using System.Buffers.Binary;
using System.Collections.Immutable;
using SurgeryBench.Models.Safetensors;
using SurgeryBench.Tests.Parity;

namespace SurgeryBench.Tests.Fuzzing.Targets;

/// <summary>Safetensors files.</summary>
internal sealed class SafetensorsTarget : FuzzTarget
{
    public override string Name => "safetensors";

    public override int Share => 12;

    public override ImmutableArray<byte[]> Words { get; } =
        Latin(
            "{", "}", "[", "]", ",", ":", "[]", "[0]", "[0,0]", "[0,9223372036854775807,9223372036854775807]", "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]", "null", "true", "\"\"", "\"a\"",
            "\"\\ud800\"", "\"\\u0000\"", "\"dtype\"", "\"shape\"", "\"data_offsets\"", "\"__metadata__\"", "\"__metadata__\":{\"a\":\"b\"}", "\"F32\"", "\"F16\"", "\"BF16\"", "\"F64\"", "\"I64\"",
            "\"I32\"", "\"I16\"", "\"I8\"", "\"U8\"", "\"BOOL\"", "\"C64\"", "\"b\":{\"dtype\":\"I8\",\"shape\":[0],\"data_offsets\":[0,0]},", "\"shape\":[4294967296,4294967296,0]");

    public override void Read(byte[] input, string folder)
    {
        using var file = SafetensorsFile.Open(Written(input, folder, "x.safetensors"));
        foreach (var entry in file.Entries) file.Read(entry.Name).Dispose();
    }

    /// <summary>The header's length is set to where its last brace stands.</summary>
    public override byte[] Mend(byte[] input)
    {
        var end = input.AsSpan().LastIndexOf((byte)'}') + 1;
        if (end <= SafetensorsHeader.LengthBytes) return input;
        BinaryPrimitives.WriteInt64LittleEndian(input, end - SafetensorsHeader.LengthBytes);
        return input;
    }

    protected override IEnumerable<byte[]> Seeds() =>
        Directory.EnumerateFiles(Fixture.Open("pt_files").PathOf("safetensors"), "*.safetensors").Order(StringComparer.Ordinal).Select(File.ReadAllBytes);
}
