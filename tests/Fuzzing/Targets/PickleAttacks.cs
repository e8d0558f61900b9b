using System.Buffers.Binary;
using System.Text;

namespace SurgeryBench.Tests.Fuzzing.Targets;

/// <summary>Pickles that are made to take more time or memory than their size allows.</summary>
internal static class PickleAttacks
{
    private const int Many = 60_000;

    public static IEnumerable<Func<byte[]>> All { get; } =
    [
        () => Latin("}(", CollidingNumbers(number => $"\u008a\u0008{number}N"), "u."),
        () => Latin("]q\u0000(", CollidingNumbers(number => $"\u008a\u0008{number}"), "e0cbuiltins\nset\nh\u0000\u0085R."),
        () => Latin("N", string.Concat(Colliding().Select(number => $"p{number}\n")), "."),
        () => Latin("(", LongText('a', 4000), "q\u0000", LongText('b', 4000), "q\u0001h\u0000h\u0001\u0093q\u0002", Times("h\u0002)\u0081"), "l."),
        () => Latin("(", LongText('a', 4000), "q\u0000", Times("c_codecs\nencode\nh\u0000\u0085R"), "l."),
        () => Latin("(", LongText('a', 100_000), "q\u0000", Times("c_codecs\nencode\nh\u0000\u0085R"), "l."),
        () => Latin("(", Times("N"), "lq\u0000", Times("0cbuiltins\nset\nh\u0000\u0085R"), "."),
        () => Latin("}(", string.Concat(Enumerable.Range(0, Many).Select(i => $"J{Encoding.Latin1.GetString(BitConverter.GetBytes(i))}N")), "uq\u0000", Times("0ccollections\nOrderedDict\nh\u0000\u0085R"), "."),
        () => Latin("]q\u0000(", Times("]"), "e0(", Times("h\u0000"), "l."),
        () => Latin("(", Times("]", 1 << 18), "l."),
        () => Latin("(", Times("}", 1 << 18), "l."),
        () => Latin("(", Times("\u008f", 1 << 18), "l."),
        () => Latin("(", Times("(d", 1 << 17), "l."),
        () => Latin("ca\nb\n)\u0081q\u0000}(U\u000b_parameters}U\u0008_modules}", string.Concat(Enumerable.Range(0, Many).Select(i => $"J{Encoding.Latin1.GetString(BitConverter.GetBytes(i))}N")), "ub0(", Times("h\u0000"), "l."),
        () => Latin(string.Concat(Enumerable.Range(0, 4).Select(i => $"({Times(i == 0 ? "N" : $"h{(char)i}", 100)}lq{(char)(i + 1)}")), "."),
        () => Latin(string.Concat(Enumerable.Repeat("(", 1 << 18)), "."),
        () => Latin(Times("\u0085"), "N", Times("\u0085"), "."),
        () => Latin("N", Times("\u0085"), "q\u0000}h\u0000Ns."),
        () => Latin("]q\u0000", Times("]q\u0001h\u0000ah\u0001q\u0000"), "."),
    ];

    /// <summary>Whole numbers that .NET itself hashes to one value.</summary>
    private static IEnumerable<long> Colliding() => Enumerable.Range(1, Many).Select(i => ((long)i << 32) | (uint)i);

    private static string CollidingNumbers(Func<string, string> spelt)
    {
        var bytes = new byte[sizeof(long)];
        return string.Concat(Colliding().Select(number =>
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
            return spelt(Encoding.Latin1.GetString(bytes));
        }));
    }

    private static string LongText(char letter, int length) => $"X{Encoding.Latin1.GetString(BitConverter.GetBytes(length))}{new string(letter, length)}";

    private static string Times(string part, int count = Many) => string.Concat(Enumerable.Repeat(part, count));

    private static byte[] Latin(params IEnumerable<string> parts) => Encoding.Latin1.GetBytes(string.Concat(parts));
}
