using System.Collections.Frozen;
using SurgeryBench.Models.PyTorch.Pickles;
using static TorchSharp.torch;

namespace SurgeryBench.Models.PyTorch.Tensors;

/// <summary>An element type of torch's storages.</summary>
/// <param name="Type">The element type; bytes where a storage has none of its own.</param>
/// <param name="Size">Bytes an element.</param>
internal readonly record struct StorageType(ScalarType Type, int Size)
{
    private static readonly (string Storage, string Element, StorageType Type)[] All =
    [
        ("FloatStorage", "float32", new(ScalarType.Float32, 4)), ("HalfStorage", "float16", new(ScalarType.Float16, 2)),
        ("BFloat16Storage", "bfloat16", new(ScalarType.BFloat16, 2)), ("DoubleStorage", "float64", new(ScalarType.Float64, 8)),
        ("LongStorage", "int64", new(ScalarType.Int64, 8)), ("IntStorage", "int32", new(ScalarType.Int32, 4)),
        ("ShortStorage", "int16", new(ScalarType.Int16, 2)), ("CharStorage", "int8", new(ScalarType.Int8, 1)),
        ("ByteStorage", "uint8", new(ScalarType.Byte, 1)), ("BoolStorage", "bool", new(ScalarType.Bool, 1)),
        ("UntypedStorage", "uint8", new(ScalarType.Byte, 1)),
    ];

    private static readonly string[] Modules = ["torch", "torch.cuda", "torch.storage"];

    private static readonly FrozenDictionary<string, StorageType> Storages = All.ToFrozenDictionary(one => one.Storage, one => one.Type);

    private static readonly FrozenDictionary<string, StorageType> Elements =
        All.DistinctBy(one => one.Element).ToFrozenDictionary(one => one.Element, one => one.Type);

    /// <summary>The type of a class of storages.</summary>
    /// <exception cref="PyTorchFormatException">There is none, or none that can be read.</exception>
    public static StorageType OfStorage(object? name) =>
        name is GlobalName global && Modules.Contains(global.Module) && Storages.TryGetValue(global.Name, out var type) ? type : throw Unknown(name, "storage");

    /// <summary>The type of a name such as <c>torch.float32</c>.</summary>
    /// <exception cref="PyTorchFormatException">There is none, or none that can be read.</exception>
    public static StorageType OfElement(object? name) =>
        name is GlobalName { Module: "torch" } global && Elements.TryGetValue(global.Name, out var type) ? type : throw Unknown(name, "element");

    private static PyTorchFormatException Unknown(object? name, string kind) =>
        new($"it has the {kind} type {(name as GlobalName)?.Path ?? "that is no name"}; known are {string.Join(", ", Elements.Keys.Order(StringComparer.Ordinal))}");
}
