using System.Collections.Frozen;
using System.Collections.Immutable;
using static TorchSharp.torch;

namespace SurgeryBench.Core;

/// <summary>A model's tensors by name. It owns them: disposing it disposes every tensor.</summary>
/// <remarks>Names come in ordinal order, so that nothing depends on the order in which a file lists them.</remarks>
public sealed class Weights : IDisposable
{
    private readonly FrozenDictionary<string, Tensor> tensors;

    /// <summary>Takes over the tensors, out of whatever dispose scope they were made in.</summary>
    /// <param name="tensors">Distinct names with their tensors.</param>
    public Weights(IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        this.tensors = tensors.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.DetachFromDisposeScope());
        Names = [.. this.tensors.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The tensor names in ordinal order.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Number of floating-point values in all tensors together.</summary>
    public long ParameterCount => Names.Where(name => this[name].is_floating_point()).Sum(name => this[name].numel());

    /// <summary>The device all tensors are on.</summary>
    public Device Device => Names.IsEmpty ? CPU : this[Names[0]].device;

    /// <summary>The tensor of a name; still owned by this object.</summary>
    /// <exception cref="KeyNotFoundException">No tensor has this name.</exception>
    public Tensor this[string name] => tensors.TryGetValue(name, out var tensor)
        ? tensor
        : throw new KeyNotFoundException($"There is no tensor '{name}' among the {Names.Length} of this model.");

    /// <summary>Whether a tensor of this name exists.</summary>
    public bool Contains(string name) => tensors.ContainsKey(name);

    /// <summary>New weights with every tensor replaced by a function of it.</summary>
    /// <param name="function">Gets the name and the borrowed tensor; returns a tensor of its own.</param>
    public Weights Map(Func<string, Tensor, Tensor> function)
    {
        using var scope = NewDisposeScope();
        return new Weights(Names.Select(name => KeyValuePair.Create(name, function(name, this[name]))));
    }

    /// <summary>A deep copy.</summary>
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
            else if (!this[name].shape.SequenceEqual(anchor[name].shape)) yield return $"{who} has '{name}' as {Shape(this[name])}; the base has {Shape(anchor[name])}.";
            else if (this[name].dtype != anchor[name].dtype) yield return $"{who} has '{name}' as {this[name].dtype}; the base has {anchor[name].dtype}.";
        }
        foreach (var name in Names.Where(name => !anchor.Contains(name))) yield return $"{who} has '{name}', which the base lacks.";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in tensors.Values) tensor.Dispose();
    }

    private static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
