using System.Buffers.Binary;
using System.Text;

namespace SurgeryBench.Core.Native;

/// <summary>The symbol-version tables of a little-endian 64-bit ELF shared object.</summary>
internal sealed class ElfImage
{
    /// <summary>VER_FLG_WEAK of the GNU version extension.</summary>
    public const byte WeakFlag = 2;

    private const uint DynamicSymbols = 11, VersionNeeds = 0x6ffffffe, SymbolVersions = 0x6fffffff;
    private readonly byte[] image;
    private readonly Section[] sections;

    private ElfImage(byte[] image, Section[] sections) => (this.image, this.sections) = (image, sections);

    /// <summary>Reads the section table.</summary>
    /// <returns>False if the bytes are no ELF64 little-endian file or the table does not fit into them.</returns>
    public static bool TryRead(byte[] image, out ElfImage elf)
    {
        elf = new ElfImage(image, []);
        ReadOnlySpan<byte> magic = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1];
        if (image.Length < 64 || !image.AsSpan().StartsWith(magic)) return false;
        var table = BinaryPrimitives.ReadInt64LittleEndian(image.AsSpan(0x28));
        int size = BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(0x3a)), count = BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(0x3c));
        if (size < 64 || table < 0 || table > image.Length - ((long)size * count)) return false;
        var sections = Enumerable.Range(0, count).Select(i => Section.Read(image.AsSpan((int)table + (i * size), size))).ToArray();
        if (sections.Any(section => section.Type != 8 && (section.Offset < 0 || section.Size < 0 || section.Offset > image.Length - section.Size))) return false;
        elf = new ElfImage(image, sections);
        return true;
    }

    /// <summary>Finds the requirement for a version by its name.</summary>
    /// <returns>The index symbols refer to it by and the file offset of its flags; null if there is none.</returns>
    public (int Index, int FlagsOffset)? FindVersionNeed(string version)
    {
        if (Find(VersionNeeds) is not { } needs) return null;
        var names = sections[needs.Link];
        for (var file = (int)needs.Offset; ;)
        {
            int auxiliaries = U16(file + 2), auxiliary = file + (int)U32(file + 8);
            for (var i = 0; i < auxiliaries; i++, auxiliary += (int)U32(auxiliary + 12))
            {
                if (Text(names, U32(auxiliary + 8)) == version) return (U16(auxiliary + 6), auxiliary + 4);
            }
            if (U32(file + 12) is var next && next == 0) return null;
            file += (int)next;
        }
    }

    /// <summary>The names of the dynamic symbols bound to a version index.</summary>
    public IEnumerable<string> SymbolsOfVersion(int index)
    {
        if (Find(SymbolVersions) is not { } versions || Find(DynamicSymbols) is not { } symbols) yield break;
        for (var i = 0; i < versions.Size / 2; i++)
        {
            if ((U16((int)versions.Offset + (2 * i)) & 0x7fff) == index) yield return Text(sections[symbols.Link], U32((int)symbols.Offset + (24 * i)));
        }
    }

    private Section? Find(uint type) => sections.Where(section => section.Type == type).Select(section => (Section?)section).FirstOrDefault();

    private int U16(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(offset));

    private uint U32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(offset));

    private string Text(Section names, uint offset)
    {
        var bytes = image.AsSpan((int)names.Offset, (int)names.Size)[(int)offset..];
        return Encoding.ASCII.GetString(bytes[..bytes.IndexOf((byte)0)]);
    }

    private readonly record struct Section(uint Type, long Offset, long Size, int Link)
    {
        public static Section Read(ReadOnlySpan<byte> header) => new(
            BinaryPrimitives.ReadUInt32LittleEndian(header[4..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[0x18..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[0x20..]),
            (int)BinaryPrimitives.ReadUInt32LittleEndian(header[0x28..]));
    }
}
