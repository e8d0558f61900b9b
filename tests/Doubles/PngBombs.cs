using System.Buffers.Binary;
using System.IO.Compression;
using SurgeryBench.Core;

namespace SurgeryBench.Tests.Doubles;

/// <summary>Small files of large, empty images.</summary>
internal static class PngBombs
{
    /// <summary>A PNG of one bit a pixel, all of them 0.</summary>
    public static byte[] Of(int width, int height)
    {
        var heading = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(heading, width);
        BinaryPrimitives.WriteInt32BigEndian(heading.AsSpan(4), height);
        heading[8] = 1;
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var row = new byte[1 + ((width + 7) / 8)];
            for (var y = 0; y < height; y++) deflate.Write(row);
        }
        return [.. "\u0089PNG\r\n\u001a\n".Select(letter => (byte)letter), .. Chunk("IHDR"u8, heading), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> kind, byte[] content)
    {
        var (length, crc) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(crc, Crc32.Of([.. kind, .. content]));
        return [.. length, .. kind, .. content, .. crc];
    }
}
