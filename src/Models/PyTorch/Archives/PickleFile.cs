using System.Globalization;
using System.Numerics;
using SurgeryBench.Models.PyTorch.Bytes;
using SurgeryBench.Models.PyTorch.Pickles;

namespace SurgeryBench.Models.PyTorch.Archives;

/// <summary>
/// A file that is no zip. Legacy files (torch before 1.6) are five pickles, magic number, version, system, contents and storage keys, then
/// each storage as its count and its raw bytes; everything else is one plain pickle.
/// </summary>
internal static class PickleFile
{
    private const long Version = 1001;
    private static readonly BigInteger Magic = BigInteger.Parse("119547037146038801333356", CultureInfo.InvariantCulture);

    /// <summary>What the file is about, with its storages placed.</summary>
    public static object? Read(IByteSource source, Budget budget, bool isNested = false)
    {
        var reader = new PickleReader(source);
        object? Next(IPersistentIds persistent) => new Machine(reader, persistent, budget, isNested).Run();

        var first = Next(new NoPersistentIds());
        if (first is not BigInteger magic) return first;
        if (magic != Magic) throw new PyTorchFormatException("it is laid out as a legacy file but has another magic number");
        if (Next(new NoPersistentIds()) is not Version) throw new PyTorchFormatException($"it is a legacy file of another version than {Version}");
        Next(new NoPersistentIds());
        var storages = new LegacyStorages();
        var contents = Next(storages);
        storages.Place(Next(new NoPersistentIds()) as PickleList ?? throw new PyTorchFormatException("it is a legacy file without a list of storages"), reader);
        return contents;
    }
}
