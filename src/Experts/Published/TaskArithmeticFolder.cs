using System.Collections.Frozen;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Clip;
using SurgeryBench.Models;

namespace SurgeryBench.Experts.Published;

/// <summary>
/// The checkpoints of the Task Arithmetic, AdaMerging and Surgery papers as their authors share them: <c>ViT-B-32/zeroshot.pt</c>,
/// <c>ViT-B-32/SUN397/finetuned.pt</c>, <c>ViT-B-32/head_SUN397.pt</c> and so on, whole pickled modules.
/// </summary>
public static class TaskArithmeticFolder
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["vit-b-32"] = "ViT-B-32",
        ["vit-b-16"] = "ViT-B-16",
        ["vit-l-14"] = "ViT-L-14",
        ["sun397"] = "SUN397",
        ["stanford-cars"] = "Cars",
        ["resisc45"] = "RESISC45",
        ["eurosat"] = "EuroSAT",
        ["svhn"] = "SVHN",
        ["gtsrb"] = "GTSRB",
        ["mnist"] = "MNIST",
        ["dtd"] = "DTD",
    }.ToFrozenDictionary();

    /// <summary>Finds the files of a backbone.</summary>
    /// <param name="folder">The folder that holds one folder a backbone.</param>
    /// <param name="backbone">The tower's name in our tables; one that is not published names its folder itself.</param>
    /// <param name="sizes">Its sizes.</param>
    /// <exception cref="BadInputException">The base or an expert is missing; all that are missing are named. Missing heads are left to be built.</exception>
    public static PublishedModels Find(string folder, string backbone, ClipConfig sizes)
    {
        var root = Path.Combine(folder, Names.GetValueOrDefault(backbone, backbone));
        var anchor = Path.Combine(root, "zeroshot.pt");
        PublishedExpert[] experts = [.. ClipTasks.All.Select(task => Expert(task, root))];
        string[] missing = [.. experts.Select(expert => expert.Path).Prepend(anchor).Where(path => !File.Exists(path))];
        if (missing.Length > 0) throw new BadInputException($"{missing.Length} of {experts.Length + 1} checkpoints are missing in '{root}': {string.Join(", ", missing.Select(path => Path.GetRelativePath(root, path)))}.");
        return new PublishedModels { Family = PublishedModels.TaskArithmetic, Backbone = backbone, Sizes = sizes, Base = anchor, Experts = [.. experts], IsProjectionFrozen = false };
    }

    private static PublishedExpert Expert(ClipTask task, string root)
    {
        var name = Names[task.Info.Name];
        var head = Path.Combine(root, $"head_{name}.pt");
        return new PublishedExpert(task, Path.Combine(root, name, "finetuned.pt"), File.Exists(head) ? head : null);
    }
}
