namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>Calls whose result is only ever looked at: enumeration members, devices, NumPy's scalars, old-style objects.</summary>
internal static class InertReductions
{
    public static KeyValuePair<string, Func<PickleTuple, Machine, object?>>[] All { get; } =
    [
        new("__builtin__.getattr", Member),
        new("builtins.getattr", Member),
        new("copy_reg._reconstructor", OldObject),
        new("copyreg._reconstructor", OldObject),
        new("functools.partial", (_, _) => new InertObject(new GlobalName("functools", "partial"))),
        new("torch.device", (_, _) => new InertObject(new GlobalName("torch", "device"))),
        new("torchvision.transforms.functional.InterpolationMode", (_, _) => new InertObject(new GlobalName("torchvision.transforms.functional", "InterpolationMode"))),
        new("numpy.dtype", (_, _) => new InertObject(new GlobalName("numpy", "dtype"))),
        new("numpy.core.multiarray.scalar", (_, _) => new InertObject(new GlobalName("numpy.core.multiarray", "scalar"))),
        new("numpy._core.multiarray.scalar", (_, _) => new InertObject(new GlobalName("numpy._core.multiarray", "scalar"))),
    ];

    /// <summary>An attribute of a class: an enumeration's member, as Python 3.11 writes them. An object, not a name: it cannot be called in its turn.</summary>
    private static InertObject Member(PickleTuple arguments, Machine machine) => arguments.Items is [GlobalName owner, string member]
        ? new InertObject(owner, member)
        : throw Reductions.Misfit("getattr");

    /// <summary>Protocols 0 and 1 write every object as its class, <c>object</c> and nothing.</summary>
    private static InertObject OldObject(PickleTuple arguments, Machine machine) => arguments.Items is [GlobalName name, GlobalName { Name: "object" }, null]
        ? new InertObject(name)
        : throw Reductions.Misfit("copyreg._reconstructor");
}
