using System.Collections.Frozen;

namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>
/// What a pickle may ask to have called, and what this library makes instead: tensors, containers and inert values. The list is whole;
/// every other name is refused, whatever module it is in.
/// </summary>
internal static class Reductions
{
    private static readonly FrozenDictionary<string, Func<PickleTuple, Machine, object?>> All =
        new[] { TensorReductions.All, ContainerReductions.All, InertReductions.All }
            .SelectMany(family => family).ToFrozenDictionary(entry => entry.Key, entry => entry.Value);

    /// <exception cref="PyTorchFormatException">The callee is not on the list, or the arguments do not fit it.</exception>
    public static object? Make(object? callee, PickleTuple arguments, Machine machine)
    {
        if (callee is not GlobalName name) throw new PyTorchFormatException("its pickle would call something that is no named function; nothing was called");
        return All.TryGetValue(name.Path, out var reduction) ? reduction(arguments, machine) : throw WouldCall(name);
    }

    public static PyTorchFormatException WouldCall(GlobalName name) =>
        new($"its pickle would call {name.Path}, which is not among the functions that rebuild tensors and containers; nothing was called");

    public static PyTorchFormatException Misfit(string function) => new($"its pickle has arguments for {function} that do not fit it");
}
