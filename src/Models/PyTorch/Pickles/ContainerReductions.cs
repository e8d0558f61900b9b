using System.Text;
using SurgeryBench.Models.PyTorch.Bytes;

namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>Calls that only make containers and bytes.</summary>
internal static class ContainerReductions
{
    public static KeyValuePair<string, Func<PickleTuple, Machine, object?>>[] All { get; } =
    [
        new("collections.OrderedDict", (arguments, machine) => Dictionary(arguments, machine, "collections.OrderedDict")),
        new("collections.Counter", (arguments, machine) => Dictionary(arguments, machine, "collections.Counter")),
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
    public static IByteSource? BytesOf(object? value, Budget budget) => value switch
    {
        PickleBytes bytes => bytes.Source,
        LongText text => BytesOf(text, budget),
        string text when text.All(letter => letter <= byte.MaxValue) => BytesOf(text, budget),
        _ => null,
    };

    private static PickleBytes Bytes(PickleTuple arguments, Machine machine) => arguments.Items switch
    {
        [] => new PickleBytes(new MemoryBytes([])),
        [var value] when BytesOf(value, machine.Budget) is { } bytes => new PickleBytes(bytes),
        [var value, "latin1" or "latin-1"] when BytesOf(value, machine.Budget) is { } bytes => new PickleBytes(bytes),
        _ => throw Reductions.Misfit("_codecs.encode"),
    };

    private static Latin1Bytes BytesOf(LongText text, Budget budget)
    {
        budget.TakeReading(text.Utf8.Length);
        return new Latin1Bytes(text.Utf8);
    }

    private static MemoryBytes BytesOf(string text, Budget budget)
    {
        budget.TakeText(text.Length);
        return new MemoryBytes(Encoding.Latin1.GetBytes(text));
    }

    private static PickleSet Set(PickleTuple arguments, Machine machine)
    {
        if (arguments.Items is []) return new PickleSet([]);
        if (arguments.Items is not [PickleList list]) throw Reductions.Misfit("set");
        machine.Budget.TakeOperations(list.Items.Count);
        return new PickleSet(list.Items);
    }

    private static PickleDict Dictionary(PickleTuple arguments, Machine machine, string function)
    {
        var dict = new PickleDict();
        switch (arguments.Items)
        {
            case []:
                break;
            case [PickleDict items]:
                machine.Budget.TakeOperations(items.Items.Count);
                foreach (var item in items.Items) dict.Set(item.Key, item.Value);
                break;
            case [PickleList pairs]:
                machine.Budget.TakeOperations(pairs.Items.Count);
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
