using System.Buffers.Binary;
using System.Text;
using SurgeryBench.Models.PyTorch.Bytes;

namespace SurgeryBench.Models.PyTorch.Archives;

/// <summary>
/// The central directory of a zip (PKWARE APPNOTE 6.3, with 64-bit records). The library's own reader, because torch's files are read at
/// random places, unpacked, and with their checksums, and a hostile one must not be able to make anything large.
/// </summary>
internal static class ZipDirectory
{
    private const uint EntrySignature = 0x02014b50;
    private const int EntryBytes = 46;
    private const int MostDirectoryBytes = 64 << 20;
    private const ushort WideExtra = 1;

    /// <summary>The members in the directory's order.</summary>
    /// <exception cref="PyTorchFormatException">The directory is missing, damaged, or names a member twice.</exception>
    public static IReadOnlyList<ZipMember> Read(IByteSource file)
    {
        var (offset, length) = ZipEnd.Find(file);
        if (length > MostDirectoryBytes) throw Damaged();
        var directory = new byte[length];
        file.Read(offset, directory);
        var members = new List<ZipMember>();
        for (var at = 0; at < directory.Length;) members.Add(Next(directory, ref at));
        if (members.CountBy(member => member.Name).FirstOrDefault(name => name.Value > 1) is { Key: { } twice }) throw new PyTorchFormatException($"it is a zip with two members '{twice}'");
        return members;
    }

    public static PyTorchFormatException Damaged() => new("it is a zip whose directory is damaged");

    private static ZipMember Next(ReadOnlySpan<byte> directory, ref int at)
    {
        var entry = directory[at..];
        if (entry.Length < EntryBytes || Number(entry, 0) != EntrySignature) throw Damaged();
        int name = Short(entry, 28), extra = Short(entry, 30), comment = Short(entry, 32);
        if (entry.Length < EntryBytes + name + extra + comment) throw Damaged();
        at += EntryBytes + name + extra + comment;
        long packed = Number(entry, 20), length = Number(entry, 24), header = Number(entry, 42);
        Widen(entry.Slice(EntryBytes + name, extra), ref length, ref packed, ref header);
        return new ZipMember(Encoding.UTF8.GetString(entry.Slice(EntryBytes, name)), Short(entry, 8), Short(entry, 10), Number(entry, 16), packed, length, header);
    }

    /// <summary>Numbers that do not fit 32 bits stand in an extra field, in this order and only those.</summary>
    private static void Widen(ReadOnlySpan<byte> extra, ref long length, ref long packed, ref long header)
    {
        while (extra.Length >= 4)
        {
            int kind = Short(extra, 0), size = Short(extra, 2);
            if (size > extra.Length - 4) throw Damaged();
            var wide = extra.Slice(4, size);
            extra = extra[(4 + size)..];
            if (kind != WideExtra) continue;
            Take(ref wide, ref length);
            Take(ref wide, ref packed);
            Take(ref wide, ref header);
        }
    }

    private static void Take(ref ReadOnlySpan<byte> wide, ref long value)
    {
        if (value != uint.MaxValue) return;
        if (wide.Length < 8) throw Damaged();
        value = BinaryPrimitives.ReadInt64LittleEndian(wide);
        wide = wide[8..];
        if (value < 0) throw Damaged();
    }

    private static ushort Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
