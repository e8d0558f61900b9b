using System.Collections.Frozen;
using SurgeryBench.Models.PyTorch.Bytes;
using SurgeryBench.Models.PyTorch.Pickles;
using SurgeryBench.Models.PyTorch.Tensors;

namespace SurgeryBench.Models.PyTorch.Archives;

/// <summary>A file of torch 1.6 or later: a zip with one root folder that holds <c>data.pkl</c> and the storages as <c>data/KEY</c>.</summary>
internal sealed class ZipFile : IPersistentIds
{
    private const int MostInflatedPickle = 64 << 20;
    private readonly IByteSource file;
    private readonly FrozenDictionary<string, ZipMember> members;
    private readonly string root;
    private readonly Dictionary<string, StorageBlock> blocks = [];

    private ZipFile(IByteSource file)
    {
        this.file = file;
        var all = ZipDirectory.Read(file);
        members = all.ToFrozenDictionary(member => member.Name);
        root = all.Count > 0 ? all[0].Name.Split('/')[0] : "";
    }

    /// <summary>What the file is about.</summary>
    public static object? Read(IByteSource file, Budget budget)
    {
        var zip = new ZipFile(file);
        zip.CheckKind();
        return new Machine(new PickleReader(zip.OpenPickle()), zip, budget).Run();
    }

    public object Find(object? id)
    {
        if (id is not PickleTuple { Items: ["storage", GlobalName name, string key, string, long elements] }) throw new PyTorchFormatException("its pickle names a storage in an unknown way");
        var type = StorageType.OfStorage(name);
        var length = StorageRange.BytesOf(type, elements);
        if (!blocks.TryGetValue(key, out var block)) blocks[key] = block = Place(key, length);
        return block.Length == length ? new StorageRange(type, block, 0, length) : throw new PyTorchFormatException($"it describes storage '{key}' in two ways");
    }

    private StorageBlock Place(string key, long length)
    {
        var member = Member($"data/{key}") ?? throw new PyTorchFormatException($"it has no storage '{key}', which its tensors use");
        if (member.Length != length) throw member.Fault($"has {member.Length} bytes; the storage that it should hold has {length}");
        return new StorageBlock(length).Place(member.Open(file));
    }

    private void CheckKind()
    {
        if (Member("constants.pkl") is not null) throw new PyTorchFormatException("it is a TorchScript archive, which holds a program; a file of torch.save was expected");
        if (Member("byteorder") is { Length: < 16 } order && !Content(order).AsSpan().SequenceEqual("little"u8)) throw new PyTorchFormatException("its storages are not in little-endian order");
    }

    private IByteSource OpenPickle()
    {
        var member = Member("data.pkl") ?? throw new PyTorchFormatException($"it is a zip without a member '{root}/data.pkl'; a file of torch.save was expected");
        var pickle = member.Open(file);
        if (member.IsPlain) return pickle;
        // A compressed pickle would be inflated anew for every window of it.
        if (member.Length > MostInflatedPickle) throw member.Fault($"inflates to {member.Length} bytes; at most {MostInflatedPickle} are read");
        return new MemoryBytes(Content(member));
    }

    private byte[] Content(ZipMember member)
    {
        var bytes = new byte[member.Length];
        member.Open(file).Read(0, bytes);
        return bytes;
    }

    private ZipMember? Member(string name) => members.GetValueOrDefault($"{root}/{name}");
}
