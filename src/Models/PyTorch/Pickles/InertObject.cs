namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>An object of any class as what the file says of it: the class's name and the state, which no code ever sees.</summary>
internal sealed class InertObject(string classPath)
{
    public string ClassPath => classPath;

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
