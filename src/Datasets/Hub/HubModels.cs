using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Hub;

/// <summary>Which repositories hold the models of a backbone.</summary>
/// <param name="Base">The pretrained model's, <c>owner/name</c>.</param>
/// <param name="Experts">The experts', with <see cref="Placeholder"/> where the task's name stands.</param>
public sealed record HubModels(string Base, string Experts)
{
    /// <summary>What stands for the task.</summary>
    public const string Placeholder = "{task}";

    // A repository has its weights as safetensors, or where it is older, as PyTorch wrote them.
    private const string Config = "config.json";
    private static readonly string[] Names = ["model.safetensors", "pytorch_model.bin"];

    /// <summary>The experts', with the place for the task.</summary>
    public string Experts { get; } = Experts.Contains(Placeholder, StringComparison.Ordinal)
        ? Experts
        : throw new BadInputException($"'{HubNames.Shown(Experts)}' names no experts; owner/name with {Placeholder} in it was expected.");

    /// <summary>The pretrained model, with its text tower and its sizes.</summary>
    public HubRequest BaseRequest => new(Repository(Base), [Config, string.Join('|', Names)]);

    /// <summary>The vision tower fine-tuned on a task.</summary>
    public HubRequest ExpertRequest(string task) => new(Repository(ExpertOf(task)), [string.Join('|', Names)]);

    /// <summary>The file that says the sizes of the pretrained model; null if it was not fetched.</summary>
    public string? FindConfig(HubCache cache) => cache.FindFile(Repository(Base), Config);

    /// <summary>The pretrained model's checkpoint; null if it was not fetched.</summary>
    public string? FindBase(HubCache cache) => Find(cache, Base);

    /// <summary>A task's expert; null if it was not fetched.</summary>
    public string? FindExpert(HubCache cache, string task) => Find(cache, ExpertOf(task));

    private string ExpertOf(string task) => Experts.Replace(Placeholder, task, StringComparison.Ordinal);

    private static HubRepository Repository(string id) => new(HubKind.Model, id);

    private static string? Find(HubCache cache, string id) => Names.Select(name => cache.FindFile(Repository(id), name)).FirstOrDefault(path => path is not null);
}
