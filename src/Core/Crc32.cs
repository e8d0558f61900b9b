namespace SurgeryBench.Core;

/// <summary>The checksum of zip files: CRC-32 with the reflected polynomial 0xEDB88320, eight bytes a step.</summary>
public static class Crc32
{
    private static readonly uint[][] Tables = MakeTables();

    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> data) => Append(0, data);

    /// <summary>The checksum of bytes that follow others.</summary>
    /// <param name="crc">The checksum of what came before; 0 in front of the first byte.</param>
    /// <param name="data">The bytes that follow.</param>
    public static uint Append(uint crc, ReadOnlySpan<byte> data)
    {
        crc = ~crc;
        for (; data.Length >= 8; data = data[8..])
        {
            var first = crc ^ BitConverter.ToUInt32(data);
            var second = BitConverter.ToUInt32(data[4..]);
            crc = Tables[7][first & 0xff] ^ Tables[6][(first >> 8) & 0xff] ^ Tables[5][(first >> 16) & 0xff] ^ Tables[4][first >> 24]
                ^ Tables[3][second & 0xff] ^ Tables[2][(second >> 8) & 0xff] ^ Tables[1][(second >> 16) & 0xff] ^ Tables[0][second >> 24];
        }
        foreach (var value in data) crc = Tables[0][(crc ^ value) & 0xff] ^ (crc >> 8);
        return ~crc;
    }

    /// <summary>Table k says what a byte contributes when k more bytes follow it.</summary>
    private static uint[][] MakeTables()
    {
        uint[][] tables = [.. Enumerable.Range(0, 8).Select(_ => new uint[256])];
        for (var value = 0; value < 256; value++)
        {
            tables[0][value] = Entry((uint)value);
            for (var after = 1; after < 8; after++) tables[after][value] = Step(tables[after - 1][value]);
        }
        return tables;
    }

    private static uint Step(uint crc) => Entry(crc & 0xff) ^ (crc >> 8);

    private static uint Entry(uint value)
    {
        for (var bit = 0; bit < 8; bit++) value = (value >> 1) ^ ((value & 1) == 0 ? 0 : 0xEDB88320);
        return value;
    }
}
