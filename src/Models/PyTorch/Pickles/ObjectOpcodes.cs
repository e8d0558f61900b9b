namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>Opcodes that name classes and functions, and those with which other readers would call them.</summary>
internal static class ObjectOpcodes
{
    private const int LongestName = 1024;

    public static KeyValuePair<Opcode, Operation>[] All { get; } =
    [
        new(Opcode.Global, machine => machine.Push(ReadName(machine))),
        new(Opcode.StackGlobal, PushName),
        new(Opcode.Reduce, Reduce),
        new(Opcode.Build, Build),
        new(Opcode.NewObj, machine => PushObject(machine, machine.Pop<PickleTuple>("tuple of arguments").Items)),
        new(Opcode.NewObjEx, PushObjectWithNames),
        new(Opcode.Inst, machine => PushInert(machine, ReadName(machine), machine.PopToMark())),
        new(Opcode.Obj, PushFromMark),
        new(Opcode.BinPersId, machine => machine.Push(machine.Persistent.Find(machine.Pop()))),
        new(Opcode.PersId, _ => throw Refusal("names a storage by text")),
        new(Opcode.Ext1, _ => throw Refusal("uses a registered extension")),
        new(Opcode.Ext2, _ => throw Refusal("uses a registered extension")),
        new(Opcode.Ext4, _ => throw Refusal("uses a registered extension")),
        new(Opcode.NextBuffer, _ => throw Refusal("uses a buffer outside itself")),
        new(Opcode.ReadOnlyBuffer, _ => throw Refusal("uses a buffer outside itself")),
    ];

    private static GlobalName ReadName(Machine machine)
    {
        var name = new GlobalName(machine.Reader.Line(LongestName), machine.Reader.Line(LongestName));
        machine.Budget.TakeText(name.Path.Length);
        return name;
    }

    private static void PushName(Machine machine)
    {
        var name = machine.Pop<string>("name");
        machine.Push(new GlobalName(machine.Pop<string>("module name"), name));
    }

    private static void Reduce(Machine machine)
    {
        var arguments = machine.Pop<PickleTuple>("tuple of arguments");
        machine.Push(Reductions.Make(machine.Pop(), arguments, machine));
    }

    private static void Build(Machine machine)
    {
        var state = machine.Pop();
        switch (machine.Peek())
        {
            case InertObject made:
                made.State = state;
                break;
            // State dictionaries carry their versions, parameters their Python attributes: neither is a tensor.
            case PickleDict or Tensors.LocatedTensor:
                break;
            default:
                throw new PyTorchFormatException($"its pickle gives a state to something that is no object, before byte {machine.Reader.Position}");
        }
    }

    private static void PushObject(Machine machine, IReadOnlyList<object?> arguments) => PushInert(machine, machine.Pop<GlobalName>("class name"), arguments);

    private static void PushObjectWithNames(Machine machine)
    {
        var named = machine.Pop<PickleDict>("dictionary of arguments").Items.Select(item => item.Value);
        PushObject(machine, [.. machine.Pop<PickleTuple>("tuple of arguments").Items, .. named]);
    }

    private static void PushFromMark(Machine machine)
    {
        var values = machine.PopToMark();
        if (values.FirstOrDefault() is not GlobalName name) throw new PyTorchFormatException($"its pickle has no class name where one is needed, before byte {machine.Reader.Position}");
        PushInert(machine, name, values[1..]);
    }

    /// <summary>An object as such is inert; arguments would make its constructor do something.</summary>
    private static void PushInert(Machine machine, GlobalName name, IReadOnlyList<object?> arguments)
    {
        if (arguments.Count > 0) throw Reductions.WouldCall(name);
        machine.Push(new InertObject(name));
    }

    private static PyTorchFormatException Refusal(string what) => new($"its pickle {what}, which torch's files do not");
}
