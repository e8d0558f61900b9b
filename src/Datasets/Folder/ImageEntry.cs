namespace SurgeryBench.Datasets.Folder;

/// <summary>One image file in a split, not yet read.</summary>
/// <param name="Name">Path within the split, with forward slashes: class folder, then file.</param>
/// <param name="Position">Where its source finds it.</param>
/// <param name="Size">Bytes once unpacked.</param>
/// <param name="Crc">CRC-32 of those bytes.</param>
/// <param name="Label">The class.</param>
internal sealed record ImageEntry(string Name, int Position, long Size, uint Crc, int Label);
