using SurgeryBench.Models.PyTorch.Pickles;

namespace SurgeryBench.Models.PyTorch.Tensors;

/// <summary>A pickled <c>torch.nn.Module</c>, recognised by its attributes whatever its class is called.</summary>
/// <param name="Tensors">Parameters and persistent buffers by name.</param>
/// <param name="Settings">Plain attributes such as <c>normalize</c>.</param>
/// <param name="Modules">Modules within, by name.</param>
/// <param name="Looked">How many values were looked at to find them.</param>
internal sealed record ModuleState(
    IReadOnlyList<KeyValuePair<string, LocatedTensor>> Tensors, IReadOnlyList<KeyValuePair<string, object?>> Settings, IReadOnlyList<KeyValuePair<string, InertObject>> Modules, int Looked)
{
    /// <summary>The state of an object that is a module; null for others.</summary>
    public static ModuleState? Of(InertObject made)
    {
        if (made.Attributes is not { } all || all["_parameters"] is not PickleDict parameters || all["_modules"] is not PickleDict modules) return null;
        var passing = (all["_non_persistent_buffers_set"] as PickleSet)?.Items ?? [];
        var buffers = (all["_buffers"] as PickleDict ?? new PickleDict()).Items.Where(buffer => !passing.Contains(buffer.Key));
        return new ModuleState(
            [.. Named<LocatedTensor>(parameters.Items.Concat(buffers))],
            [.. all.Items.Where(item => item.Key is string name && !name.StartsWith('_') && item.Value is null or bool or long or double or string).Select(item => KeyValuePair.Create((string)item.Key, item.Value))],
            [.. Named<InertObject>(modules.Items)],
            all.Items.Count + parameters.Items.Count + modules.Items.Count + ((all["_buffers"] as PickleDict)?.Items.Count ?? 0));
    }

    /// <summary>What is None there, a missing bias for one, is no entry.</summary>
    private static IEnumerable<KeyValuePair<string, T>> Named<T>(IEnumerable<KeyValuePair<object, object?>> items) where T : class
    {
        foreach (var (key, value) in items)
        {
            if (value is null) continue;
            yield return key is string name && value is T known ? KeyValuePair.Create(name, known) : throw new PyTorchFormatException("it has a module whose parts are no tensors and modules");
        }
    }
}
