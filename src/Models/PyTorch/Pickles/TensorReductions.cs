using SurgeryBench.Models.PyTorch.Archives;
using SurgeryBench.Models.PyTorch.Tensors;

namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>Calls with which torch writes tensors, parameters and storages.</summary>
internal static class TensorReductions
{
    public static KeyValuePair<string, Func<PickleTuple, Machine, object?>>[] All { get; } =
    [
        new("torch._utils._rebuild_tensor", (arguments, _) => Tensor(arguments.Items)),
        new("torch._utils._rebuild_tensor_v2", (arguments, _) => Tensor(arguments.Items)),
        new("torch._utils._rebuild_tensor_v3", (arguments, _) => TypedTensor(arguments.Items)),
        new("torch._utils._rebuild_parameter", (arguments, _) => First(arguments)),
        new("torch._utils._rebuild_parameter_with_state", (arguments, _) => First(arguments)),
        new("torch._tensor._rebuild_from_type_v2", FromType),
        new("torch.storage._load_from_bytes", Storage),
    ];

    /// <summary>Storage, offset, shape and strides; what follows is about gradients.</summary>
    private static LocatedTensor Tensor(IReadOnlyList<object?> arguments) =>
        arguments is [StorageRange storage, long offset, var shape, var strides, ..] ? new LocatedTensor(storage, storage.Type, offset, Numbers(shape), Numbers(strides)) : throw Misfit();

    /// <summary>The same over a storage of bytes, with the element type as the seventh.</summary>
    private static LocatedTensor TypedTensor(IReadOnlyList<object?> arguments) =>
        arguments is [StorageRange storage, long offset, var shape, var strides, _, _, var type, ..]
            ? new LocatedTensor(storage, StorageType.OfElement(type), offset, Numbers(shape), Numbers(strides))
            : throw Misfit();

    private static LocatedTensor First(PickleTuple arguments) => arguments.Items is [LocatedTensor tensor, ..] ? tensor : throw Misfit();

    /// <summary>Function, class, the function's arguments, and attributes that are not the tensor's.</summary>
    private static LocatedTensor FromType(PickleTuple arguments, Machine machine) => arguments.Items is [GlobalName function, GlobalName, PickleTuple inner, ..] && function.Path != "torch._tensor._rebuild_from_type_v2"
        ? Reductions.Make(function, inner, machine) as LocatedTensor ?? throw Misfit()
        : throw Misfit();

    /// <summary>A storage within a plain pickle is a whole legacy file.</summary>
    private static StorageRange Storage(PickleTuple arguments, Machine machine)
    {
        if (machine.IsNested) throw new PyTorchFormatException("its pickle has a storage within a storage");
        if (arguments.Items is not [var value] || ContainerReductions.BytesOf(value, machine.Budget) is not { } bytes) throw Reductions.Misfit("torch.storage._load_from_bytes");
        return PickleFile.Read(bytes, machine.Budget, isNested: true) as StorageRange ?? throw new PyTorchFormatException("its pickle has bytes for a storage that hold none");
    }

    private static long[] Numbers(object? value) => value is PickleTuple tuple && tuple.Items.All(item => item is long) ? [.. tuple.Items.Cast<long>()] : throw Misfit();

    private static PyTorchFormatException Misfit() => new("its pickle has arguments for a tensor that do not fit one");
}
