using System.Collections.Immutable;
using static TorchSharp.torch;

namespace SurgeryBench.Core;

/// <summary>The place of one tensor among weights: in memory, or in a file and in memory once somebody keeps it.</summary>
internal sealed class WeightSlot : IDisposable
{
    private readonly StoredTensor? stored;
    private readonly Lazy<Tensor> held;

    public WeightSlot(Tensor tensor)
    {
        held = new Lazy<Tensor>(tensor.DetachFromDisposeScope());
        (Shape, Type) = ([.. tensor.shape], tensor.dtype);
    }

    public WeightSlot(StoredTensor stored)
    {
        this.stored = stored;
        held = new Lazy<Tensor>(() => stored.Read().DetachFromDisposeScope());
        (Shape, Type) = (stored.Shape, stored.Type);
    }

    public ImmutableArray<long> Shape { get; }

    public ScalarType Type { get; }

    public long Count => Shape.Aggregate(1L, (product, size) => product * size);

    public bool IsFloatingPoint => Type is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;

    /// <summary>Where the tensor is, or would be read to.</summary>
    public Device Device => held.IsValueCreated ? held.Value.device : CPU;

    /// <summary>The tensor, kept from now on.</summary>
    public Tensor Held => held.Value;

    /// <summary>The tensor for one use: a view of what is held, or read anew; owned by the caller.</summary>
    public Tensor Take() => held.IsValueCreated ? held.Value.alias() : stored!.Read();

    public void Dispose()
    {
        if (held.IsValueCreated) held.Value.Dispose();
    }
}
