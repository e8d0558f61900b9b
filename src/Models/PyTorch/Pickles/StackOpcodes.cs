using System.Globalization;

namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>Opcodes of the machine itself: stack, memo, protocol and frames.</summary>
internal static class StackOpcodes
{
    private const int NewestProtocol = 5;
    private const int NumberLetters = 32;

    public static KeyValuePair<Opcode, Operation>[] All { get; } =
    [
        new(Opcode.Mark, machine => machine.Mark()),
        new(Opcode.Pop, machine => machine.Pop()),
        new(Opcode.PopMark, machine => machine.PopToMark()),
        new(Opcode.Dup, machine => machine.Push(machine.Peek())),
        new(Opcode.Put, machine => machine.Store(LineKey(machine))),
        new(Opcode.BinPut, machine => machine.Store(machine.Reader.Byte())),
        new(Opcode.LongBinPut, machine => machine.Store(machine.Reader.UInt32())),
        new(Opcode.Memoize, machine => machine.Store(machine.MemoCount)),
        new(Opcode.Get, machine => machine.Fetch(LineKey(machine))),
        new(Opcode.BinGet, machine => machine.Fetch(machine.Reader.Byte())),
        new(Opcode.LongBinGet, machine => machine.Fetch(machine.Reader.UInt32())),
        new(Opcode.Proto, CheckProtocol),
        new(Opcode.Frame, CheckFrame),
    ];

    private static long LineKey(Machine machine) =>
        long.TryParse(machine.Reader.Line(NumberLetters), NumberStyles.None, CultureInfo.InvariantCulture, out var key)
            ? key
            : throw new PyTorchFormatException($"its pickle has no number before byte {machine.Reader.Position}");

    private static void CheckProtocol(Machine machine)
    {
        var protocol = machine.Reader.Byte();
        if (protocol > NewestProtocol) throw new PyTorchFormatException($"its pickle has protocol {protocol}; 0 to {NewestProtocol} are known");
    }

    private static void CheckFrame(Machine machine)
    {
        var length = machine.Reader.Int64();
        if (length < 0 || length > machine.Reader.Remaining)
            throw new PyTorchFormatException($"its pickle is truncated or damaged: a frame promises {length} bytes and {machine.Reader.Remaining} follow");
    }
}
