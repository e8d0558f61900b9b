using SurgeryBench.Models.PyTorch.Pickles;
using SurgeryBench.Models.PyTorch.Tensors;

namespace SurgeryBench.Models.PyTorch.Archives;

/// <summary>The storages of a legacy file by key: first described, then placed.</summary>
internal sealed class LegacyStorages : IPersistentIds
{
    private readonly Dictionary<string, StorageRange> storages = [];

    public object Find(object? id) => (id as PickleTuple)?.Items switch
    {
        // A module's class comes with its source text, which nobody reads.
        ["module", GlobalName name, ..] => name,
        ["storage", GlobalName type, string key, string, long elements] => Described(key, StorageType.OfStorage(type), elements),
        ["storage", GlobalName type, string key, string, long elements, var view] => View(Described(key, StorageType.OfStorage(type), elements), view),
        _ => throw new PyTorchFormatException("its pickle names a storage in an unknown way"),
    };

    /// <summary>Takes the blocks that follow the pickles, in the order of the keys.</summary>
    /// <exception cref="PyTorchFormatException">Blocks are missing, left over, or of another size than described.</exception>
    public void Place(PickleList keys, PickleReader reader)
    {
        var missing = storages.Keys.ToHashSet();
        foreach (var key in keys.Items)
        {
            if (key is not string name || !missing.Remove(name)) throw new PyTorchFormatException("it lists a storage that none of its tensors uses");
            var storage = storages[name];
            var elements = reader.Int64();
            if (StorageRange.BytesOf(storage.Type, elements) != storage.Length)
                throw new PyTorchFormatException($"its storage '{name}' is described with {storage.Length / storage.Type.Size} elements and stored with {elements}");
            storage.Block.Place(reader.Slice(storage.Length));
        }
        if (missing.Count > 0) throw new PyTorchFormatException($"it has no storage '{missing.First()}', which its tensors use");
    }

    private StorageRange Described(string key, StorageType type, long elements)
    {
        var length = StorageRange.BytesOf(type, elements);
        if (!storages.TryGetValue(key, out var known)) return storages[key] = new StorageRange(type, new StorageBlock(length), 0, length);
        return known.Type == type && known.Length == length ? known : throw new PyTorchFormatException($"it describes storage '{key}' in two ways");
    }

    /// <summary>Old files name parts of a storage by key, first element and count.</summary>
    private static StorageRange View(StorageRange whole, object? view)
    {
        if (view is null) return whole;
        if (view is not PickleTuple { Items: [string, long first, long count] }) throw new PyTorchFormatException("it describes a part of a storage in an unknown way");
        long start = StorageRange.BytesOf(whole.Type, first), length = StorageRange.BytesOf(whole.Type, count);
        return start <= whole.Length && length <= whole.Length - start ? whole with { Start = start, Length = length } : throw new PyTorchFormatException("it describes a part of a storage that lies outside");
    }
}
