namespace SurgeryBench.Datasets.Hub;

/// <summary>A repository of a hub at one revision.</summary>
/// <param name="Kind">Model or data set; the two have names of their own.</param>
/// <param name="Id"><c>owner/name</c>, or a bare name as the oldest repositories have it.</param>
/// <param name="Revision">A branch, a tag or a commit; default <c>main</c>.</param>
/// <exception cref="Core.BadInputException">The id or revision has a form that no hub uses.</exception>
public sealed record HubRepository(HubKind Kind, string Id, string Revision = "main")
{
    /// <summary><c>owner/name</c>.</summary>
    public string Id { get; } = HubNames.Id(Id);

    /// <summary>A branch, a tag or a commit.</summary>
    public string Revision { get; } = HubNames.Revision(Revision);

    /// <summary>The folder of the repository in a cache, e.g. <c>models--owner--name</c>.</summary>
    internal string Folder => $"{Plural}--{Id.Replace("/", "--", StringComparison.Ordinal)}";

    /// <summary>Where its pages and files are, below the endpoint.</summary>
    internal string Address => Kind == HubKind.Dataset ? $"datasets/{Id}" : Id;

    /// <summary>Where it is described, below the endpoint.</summary>
    internal string Api => $"api/{Plural}/{Id}";

    private string Plural => Kind == HubKind.Dataset ? "datasets" : "models";

    /// <summary>As it is named in messages and tables, e.g. <c>datasets/owner/name</c>.</summary>
    public override string ToString() => Revision == "main" ? Address : $"{Address}@{Revision}";
}
