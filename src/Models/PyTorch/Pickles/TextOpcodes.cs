using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>Opcodes that make text and bytes. Bytes, and text longer than any name, stay in the file.</summary>
internal static partial class TextOpcodes
{
    private const int LongestLine = 1 << 16;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static KeyValuePair<Opcode, Operation>[] All { get; } =
    [
        new(Opcode.String, machine => machine.Push(Held(machine, Unquoted(machine.Reader.Line(LongestLine))))),
        new(Opcode.Unicode, machine => machine.Push(Held(machine, Unescaped(machine.Reader.Line(LongestLine))))),
        new(Opcode.BinString, machine => PushOldText(machine, machine.Reader.Int32())),
        new(Opcode.ShortBinString, machine => PushOldText(machine, machine.Reader.Byte())),
        new(Opcode.ShortBinUnicode, machine => PushText(machine, machine.Reader.Byte())),
        new(Opcode.BinUnicode, machine => PushText(machine, machine.Reader.UInt32())),
        new(Opcode.BinUnicode8, machine => PushText(machine, machine.Reader.Int64())),
        new(Opcode.ShortBinBytes, machine => PushBytes(machine, machine.Reader.Byte())),
        new(Opcode.BinBytes, machine => PushBytes(machine, machine.Reader.UInt32())),
        new(Opcode.BinBytes8, machine => PushBytes(machine, machine.Reader.Int64())),
        new(Opcode.ByteArray8, machine => PushBytes(machine, machine.Reader.Int64())),
    ];

    private static void PushText(Machine machine, long length)
    {
        if (length is > Budget.LongestText or < 0) machine.Push(new LongText(machine.Reader.Slice(length)));
        else machine.Push(Held(machine, Decode(machine.Reader.Bytes((int)length))));
    }

    /// <summary>Python 2's text, which is bytes: short ones are names, long ones data.</summary>
    private static void PushOldText(Machine machine, int length)
    {
        if (length is > Budget.LongestText or < 0) PushBytes(machine, length);
        else machine.Push(Held(machine, Encoding.Latin1.GetString(machine.Reader.Bytes(length))));
    }

    private static void PushBytes(Machine machine, long length) => machine.Push(new PickleBytes(machine.Reader.Slice(length)));

    private static string Held(Machine machine, string text)
    {
        machine.Budget.TakeText(text.Length);
        return text;
    }

    private static string Decode(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return StrictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            throw new PyTorchFormatException("its pickle has a text that is no UTF-8");
        }
    }

    private static string Unquoted(string line) => line.Length >= 2 && line[0] is '\'' or '"' && line[^1] == line[0]
        ? Unescaped(line[1..^1])
        : throw new PyTorchFormatException("its pickle has a text without quotes");

    /// <summary>The escapes that pickle itself writes in protocol 0.</summary>
    private static string Unescaped(string line) => Escape().Replace(line, match => match.Value[1] switch
    {
        'x' or 'u' or 'U' => char.ConvertFromUtf32(Scalar(match.Value[2..])),
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        var itself => itself.ToString(),
    });

    private static int Scalar(string digits)
    {
        var value = int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return Rune.IsValid(value) ? value : Rune.ReplacementChar.Value;
    }

    [GeneratedRegex(@"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[nrt\\'""])")]
    private static partial Regex Escape();
}
