using System.Collections.Frozen;
using System.Collections.Immutable;
using static TorchSharp.torch;

namespace SurgeryBench.Core;

/// <summary>
/// A model's tensors by name, in memory or in a file. It owns them: disposing it disposes every tensor. Safe to read from several threads.
/// </summary>
/// <remarks>Names come in ordinal order, so that nothing depends on the order in which a file lists them.</remarks>
public sealed class Weights : IDisposable
{
    private readonly FrozenDictionary<string, WeightSlot> slots;
    private readonly IDisposable? source;

    /// <summary>Takes over the tensors, out of whatever dispose scope they were made in.</summary>
    /// <param name="tensors">Distinct names with their tensors.</param>
    public Weights(IEnumerable<KeyValuePair<string, Tensor>> tensors) : this(tensors.Select(pair => KeyValuePair.Create(pair.Key, new WeightSlot(pair.Value))), null) { }

    private Weights(IEnumerable<KeyValuePair<string, WeightSlot>> slots, IDisposable? source)
    {
        this.slots = slots.ToFrozenDictionary();
        this.source = source;
        Names = [.. this.slots.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The tensor names in ordinal order.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Number of floating-point values in all tensors together.</summary>
    public long ParameterCount => slots.Values.Where(slot => slot.IsFloatingPoint).Sum(slot => slot.Count);

    /// <summary>The device all tensors are on; the CPU for those that lie in a file.</summary>
    public Device Device => Names.IsEmpty ? CPU : slots[Names[0]].Device;

    /// <summary>The tensor of a name; still owned by this object, which keeps it in memory from then on.</summary>
    /// <exception cref="KeyNotFoundException">No tensor has this name.</exception>
    public Tensor this[string name] => SlotOf(name).Held;

    /// <summary>Weights that stay in a file: opening costs nothing, and each tensor is read when asked for.</summary>
    /// <param name="tensors">Distinct tensors.</param>
    /// <param name="source">What they are read from; disposed with the weights.</param>
    public static Weights Stored(IEnumerable<StoredTensor> tensors, IDisposable source) =>
        new(tensors.Select(tensor => KeyValuePair.Create(tensor.Name, new WeightSlot(tensor))), source);

    /// <summary>The tensor of a name for one use. What lies in a file is read anew and leaves nothing behind once the caller disposes it.</summary>
    /// <returns>Owned by the caller, who leaves its values alone: it may share its storage with these weights.</returns>
    /// <exception cref="KeyNotFoundException">No tensor has this name.</exception>
    public Tensor Take(string name) => SlotOf(name).Take();

    /// <summary>The shape of a tensor, without reading it.</summary>
    /// <exception cref="KeyNotFoundException">No tensor has this name.</exception>
    public ImmutableArray<long> ShapeOf(string name) => SlotOf(name).Shape;

    /// <summary>How many values a tensor holds, without reading it.</summary>
    /// <exception cref="KeyNotFoundException">No tensor has this name.</exception>
    public long CountOf(string name) => SlotOf(name).Count;

    /// <summary>The element type of a tensor, without reading it.</summary>
    /// <exception cref="KeyNotFoundException">No tensor has this name.</exception>
    public ScalarType TypeOf(string name) => SlotOf(name).Type;

    /// <summary>Whether a tensor holds floating-point values: the others are buffers, which no method merges.</summary>
    /// <exception cref="KeyNotFoundException">No tensor has this name.</exception>
    public bool IsFloatingPoint(string name) => SlotOf(name).IsFloatingPoint;

    /// <summary>Whether a tensor of this name exists.</summary>
    public bool Contains(string name) => slots.ContainsKey(name);

    /// <summary>New weights with every tensor replaced by a function of it, one tensor after the other.</summary>
    /// <param name="function">Gets the name and the borrowed tensor; returns a tensor that shares no storage with it.</param>
    public Weights Map(Func<string, Tensor, Tensor> function)
    {
        using var scope = NewDisposeScope();
        return new Weights([.. Names.Select(name => KeyValuePair.Create(name, Apply(function, name)))]);
    }

    /// <summary>A deep copy, in memory.</summary>
    public Weights Clone() => Map((_, tensor) => tensor.detach().clone());

    /// <summary>A copy on another device.</summary>
    public Weights To(Device device) => Map((_, tensor) => tensor.detach().to(device, copy: true));

    /// <summary>Says in what these weights do not fit others: missing, extra and misshapen tensors, one sentence each.</summary>
    /// <param name="anchor">The weights to fit, e.g. the base.</param>
    /// <param name="who">How the sentences call these weights, e.g. <c>Expert 'mnist'</c>.</param>
    public IEnumerable<string> MisfitsAgainst(Weights anchor, string who)
    {
        foreach (var name in anchor.Names)
        {
            if (!Contains(name)) yield return $"{who} lacks '{name}'.";
            else if (!ShapeOf(name).SequenceEqual(anchor.ShapeOf(name))) yield return $"{who} has '{name}' as {Text(ShapeOf(name))}; the base has {Text(anchor.ShapeOf(name))}.";
            else if (TypeOf(name) != anchor.TypeOf(name)) yield return $"{who} has '{name}' as {TypeOf(name)}; the base has {anchor.TypeOf(name)}.";
        }
        foreach (var name in Names.Where(name => !anchor.Contains(name))) yield return $"{who} has '{name}', which the base lacks.";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var slot in slots.Values) slot.Dispose();
        source?.Dispose();
    }

    private Tensor Apply(Func<string, Tensor, Tensor> function, string name)
    {
        using var scope = NewDisposeScope();
        return function(name, Take(name)).MoveToOuterDisposeScope();
    }

    private WeightSlot SlotOf(string name) => slots.TryGetValue(name, out var slot)
        ? slot
        : throw new KeyNotFoundException($"There is no tensor '{name}' among the {Names.Length} of this model.");

    private static string Text(ImmutableArray<long> shape) => $"[{string.Join(", ", shape)}]";
}
