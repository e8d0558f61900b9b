using System.Security.Cryptography;

namespace SurgeryBench.Datasets.Pixels;

/// <summary>What tells that an image's bytes are those that were written.</summary>
internal static class PixelHash
{
    internal static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> image) => SHA256.HashData(image).AsSpan(0, PixelLayout.HashBytes);

    /// <summary>The header's hash: of the header before it and of the file's end.</summary>
    internal static byte[] Of(ReadOnlySpan<byte> header, ReadOnlySpan<byte> end) => SHA256.HashData([.. header[..PixelLayout.HashAt], .. end]);
}
