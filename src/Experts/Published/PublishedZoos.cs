using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Datasets;
using SurgeryBench.Models;
using SurgeryBench.Models.Checkpoints;
using SurgeryBench.Models.Layouts;
using static TorchSharp.torch;

namespace SurgeryBench.Experts.Published;

/// <summary>
/// The zoo of published checkpoints. Weights stay in their files: opening it costs their descriptions, and a merge reads a tensor of each
/// model at a time.
/// </summary>
public sealed class PublishedZoos : IZooSource, IDisposable
{
    private const int Digits = 12;
    private readonly PublishedModels models;
    private readonly PublishedHeads heads;
    private readonly FileContent contents;
    private readonly IKeyLayout layout;
    private readonly Lazy<string> key;
    private readonly Tensor? projection;

    /// <summary>Reads the descriptions, and the projection where that stays the base's.</summary>
    /// <param name="models">The files.</param>
    /// <param name="cache">Where built heads and hashes of files are kept.</param>
    /// <param name="device">Where the tower will run.</param>
    /// <exception cref="BadInputException">The base is no CLIP model.</exception>
    public PublishedZoos(PublishedModels models, string cache, Device device)
    {
        this.models = models;
        contents = new FileContent(Path.Combine(cache, "contents"));
        heads = new PublishedHeads(models, new HeadCache(cache), contents);
        using var file = Checkpoint.Open(models.Base);
        var stored = KeyLayouts.Detect(file.Entries.Select(entry => entry.Name));
        layout = stored;
        if (models.IsProjectionFrozen)
        {
            projection = LayoutConversion.Between(stored, new OpenClipLayout(), models.Sizes.Vision).ReadProjection(file).to(device).DetachFromDisposeScope();
            layout = new FrozenProjection(new HuggingFaceLayout(), projection);
        }
        Backbone = new VisionTransformer(models.Backbone, models.Sizes.Vision, layout);
        key = new Lazy<string>(() => Fingerprint.Of(Lines())[..Digits]);
    }

    /// <inheritdoc/>
    public string Family => models.Family;

    /// <inheritdoc/>
    public VisionTransformer Backbone { get; }

    /// <inheritdoc/>
    public bool HasMultiTask => false;

    /// <inheritdoc/>
    public string KeyOf(int seed) => key.Value;

    /// <inheritdoc/>
    public bool NeedsTraining(int seed) => false;

    /// <inheritdoc/>
    public Zoo Load(int seed, int workers, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        Parallel.ForEach(Files.Distinct(), new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation }, contents.Check);
        ImmutableArray<Head> built = [.. heads.Load(progress, cancellation)];
        return new Zoo(Open(models.Base), [.. models.Experts.Zip(built, (expert, head) => new Expert(expert.Task.Info.Name, Open(expert.Path), head))]);
    }

    /// <inheritdoc/>
    public void Dispose() => projection?.Dispose();

    private IEnumerable<string> Files =>
        [models.Base, .. models.Text is { } text ? [text] : Array.Empty<string>(), .. models.Experts.SelectMany(expert => expert.Head is { } head ? new[] { expert.Path, head } : [expert.Path])];

    private Weights Open(string path)
    {
        var file = Checkpoint.Open(path);
        try
        {
            var stored = KeyLayouts.Detect(file.Entries.Select(entry => entry.Name));
            if (models.IsProjectionFrozen) return LayoutConversion.Between(stored, new HuggingFaceLayout(), models.Sizes.Vision).WithoutProjection().Store(file);
            KeyLayouts.Check(stored, models.Sizes.Vision, file);
            return StoredWeights.Of(file);
        }
        catch (BadInputException fault)
        {
            file.Dispose();
            throw new BadInputException($"'{path}': {fault.Message}", fault);
        }
    }

    private IEnumerable<string> Lines() =>
        [$"{models.Family} {models.Backbone}", contents.Of(models.Base), .. models.Experts.Select(expert => $"{expert.Task.Info.Name} {contents.Of(expert.Path)}"), .. heads.Keys];
}
