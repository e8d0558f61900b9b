namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>The name of a class or function. It is a name and nothing else: it is never looked up.</summary>
internal sealed record GlobalName(string Module, string Name)
{
    public string Path => $"{Module}.{Name}";
}
