using SurgeryBench.Core;
using SurgeryBench.Datasets;
using SurgeryBench.Datasets.Clip;
using SurgeryBench.Models.Checkpoints;
using SurgeryBench.Models.PyTorch;
using SurgeryBench.Models.Text;

namespace SurgeryBench.Experts.Published;

/// <summary>The heads of a published zoo: those that lie beside the experts, and zero-shot heads built from the pretrained text tower for the others.</summary>
/// <param name="models">The files.</param>
/// <param name="cache">Where built heads are kept.</param>
/// <param name="contents">Content keys of files.</param>
internal sealed class PublishedHeads(PublishedModels models, HeadCache cache, FileContent contents)
{
    private const string Weight = "weight", Bias = "bias", Normalises = "normalize";

    /// <summary>What the heads depend on, one line each.</summary>
    public IEnumerable<string> Keys => models.Experts.Select(expert => expert.Head is { } head ? contents.Of(head) : KeyOf(expert.Task));

    /// <summary>Reads or builds the heads in the order of the experts.</summary>
    /// <returns>Owned by the caller.</returns>
    public IReadOnlyList<Head> Load(IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        var text = new Lazy<(TextTransformer Tower, Weights Weights)>(() => TextCheckpoint.Load(TextPath, models.Sizes.Text));
        try
        {
            return [.. models.Experts.Select(expert => expert.Head is { } path ? Read(path, expert.Task) : cache.LoadOrBuild(
                KeyOf(expert.Task), expert.Task.Info.Classes.Length,
                () => ZeroShotHead.Build(text.Value.Tower, text.Value.Weights, expert.Task.Info.Classes, expert.Task.Templates, progress: progress, cancellation: cancellation),
                cancellation))];
        }
        finally
        {
            if (text.IsValueCreated) text.Value.Weights.Dispose();
        }
    }

    private string TextPath => models.Text ?? throw new BadInputException(
        $"Family '{models.Family}' lacks the head of some task, and the text tower of '{models.Backbone}' to build it from is not there; fetch the base with 'surgerybench fetch --what models'.");

    private static Head Read(string path, ClipTask task)
    {
        using var file = Checkpoint.Open(path);
        if (file is PyTorchFile pickled && pickled.Attributes.GetValueOrDefault(Normalises) is false)
            throw new BadInputException($"The head '{path}' does not normalise embeddings; one that does was expected, as the reference code makes them.");
        if (file.Entries.FirstOrDefault(entry => entry.Name == Weight) is not { Shape: [var rows, _] } || rows != task.Info.Classes.Length)
            throw new BadInputException($"'{path}' holds no head of the {task.Info.Classes.Length} classes of {task.Info.Name}; a tensor '{Weight}' of [classes, embedding] was expected.");
        return new Head(file.Read(Weight), file.Entries.Any(entry => entry.Name == Bias) ? file.Read(Bias) : null);
    }

    private string KeyOf(ClipTask task) => HeadKey.Of(contents.Of(TextPath), task.Info.Classes, task.Templates);
}
