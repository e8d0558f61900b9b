using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>Opcodes that make numbers, truth values and None. An integer is a long where it fits, else a BigInteger.</summary>
internal static class NumberOpcodes
{
    /// <summary>Longest integer, in bytes or letters.</summary>
    private const int LongestNumber = 255;

    public static KeyValuePair<Opcode, Operation>[] All { get; } =
    [
        new(Opcode.None, machine => machine.Push(null)),
        new(Opcode.NewTrue, machine => machine.Push(true)),
        new(Opcode.NewFalse, machine => machine.Push(false)),
        new(Opcode.Int, machine => machine.Push(TruthOrNumber(machine.Reader.Line(LongestNumber)))),
        new(Opcode.BinInt, machine => machine.Push((long)machine.Reader.Int32())),
        new(Opcode.BinInt1, machine => machine.Push((long)machine.Reader.Byte())),
        new(Opcode.BinInt2, machine => machine.Push((long)machine.Reader.UInt16())),
        new(Opcode.Long, machine => machine.Push(Number(machine.Reader.Line(LongestNumber).TrimEnd('L')))),
        new(Opcode.Long1, machine => machine.Push(Number(machine.Reader.Bytes(machine.Reader.Byte())))),
        new(Opcode.Long4, machine => machine.Push(Number(machine.Reader.Bytes(Length(machine.Reader.Int32()))))),
        new(Opcode.Float, machine => machine.Push(Fraction(machine.Reader.Line(LongestNumber)))),
        new(Opcode.BinFloat, machine => machine.Push(BinaryPrimitives.ReadDoubleBigEndian(machine.Reader.Bytes(8)))),
    ];

    // Protocols 0 and 1 have no truth values of their own and write them with a leading zero.
    private static object TruthOrNumber(string line) => line switch { "00" => false, "01" => true, _ => Number(line) };

    private static object Number(string digits) => BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? Narrow(number)
        : throw new PyTorchFormatException("its pickle has an integer that is none");

    private static object Number(ReadOnlySpan<byte> littleEndian) => Narrow(new BigInteger(littleEndian));

    private static object Narrow(BigInteger number)
    {
        if (number < long.MinValue || number > long.MaxValue) return number;
        return long.CreateChecked(number);
    }

    private static int Length(int length) => length is >= 0 and <= LongestNumber
        ? length
        : throw new PyTorchFormatException($"its pickle has an integer of {length} bytes; at most {LongestNumber} are read");

    private static double Fraction(string line) => double.TryParse(line, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new PyTorchFormatException("its pickle has a number that is none");
}
