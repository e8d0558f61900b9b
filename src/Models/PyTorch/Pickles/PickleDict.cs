namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>A Python dictionary in the order of its insertions.</summary>
internal sealed class PickleDict
{
    private readonly List<KeyValuePair<object, object?>> items = [];
    private readonly Dictionary<object, int> places = new(KeyComparer.Instance);

    public IReadOnlyList<KeyValuePair<object, object?>> Items => items;

    /// <summary>The value of a key; null where there is none.</summary>
    public object? this[string key] => places.TryGetValue(key, out var place) ? items[place].Value : null;

    /// <summary>Sets a key; one that exists keeps its place, as in Python.</summary>
    /// <exception cref="PyTorchFormatException">The key is of a kind that cannot be one.</exception>
    public void Set(object? key, object? value)
    {
        var known = key ?? DBNull.Value;
        if (known is PickleList or PickleDict or PickleSet) throw new PyTorchFormatException("a dictionary has a container for a key");
        var item = KeyValuePair.Create(known, value);
        if (places.TryAdd(known, items.Count)) items.Add(item);
        else items[places[known]] = item;
    }
}
