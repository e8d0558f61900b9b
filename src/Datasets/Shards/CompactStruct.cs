namespace SurgeryBench.Datasets.Shards;

/// <summary>
/// Walks a struct of Thrift's compact protocol without making anything of it, and notes the whole numbers and truth values in it and in its structs. The
/// parquet reader believes the lengths and depths that it reads; what passes here can neither keep it busy nor overflow its stack.
/// </summary>
internal ref struct CompactStruct
{
    /// <summary>Each becomes an object; a shard of a thousand row groups has some thirty thousand.</summary>
    private const int MostElements = 200_000;

    private readonly ReadOnlySpan<byte> bytes;
    private readonly Dictionary<(int Outer, int Inner), long> numbers = [];
    private int elements;

    /// <summary>Walks all of it.</summary>
    /// <param name="bytes">The struct, and whatever follows it.</param>
    /// <param name="shape">What it should be.</param>
    /// <exception cref="InvalidDataException">It is cut off, holds more than it could, or a field of another kind than it should.</exception>
    public CompactStruct(ReadOnlySpan<byte> bytes, ParquetShape shape)
    {
        this.bytes = bytes;
        Struct(0, 0, shape);
    }

    /// <summary>The bytes that it takes.</summary>
    public int Length { get; private set; }

    /// <summary>A whole number of the struct, or a truth value as 1 or 0; null if there is none.</summary>
    public readonly long? Number(int field) => Number(0, field);

    /// <summary>A whole number of a struct in it; null if there is none.</summary>
    public readonly long? Number(int outer, int field) => numbers.TryGetValue((outer, field), out var number) ? number : null;

    private void Struct(int depth, int outer, ParquetShape shape)
    {
        var field = 0;
        for (var heading = Byte(); heading != 0; heading = Byte())
        {
            field = heading >> 4 is > 0 and var step ? field + step : (int)Math.Clamp(Whole(), 0, int.MaxValue / 2);
            if (field is < 1 or > short.MaxValue) throw new InvalidDataException("its description has a field of an impossible number");
            Value((Kind)(heading & 15), shape.Of(field), depth, depth == 0 ? field : outer, depth <= 1 ? (depth == 0 ? 0 : outer, field) : null);
        }
    }

    private void Value(Kind kind, string? expected, int depth, int outer, (int Outer, int Inner)? noted)
    {
        if (expected is null)
        {
            // The parquet reader cannot pass over more than these: of a struct it takes the contents for what follows.
            if (kind is Kind.Struct && Byte() == 0) return;
            if (LetterOf(kind) is not ('t' or 'n' or 'b')) throw new InvalidDataException("its description has a field that is not known");
        }
        else if (LetterOf(kind) != expected[0]) throw new InvalidDataException("its description has a field of another kind than it should");
        switch (kind)
        {
            case Kind.True or Kind.False:
                if (noted is { } flag) numbers[flag] = kind == Kind.True ? 1 : 0;
                break;
            case Kind.Byte:
                Skip(1);
                break;
            case Kind.Short or Kind.Int or Kind.Long:
                if (Whole() is var number && noted is { } name) numbers[name] = number;
                break;
            case Kind.Double:
                Skip(8);
                break;
            case Kind.Binary:
                Skip(Varint());
                break;
            case Kind.List:
                Items(expected![1..], depth, outer);
                break;
            case Kind.Struct:
                Struct(depth + 1, outer, ParquetShape.StructOf(expected!));
                break;
        }
    }

    private void Items(string expected, int depth, int outer)
    {
        var heading = Byte();
        var count = heading >> 4 is < 15 and var few ? (ulong)few : Varint();
        if (count > (ulong)(bytes.Length - Length) || (elements += (int)Math.Min(count, MostElements + 1)) > MostElements) throw new InvalidDataException("its description promises more than it can hold");
        for (var kind = (Kind)(heading & 15); count > 0; count--) Value(kind, expected, depth + 1, outer, null);
    }

    /// <summary>Reads a number of seven bits a byte, the lowest first.</summary>
    /// <exception cref="InvalidDataException">It has no end.</exception>
    public static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        const int MostBits = 63;
        ulong number = 0;
        for (var shift = 0; shift <= MostBits && at < bytes.Length; shift += 7)
        {
            var part = bytes[at++];
            number |= (ulong)(part & 127) << shift;
            if (part < 128) return number;
        }
        throw new InvalidDataException("its description holds a number without end, or is cut off");
    }

    private static char LetterOf(Kind kind) => kind switch
    {
        Kind.True or Kind.False => 't',
        Kind.Byte => 'y',
        Kind.Short or Kind.Int or Kind.Long => 'n',
        Kind.Double => 'd',
        Kind.Binary => 'b',
        Kind.List => '[',
        Kind.Struct => '{',
        _ => ' ',
    };

    private long Whole() => Varint() is var zigzag && (zigzag & 1) == 0 ? (long)(zigzag >> 1) : ~(long)(zigzag >> 1);

    private ulong Varint()
    {
        var at = Length;
        var number = Varint(bytes, ref at);
        Length = at;
        return number;
    }

    private byte Byte()
    {
        Skip(1);
        return bytes[Length - 1];
    }

    private void Skip(ulong count)
    {
        if (count > (ulong)(bytes.Length - Length)) throw new InvalidDataException("its description is cut off");
        Length += (int)count;
    }

    private enum Kind
    {
        True = 1,
        False,
        Byte,
        Short,
        Int,
        Long,
        Double,
        Binary,
        List,
        Struct = 12,
    }
}
