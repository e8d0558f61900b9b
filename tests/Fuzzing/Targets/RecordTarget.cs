using System.Collections.Immutable;
using SurgeryBench.Results.Storage;

namespace SurgeryBench.Tests.Fuzzing.Targets;

/// <summary>Files of records of one kind.</summary>
/// <param name="name">The target's name.</param>
/// <param name="share">Its share of the cases.</param>
/// <param name="read">Reads a file and looks at all that the program looks at.</param>
/// <param name="seeds">Valid ones.</param>
internal sealed class RecordTarget(string name, int share, Action<string> read, Func<IEnumerable<byte[]>> seeds) : FuzzTarget
{
    public override string Name => name;

    public override int Share => share;

    public override ImmutableArray<byte[]> Words { get; } = JsonWords.With([.. seeds().SelectMany(JsonWords.NamesIn).Distinct(), ",\n  \"crc32\": \"00000000\"\n}\n"]);

    public override void Read(byte[] input, string folder) => read(Written(input, folder, "x.json"));

    /// <summary>The checksum is taken out or set right, in turns: a record may have none.</summary>
    public override byte[] Mend(byte[] input)
    {
        var seal = input.AsSpan().LastIndexOf(",\n  \"crc32\""u8);
        byte[] plain = seal < 0 ? input : [.. input.AsSpan(0, seal), .. "\n}\n"u8];
        return plain.Length % 2 == 0 || !plain.AsSpan().EndsWith("\n}\n"u8) ? plain : RecordSeal.Close(plain);
    }

    protected override IEnumerable<byte[]> Seeds() => seeds();
}
