using System.Globalization;
using SurgeryBench.Models.PyTorch.Pickles;

namespace SurgeryBench.Models.PyTorch.Tensors;

/// <summary>Walks what a pickle made and lists its tensors and plain values by dotted name; a module's as its <c>state_dict()</c> would.</summary>
internal sealed class StateWalk
{
    private const int MostLevels = 200;
    private const int MostValues = 200_000;
    private const int MostNameLetters = 4 << 20;

    /// <summary>Tensors may share memory in the file and do not once read: how many times the file they may take.</summary>
    private const int MostGrowth = 16;

    private const long AlwaysAllowedBytes = 64 << 20;

    /// <summary>Seconds of inflating.</summary>
    private const long AlwaysAllowedPassing = 512 << 20;

    private readonly HashSet<object> ancestors = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> names = [];
    private readonly long allowedBytes, allowedPassing;
    private long bytes, passed;
    private int values;
    private int nameLetters;

    /// <param name="root">What the pickle made.</param>
    /// <param name="fileLength">The file's size in bytes.</param>
    /// <exception cref="PyTorchFormatException">There is no tensor, two have one name, or there is too much of anything.</exception>
    public StateWalk(object? root, long fileLength)
    {
        (allowedBytes, allowedPassing) = (Math.Max(AlwaysAllowedBytes, MostGrowth * fileLength), AlwaysAllowedPassing + (MostGrowth * fileLength));
        Visit("", root);
        if (Tensors.Count == 0) throw new PyTorchFormatException("it holds no tensor");
    }

    public List<KeyValuePair<string, LocatedTensor>> Tensors { get; } = [];

    public List<KeyValuePair<string, object?>> Attributes { get; } = [];

    private void Visit(string name, object? value)
    {
        Take(1);
        switch (value)
        {
            case LocatedTensor tensor:
                Add(name, tensor);
                break;
            case null or bool or long or double or string:
                Attributes.Add(KeyValuePair.Create(Claim(name), value));
                break;
            case PickleList or PickleTuple or PickleDict or InertObject:
                Descend(name, value);
                break;
        }
    }

    private void Take(int count)
    {
        values += count;
        if (values > MostValues) throw new PyTorchFormatException($"it holds more than {MostValues} values once shared ones are spelt out");
    }

    /// <summary>A container within itself adds nothing that has no name yet.</summary>
    private void Descend(string name, object container)
    {
        if (!ancestors.Add(container)) return;
        if (ancestors.Count > MostLevels) throw new PyTorchFormatException($"its values are nested more than {MostLevels} deep");
        switch (container)
        {
            case PickleList list:
                VisitAll(name, list.Items);
                break;
            case PickleTuple tuple:
                VisitAll(name, tuple.Items);
                break;
            case PickleDict dict:
                VisitAll(name, dict);
                break;
            case InertObject made:
                VisitObject(name, made);
                break;
        }
        ancestors.Remove(container);
    }

    private void VisitAll(string name, IReadOnlyList<object?> items)
    {
        for (var i = 0; i < items.Count; i++) Visit(Join(name, i.ToString(CultureInfo.InvariantCulture)), items[i]);
    }

    private void VisitAll(string name, PickleDict dict)
    {
        for (var i = 0; i < dict.Items.Count; i++) Visit(Join(name, KeyText(dict.Items[i].Key, i)), dict.Items[i].Value);
    }

    private void VisitObject(string name, InertObject made)
    {
        if (ModuleState.Of(made) is { } module) VisitModule(name, module);
        else
        {
            VisitAll(name, made.Items);
            if (made.Attributes is { } attributes) VisitAll(name, attributes);
        }
    }

    /// <summary>Parameters, persistent buffers, then the modules within: the order of <c>state_dict()</c>.</summary>
    private void VisitModule(string name, ModuleState module)
    {
        Take(module.Looked);
        foreach (var (key, tensor) in module.Tensors) Visit(Join(name, key), tensor);
        foreach (var (key, value) in module.Settings) Visit(Join(name, key), value);
        foreach (var (key, inner) in module.Modules) Visit(Join(name, key), inner);
    }

    private void Add(string name, LocatedTensor tensor)
    {
        bytes += tensor.ByteCount;
        if (Math.Max(bytes, tensor.ReadBytes) > allowedBytes) throw new PyTorchFormatException($"its tensors would take more than {allowedBytes} bytes, {MostGrowth} times the file");
        passed += tensor.PassedBytes;
        if (passed > allowedPassing) throw new PyTorchFormatException($"more than {allowedPassing} bytes of its compressed storages would have to be unpacked, many again and again");
        Tensors.Add(KeyValuePair.Create(Claim(name), tensor));
    }

    private string Claim(string name) => names.Add(name) ? name : throw new PyTorchFormatException($"it holds two values named '{name}'");

    private string Join(string name, string key)
    {
        nameLetters += name.Length + key.Length + 1;
        if (nameLetters > MostNameLetters) throw new PyTorchFormatException("the names of its values are too long");
        return name.Length == 0 ? key : $"{name}.{key}";
    }

    /// <summary>A key as part of a name; keys that are neither text nor number are called by their place.</summary>
    private static string KeyText(object key, int place) => key switch
    {
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"({place})"),
    };
}
