using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace SurgeryBench.Tests.Fuzzing.Mutations;

/// <summary>Applies edits to an input.</summary>
/// <param name="start">Where to begin; is left alone.</param>
/// <param name="corpus">What to splice with.</param>
/// <param name="words">Words of the format.</param>
internal sealed class Editor(byte[] start, ImmutableArray<byte[]> corpus, ImmutableArray<byte[]> words)
{
    private const int MostBytes = 1 << 18;
    private const int MostRunBits = 17;

    private static readonly ulong[] Numbers =
    [
        0, 1, 2, 3, 4, 7, 8, 15, 16, 63, 64, 65, 127, 128, 255, 256, 1000, 32_767, 32_768, 65_535, 65_536, 16_777_216, 99_999_999, 100_000_000, 100_000_001,
        int.MaxValue, 1UL << 31, uint.MaxValue, 1UL << 32, (1UL << 32) + 1, 1UL << 40, 1UL << 53, 1UL << 61, 1UL << 62, long.MaxValue, 1UL << 63,
        ulong.MaxValue, ulong.MaxValue - 1, unchecked((ulong)int.MinValue),
    ];

    private static readonly byte[][] Digits =
    [
        .. Numbers.SelectMany(number => new[] { number.ToString(CultureInfo.InvariantCulture), ((long)number).ToString(CultureInfo.InvariantCulture) })
            .Concat(["-0", "1.5", "1e400", "-1e400", "1e-400", "0.30000000000000004", new string('9', 400), "NaN", "Infinity", "0x10", "1_000", "٣"]).Distinct().Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>What the edits made so far.</summary>
    public byte[] Bytes { get; private set; } = start;

    public void Apply(Edit edit)
    {
        var (at, length) = (At(edit.Place), Run(edit.Length));
        switch (edit.Kind)
        {
            case EditKind.FlipBit:
                Change(at, 1, target => target[0] ^= (byte)(1 << (int)(edit.Choice & 7)));
                break;
            case EditKind.Fill:
                Change(at, length, target => target.Fill(Value(edit.Choice)));
                break;
            case EditKind.InsertRun:
                Replace(at, 0, [.. Enumerable.Repeat(Value(edit.Choice), length)]);
                break;
            case EditKind.Truncate:
                Replace(at, Bytes.Length - at, []);
                break;
            case EditKind.Delete:
                Replace(at, length, []);
                break;
            case EditKind.Repeat:
                Replace(at, 0, Repeated(at, 1 + (int)(edit.Choice % 64), length));
                break;
            case EditKind.InsertWord:
                Replace(at, 0, Pick(words, edit.Choice));
                break;
            case EditKind.OverwriteWord:
                Replace(at, Pick(words, edit.Choice).Length, Pick(words, edit.Choice));
                break;
            case EditKind.ReplaceWord:
                ReplaceStretch(at, IsOfWord, Pick(words, edit.Choice));
                break;
            case EditKind.Splice:
                Replace(at, Bytes.Length - at, Tail(Pick(corpus, edit.Choice), edit.Length));
                break;
            case EditKind.InsertSlice:
                Replace(at, 0, Tail(Pick(corpus, edit.Choice), edit.Length).AsSpan()[..Math.Min(Tail(Pick(corpus, edit.Choice), edit.Length).Length, 1 + (int)(edit.Choice % 256))]);
                break;
            case EditKind.OverwriteNumber:
                WriteNumber(at, edit, _ => Numbers[edit.Choice / 8 % (uint)Numbers.Length]);
                break;
            case EditKind.AddToNumber:
                WriteNumber(at, edit, number => number + (ulong)((long)(edit.Length % 33) - 16));
                break;
            case EditKind.ReplaceDigits:
                ReplaceStretch(at, letter => char.IsAsciiDigit((char)letter), Digits[edit.Choice % (uint)Digits.Length]);
                break;
        }
    }

    private static T Pick<T>(ImmutableArray<T> all, uint choice) => all[(int)(choice % (uint)all.Length)];

    private static byte[] Tail(byte[] other, uint place) => other[(int)(((ulong)place * (ulong)(other.Length + 1)) >> 32)..];

    /// <summary>Mostly the values that mean something, now and then any.</summary>
    private byte Value(uint choice) => (choice & 3) switch
    {
        0 => (byte)(choice >> 8),
        1 => Bytes.Length == 0 ? (byte)0 : Bytes[choice / 4 % (uint)Bytes.Length],
        2 => 0,
        _ => byte.MaxValue,
    };

    /// <summary>Short mostly, long now and then: every order of magnitude as often.</summary>
    private static int Run(uint length) => 1 + (int)((length >> 5) & ((1u << (int)(length % MostRunBits)) - 1));

    private static bool IsOfWord(byte letter) => char.IsAsciiLetterOrDigit((char)letter) || letter is (byte)'_' or (byte)'-' or (byte)'+' or (byte)'"' or > 127;

    private int At(uint place) => (int)(((ulong)place * (ulong)(Bytes.Length + 1)) >> 32);

    private byte[] Repeated(int at, int length, int times)
    {
        var stretch = Bytes.AsSpan(at, Math.Min(length, Bytes.Length - at)).ToArray();
        return [.. Enumerable.Repeat(stretch, stretch.Length == 0 ? 0 : Math.Min(times, MostBytes / stretch.Length)).SelectMany(part => part)];
    }

    /// <summary>The stretch around a place, or the next one behind it.</summary>
    private void ReplaceStretch(int at, Func<byte, bool> isOf, byte[] by)
    {
        while (at < Bytes.Length && !isOf(Bytes[at])) at++;
        var end = at;
        while (at > 0 && isOf(Bytes[at - 1])) at--;
        while (end < Bytes.Length && isOf(Bytes[end])) end++;
        Replace(at, end - at, by);
    }

    private void WriteNumber(int at, Edit edit, Func<ulong, ulong> change)
    {
        var (width, isBig) = (1 << (int)(edit.Choice % 4), (edit.Choice & 4) != 0);
        if (Bytes.Length < width) return;
        Change(Math.Min(at, Bytes.Length - width), width, target =>
        {
            Span<byte> number = stackalloc byte[8];
            target.CopyTo(number);
            if (isBig) number[..width].Reverse();
            BinaryPrimitives.WriteUInt64LittleEndian(number, change(BinaryPrimitives.ReadUInt64LittleEndian(number)));
            if (isBig) number[..width].Reverse();
            number[..width].CopyTo(target);
        });
    }

    private void Change(int at, int length, SpanAction change)
    {
        if (at == Bytes.Length) return;
        Bytes = [.. Bytes];
        change(Bytes.AsSpan(at, Math.Min(length, Bytes.Length - at)));
    }

    private void Replace(int at, int length, ReadOnlySpan<byte> by)
    {
        var rest = Bytes.AsSpan(Math.Min(at + length, Bytes.Length));
        var whole = new byte[Math.Min(MostBytes, at + by.Length + rest.Length)];
        Bytes.AsSpan(0, at).CopyTo(whole);
        var room = whole.AsSpan(at);
        by[..Math.Min(by.Length, room.Length)].CopyTo(room);
        room = room[Math.Min(by.Length, room.Length)..];
        rest[..room.Length].CopyTo(room);
        Bytes = whole;
    }

    private delegate void SpanAction(Span<byte> target);
}
