using System.Buffers.Binary;
using SurgeryBench.Models.PyTorch.Bytes;

namespace SurgeryBench.Models.PyTorch.Archives;

/// <summary>One member of a zip as the central directory has it. Its name is compared and never used as a path.</summary>
internal sealed record ZipMember(string Name, ushort Flags, ushort Method, uint Crc, long PackedLength, long Length, long HeaderOffset)
{
    private const uint Signature = 0x04034b50;
    private const int HeaderBytes = 30;
    private const int Encrypted = 1;
    private const int Stored = 0;
    private const int Deflated = 8;

    /// <summary>No deflated byte gives more.</summary>
    private const int MostInflation = 1032;

    /// <summary>Whether its bytes lie there as they are.</summary>
    public bool IsPlain => Method == Stored && PackedLength == Length;

    /// <summary>Where its bytes lie; the checksum is checked when they are first read.</summary>
    /// <param name="file">The whole zip.</param>
    /// <exception cref="PyTorchFormatException">It lies outside the file, or is stored in a way that is not read.</exception>
    public IByteSource Open(IByteSource file)
    {
        if ((Flags & Encrypted) != 0) throw Fault("is encrypted");
        var packed = Locate(file);
        if (IsPlain) return new CheckedBytes(packed, () => new SourceStream(packed), this);
        if (Method != Deflated) throw Fault($"is stored by method {Method}; plain and deflated members are read");
        if (Length / MostInflation > PackedLength) throw Fault($"claims {Length} bytes from {PackedLength}, more than deflating can do");
        var inflated = new InflatedBytes(packed, Length);
        return new CheckedBytes(inflated, inflated.Open, this);
    }

    public PyTorchFormatException Fault(string what) => new($"its member '{Name}' {what}");

    private SlicedBytes Locate(IByteSource file)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (HeaderOffset < 0 || HeaderOffset > file.Length - HeaderBytes) throw Fault("lies outside the file");
        file.Read(HeaderOffset, header);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != Signature) throw Fault("has no header where the directory says");
        int name = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]), extra = BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        return new SlicedBytes(file, HeaderOffset + HeaderBytes + name + extra, PackedLength);
    }
}
