namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>Opcodes that make and fill lists, tuples, dictionaries and sets.</summary>
internal static class ContainerOpcodes
{
    public static KeyValuePair<Opcode, Operation>[] All { get; } =
    [
        new(Opcode.EmptyList, machine => machine.Push(new PickleList([]))),
        new(Opcode.List, machine => machine.Push(new PickleList(machine.PopToMark()))),
        new(Opcode.Append, machine => Append(machine, [machine.Pop()])),
        new(Opcode.Appends, machine => Append(machine, machine.PopToMark())),
        new(Opcode.EmptyTuple, machine => machine.Push(PickleTuple.Empty)),
        new(Opcode.Tuple, machine => machine.Push(new PickleTuple(machine.PopToMark()))),
        new(Opcode.Tuple1, machine => PushTuple(machine, 1)),
        new(Opcode.Tuple2, machine => PushTuple(machine, 2)),
        new(Opcode.Tuple3, machine => PushTuple(machine, 3)),
        new(Opcode.EmptyDict, machine => machine.Push(new PickleDict())),
        new(Opcode.Dict, PushDict),
        new(Opcode.SetItem, SetItem),
        new(Opcode.SetItems, machine => SetItems(machine, machine.PopToMark())),
        new(Opcode.EmptySet, machine => machine.Push(new PickleSet([]))),
        new(Opcode.AddItems, AddItems),
        new(Opcode.FrozenSet, machine => machine.Push(new PickleSet(machine.PopToMark()))),
    ];

    private static void Append(Machine machine, object?[] values)
    {
        switch (machine.Peek())
        {
            case PickleList list:
                list.Items.AddRange(values);
                break;
            case InertObject made:
                foreach (var value in values) made.Items.Set((long)made.Items.Items.Count, value);
                break;
            default:
                throw new PyTorchFormatException($"its pickle appends to something that is no list, before byte {machine.Reader.Position}");
        }
    }

    private static void PushTuple(Machine machine, int count)
    {
        var values = new object?[count];
        for (var i = count - 1; i >= 0; i--) values[i] = machine.Pop();
        machine.Push(new PickleTuple(values));
    }

    private static void PushDict(Machine machine)
    {
        var values = machine.PopToMark();
        machine.Push(new PickleDict());
        SetItems(machine, values);
    }

    private static void SetItem(Machine machine)
    {
        var value = machine.Pop();
        SetItems(machine, [machine.Pop(), value]);
    }

    private static void SetItems(Machine machine, object?[] values)
    {
        var dict = machine.Peek() switch
        {
            PickleDict plain => plain,
            InertObject made => made.Items,
            _ => throw new PyTorchFormatException($"its pickle sets an item of something that is no dictionary, before byte {machine.Reader.Position}"),
        };
        if (values.Length % 2 != 0) throw new PyTorchFormatException($"its pickle has a key without a value, before byte {machine.Reader.Position}");
        for (var i = 0; i < values.Length; i += 2) dict.Set(values[i], values[i + 1]);
    }

    private static void AddItems(Machine machine)
    {
        var values = machine.PopToMark();
        if (machine.Peek() is not PickleSet set) throw new PyTorchFormatException($"its pickle adds to something that is no set, before byte {machine.Reader.Position}");
        set.Items.UnionWith(values);
    }
}
