using System.Text;
using SurgeryBench.Models.PyTorch.Bytes;

namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>Calls that only make containers and bytes.</summary>
internal static class ContainerReductions
{
    public static KeyValuePair<string, Func<PickleTuple, Machine, object?>>[] All { get; } =
    [
        new("collections.OrderedDict", (arguments, _) => Dictionary(arguments, "collections.OrderedDict")),
        new("collections.Counter", (arguments, _) => Dictionary(arguments, "collections.Counter")),
        new("collections.defaultdict", (_, _) => new PickleDict()),
        new("__builtin__.set", Set),
        new("builtins.set", Set),
        new("__builtin__.frozenset", Set),
        new("builtins.frozenset", Set),
        new("__builtin__.bytearray", Bytes),
        new("builtins.bytearray", Bytes),
        new("_codecs.encode", Bytes),
        new("torch.Size", (arguments, _) => arguments.Items is [PickleTuple sizes] ? sizes : throw Reductions.Misfit("torch.Size")),
    ];

    /// <summary>The bytes of a value that stands for some.</summary>
    public static IByteSource? BytesOf(object? value) => value switch
    {
        PickleBytes bytes => bytes.Source,
        LongText text => new Latin1Bytes(text.Utf8),
        string text when text.All(letter => letter <= byte.MaxValue) => new MemoryBytes(Encoding.Latin1.GetBytes(text)),
        _ => null,
    };

    private static PickleBytes Bytes(PickleTuple arguments, Machine machine) => arguments.Items switch
    {
        [] => new PickleBytes(new MemoryBytes([])),
        [var value] when BytesOf(value) is { } bytes => new PickleBytes(bytes),
        [var value, "latin1" or "latin-1"] when BytesOf(value) is { } bytes => new PickleBytes(bytes),
        _ => throw Reductions.Misfit("_codecs.encode"),
    };

    private static PickleSet Set(PickleTuple arguments, Machine machine) => arguments.Items switch
    {
        [] => new PickleSet([]),
        [PickleList list] => new PickleSet(list.Items),
        _ => throw Reductions.Misfit("set"),
    };

    private static PickleDict Dictionary(PickleTuple arguments, string function)
    {
        var dict = new PickleDict();
        switch (arguments.Items)
        {
            case []:
                break;
            case [PickleDict items]:
                foreach (var item in items.Items) dict.Set(item.Key, item.Value);
                break;
            case [PickleList pairs]:
                foreach (var pair in pairs.Items) SetPair(dict, pair, function);
                break;
            default:
                throw Reductions.Misfit(function);
        }
        return dict;
    }

    private static void SetPair(PickleDict dict, object? pair, string function)
    {
        IReadOnlyList<object?> items = pair switch { PickleTuple tuple => tuple.Items, PickleList list => list.Items, _ => [] };
        if (items is not [var key, var value]) throw Reductions.Misfit(function);
        dict.Set(key, value);
    }
}
