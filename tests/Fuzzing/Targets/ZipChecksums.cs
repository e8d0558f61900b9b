using System.Buffers.Binary;
using SurgeryBench.Core;

namespace SurgeryBench.Tests.Fuzzing.Targets;

/// <summary>Sets the checksums of a zip's plain members to those of what they hold now, as far as the zip still makes sense.</summary>
internal static class ZipChecksums
{
    private const int EntryBytes = 46, HeaderBytes = 30;

    /// <summary>The same bytes, changed in place.</summary>
    public static byte[] Mended(byte[] zip)
    {
        for (var at = Next(zip, 0); at >= 0; at = Next(zip, at + 1))
        {
            var entry = zip.AsSpan(at);
            (long length, long header) = (BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]));
            if (header > zip.Length - HeaderBytes) continue;
            var start = header + HeaderBytes + BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan((int)header + 26)) + BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan((int)header + 28));
            if (start + length > zip.Length || BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]) != 0) continue;
            BinaryPrimitives.WriteUInt32LittleEndian(entry[16..], Crc32.Of(zip.AsSpan((int)start, (int)length)));
        }
        return zip;
    }

    private static int Next(byte[] zip, int from)
    {
        var found = zip.AsSpan(Math.Min(from, zip.Length)).IndexOf("PK\u0001\u0002"u8);
        return found < 0 || from + found > zip.Length - EntryBytes ? -1 : from + found;
    }
}
