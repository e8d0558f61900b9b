using System.Collections.Immutable;
using static TorchSharp.torch;

namespace SurgeryBench.Models.PyTorch.Tensors;

/// <summary>A tensor as its file describes it: a view of a storage, checked to lie within, and unread.</summary>
internal sealed class LocatedTensor
{
    private const int MostDimensions = 64;
    private readonly StorageRange storage;
    private readonly StorageType type;
    private readonly long offset;
    private readonly long[] strides;

    /// <param name="storage">What it looks at.</param>
    /// <param name="type">Its elements.</param>
    /// <param name="offset">Where it begins, in elements.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="strides">The step along each dimension, in elements.</param>
    /// <exception cref="PyTorchFormatException">It leads outside the storage, or is impossible otherwise.</exception>
    public LocatedTensor(StorageRange storage, StorageType type, long offset, long[] shape, long[] strides)
    {
        (this.storage, this.type, this.offset, this.strides) = (storage, type, offset, strides);
        Shape = [.. shape];
        if (shape.Length != strides.Length) throw Fault($"has {strides.Length} strides");
        if (shape.Length > MostDimensions) throw Fault($"has {shape.Length} dimensions; at most {MostDimensions} are possible");
        if (shape.Any(size => size < 0) || strides.Any(stride => stride < 0) || offset < 0) throw Fault("has a negative size, stride or offset");
        var values = shape.Contains(0) ? 0 : shape.Aggregate((Int128)1, (product, size) => product > long.MaxValue ? product : product * size);
        if (values * type.Size > int.MaxValue) throw Fault("takes more than 2 GiB, the most that is read");
        ByteCount = (long)values * type.Size;
        Extent = values == 0 ? 0 : 1 + shape.Zip(strides, (size, stride) => (Int128)(size - 1) * stride).Aggregate((Int128)0, (sum, reach) => sum + reach);
        if (Extent * type.Size > int.MaxValue) throw Fault("is spread over more than 2 GiB, the most that is read");
        if (values > 0 && (offset + Extent) * type.Size > storage.Length) throw Fault($"reaches element {offset + Extent - 1} of a storage with {storage.Length / type.Size}");
    }

    public ScalarType Type => type.Type;

    public ImmutableArray<long> Shape { get; }

    /// <summary>The bytes it takes once read.</summary>
    public long ByteCount { get; }

    /// <summary>The bytes that reading it takes: a view with gaps is read with them.</summary>
    public long ReadBytes => (long)Extent * type.Size;

    /// <summary>The bytes that are gone through to read it: its storage's from the front where that is compressed.</summary>
    public long PassedBytes => ByteCount == 0 ? 0 : storage.Block.Bytes.PassedBytes(storage.Start + (offset * type.Size), ReadBytes);

    /// <summary>Elements of the storage from the first that it uses to the last.</summary>
    private Int128 Extent { get; }

    private bool IsContiguous => Extent * type.Size == ByteCount && strides.SequenceEqual(RowMajor());

    /// <summary>Reads it.</summary>
    /// <returns>A contiguous tensor that owns its memory.</returns>
    public Tensor Read()
    {
        if (ByteCount == 0) return empty([.. Shape], Type);
        if (IsContiguous) return Fill(empty([.. Shape], Type));
        using var scope = NewDisposeScope();
        var used = Fill(empty([(long)Extent], Type));
        return used.as_strided([.. Shape], strides).clone().contiguous().MoveToOuterDisposeScope();
    }

    private Tensor Fill(Tensor target)
    {
        storage.Block.Bytes.Read(storage.Start + (offset * type.Size), target.bytes);
        return target;
    }

    private long[] RowMajor()
    {
        var steps = new long[Shape.Length];
        for (var (i, step) = (steps.Length - 1, 1L); i >= 0; step *= Shape[i--]) steps[i] = step;
        return steps;
    }

    private PyTorchFormatException Fault(string what) => new($"a tensor of shape [{string.Join(", ", Shape.Take(MostDimensions))}] {what}");
}
