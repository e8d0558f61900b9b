using System.Globalization;
using System.Text;
using SurgeryBench.Core;

namespace SurgeryBench.Results.Storage;

/// <summary>
/// The checksum of a record as its file's last property: the CRC-32 of the file without it. It tells of a bit that flipped, not of malice.
/// Records that were written before there were checksums have none and are taken as they are.
/// </summary>
internal static class RecordSeal
{
    private const string End = "\n}\n", Before = ",\n  \"crc32\": \"", After = "\"" + End;
    private const int Digits = 8;

    /// <summary>Adds the checksum.</summary>
    /// <param name="json">An object as <see cref="JsonFile.Bytes"/> writes it.</param>
    public static byte[] Close(ReadOnlySpan<byte> json) =>
        [.. json[..^End.Length], .. Encoding.ASCII.GetBytes(Before + Crc32.Of(json).ToString("x8", CultureInfo.InvariantCulture) + After)];

    /// <summary>Checks the checksum and takes it out.</summary>
    /// <param name="bytes">All of a file.</param>
    /// <param name="path">The file.</param>
    /// <param name="advice">What to do about one that is damaged.</param>
    /// <returns>The object without it.</returns>
    /// <exception cref="BadInputException">It is not that of the rest.</exception>
    public static byte[] Open(byte[] bytes, string path, string advice)
    {
        var start = bytes.Length - (Before.Length + Digits + After.Length);
        if (start < 0 || !bytes.AsSpan(start).StartsWith(Encoding.ASCII.GetBytes(Before))) return bytes;
        byte[] json = [.. bytes.AsSpan(0, start), .. Encoding.ASCII.GetBytes(End)];
        return Close(json).AsSpan().SequenceEqual(bytes)
            ? json
            : throw new BadInputException($"'{path}' is damaged: it is not what its checksum was computed from. {advice}");
    }
}
