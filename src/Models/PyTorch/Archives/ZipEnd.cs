using System.Buffers.Binary;
using SurgeryBench.Models.PyTorch.Bytes;

namespace SurgeryBench.Models.PyTorch.Archives;

/// <summary>The records at the end of a zip that say where its directory is.</summary>
internal static class ZipEnd
{
    private const uint Signature = 0x06054b50;
    private const uint LocatorSignature = 0x07064b50;
    private const uint WideSignature = 0x06064b50;
    private const int Bytes = 22;
    private const int LocatorBytes = 20;
    private const int WideBytes = 56;

    /// <summary>Where the directory begins and how long it is; it lies in front of the end record.</summary>
    /// <exception cref="PyTorchFormatException">There is no end record, or it points elsewhere.</exception>
    public static (long Offset, long Length) Find(IByteSource file)
    {
        var end = FindRecord(file);
        Span<byte> record = stackalloc byte[Bytes];
        file.Read(end, record);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]), offset = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        if (offset == uint.MaxValue || length == uint.MaxValue) (offset, length) = FindWide(file, end);
        return offset >= 0 && length >= 0 && offset <= end && length <= end - offset ? (offset, length) : throw ZipDirectory.Damaged();
    }

    /// <summary>Only a comment, whose length the record states, may follow it.</summary>
    private static long FindRecord(IByteSource file)
    {
        var tail = new byte[Math.Min(file.Length, Bytes + ushort.MaxValue)];
        file.Read(file.Length - tail.Length, tail);
        for (var at = tail.Length - Bytes; at >= 0; at--)
        {
            var record = tail.AsSpan(at);
            if (BinaryPrimitives.ReadUInt32LittleEndian(record) == Signature && BinaryPrimitives.ReadUInt16LittleEndian(record[20..]) == record.Length - Bytes)
                return file.Length - tail.Length + at;
        }
        throw new PyTorchFormatException("it is a zip without an end record; it is truncated, or something follows it");
    }

    private static (long Offset, long Length) FindWide(IByteSource file, long end)
    {
        if (end < LocatorBytes + WideBytes) throw ZipDirectory.Damaged();
        Span<byte> locator = stackalloc byte[LocatorBytes], wide = stackalloc byte[WideBytes];
        file.Read(end - LocatorBytes, locator);
        var at = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != LocatorSignature || at < 0 || at > end - LocatorBytes - WideBytes) throw ZipDirectory.Damaged();
        file.Read(at, wide);
        if (BinaryPrimitives.ReadUInt32LittleEndian(wide) != WideSignature) throw ZipDirectory.Damaged();
        return (BinaryPrimitives.ReadInt64LittleEndian(wide[48..]), BinaryPrimitives.ReadInt64LittleEndian(wide[40..]));
    }
}
