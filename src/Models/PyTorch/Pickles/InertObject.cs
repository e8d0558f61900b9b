namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>An object of any class as what the file says of it: the class's name and the state, which no code ever sees.</summary>
/// <param name="type">The class.</param>
/// <param name="member">Which of its attributes this is; null for an object of the class.</param>
internal sealed class InertObject(GlobalName type, string? member = null)
{
    /// <summary>Spelt out when asked for: a pickle can make a million objects of one class with a long name.</summary>
    public string ClassPath => member is null ? type.Path : $"{type.Path}.{member}";

    /// <summary>What the object is built from; mostly the dictionary of its attributes.</summary>
    public object? State { get; set; }

    /// <summary>What it holds as a container.</summary>
    public PickleDict Items { get; } = new();

    /// <summary>The attributes, where the state is a dictionary or a pair of one with slots.</summary>
    public PickleDict? Attributes => State switch
    {
        PickleDict dict => dict,
        PickleTuple { Items: [PickleDict dict, ..] } => dict,
        _ => null,
    };
}
