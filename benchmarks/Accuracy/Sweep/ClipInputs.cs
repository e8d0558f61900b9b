using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Clip;
using SurgeryBench.Datasets.Hub;
using SurgeryBench.Datasets.Pixels;
using SurgeryBench.Experts.Published;
using SurgeryBench.Models;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>Finds the models and images of <c>clip8</c> in the hub's cache; never touches the network.</summary>
/// <param name="selection">What was asked for.</param>
/// <param name="clip">Where it is to come from.</param>
internal sealed class ClipInputs(Selection selection, ClipSelection clip)
{
    private readonly HubCache cache = new(clip.Hub.Cache);

    /// <summary>Where decoded images are kept.</summary>
    /// <param name="cache">Our own cache.</param>
    public static string PixelFolder(string cache) => Path.Combine(cache, "pixels");

    /// <summary>The splits that rows look at: the test images for all, the training images for methods that declare some.</summary>
    public static ImmutableArray<string> SplitsFor(ImmutableArray<PlannedRow> rows) =>
        rows.Any(row => LooksAtTraining(row.Method.Data) || LooksAtTraining(row.Repair?.Data ?? DataUse.None)) ? ["train", "test"] : ["test"];

    /// <summary>Everything the hub has to give.</summary>
    /// <param name="splits">Which images; none for the models alone.</param>
    public ImmutableArray<HubRequest> Requests(ImmutableArray<string> splits)
    {
        ImmutableArray<HubRequest> experts = clip.Checkpoints is not null ? [] : [.. HubCatalog.Tasks.Select(clip.Models.ExpertRequest)];
        ImmutableArray<HubRequest> images = splits.IsEmpty ? [] : [.. HubCatalog.Tasks.Select(task => HubCatalog.Images(task, splits))];
        return [clip.Models.BaseRequest, .. experts, .. images];
    }

    /// <summary>Opens the images; decodes none.</summary>
    /// <exception cref="BadInputException">They are not in the cache, or not what they should be.</exception>
    public ClipSuite OpenSuite(IProgress<DecodeProgress> progress)
    {
        var folders = HubCatalog.Tasks.ToImmutableDictionary(
            task => task, task => cache.Find(HubCatalog.RepositoryOf(task)) ?? throw Absent($"the images '{HubCatalog.RepositoryOf(task)}'"));
        return new ClipSuite(new ClipOptions(folders, PixelFolder(selection.Cache))
        {
            ImageSize = Sizes().Vision.ImageSize,
            CheckSizes = !clip.AnySize,
            Progress = progress,
        });
    }

    /// <summary>Opens the models.</summary>
    /// <exception cref="BadInputException">They are not there, or not what they should be.</exception>
    public PublishedZoos OpenZoos() => new(Models(), selection.Cache, DeviceName.Parse(selection.Device));

    private static bool LooksAtTraining(DataUse use) => use is DataUse.UnlabelledTrain or DataUse.LabelledTrain;

    private PublishedModels Models()
    {
        var text = clip.Models.FindBase(cache);
        if (clip.Checkpoints is { } folder) return TaskArithmeticFolder.Find(folder, selection.Backbone, Sizes()) with { Family = selection.Family, Text = text };
        return new PublishedModels
        {
            Family = selection.Family,
            Backbone = selection.Backbone,
            Sizes = Sizes(),
            Base = text ?? throw Absent($"the base '{clip.Models.Base}'"),
            Text = text,
            Experts = [.. ClipTasks.All.Select(task => new PublishedExpert(task, clip.Models.FindExpert(cache, task.Info.Name) ?? throw Absent($"the expert of {task.Info.Name}")))],
        };
    }

    // The papers' own files have no description; a published backbone has the sizes it is known by.
    private ClipConfig Sizes()
    {
        if (clip.Models.FindConfig(cache) is not { } path) return clip.AreModelsOwn ? throw Absent($"the config.json of '{clip.Models.Base}'") : ClipConfig.Of(selection.Backbone);
        var found = ClipConfig.Read(path);
        if (clip.AreModelsOwn || clip.AnySize || found == ClipConfig.Of(selection.Backbone)) return found;
        throw new BadInputException($"'{path}' describes {found}; {selection.Backbone} is {ClipConfig.Of(selection.Backbone)}. --any-size accepts a mirror of small models, as family '{PublishedModels.Own}'.");
    }

    private BadInputException Absent(string what) => new(
        $"{char.ToUpperInvariant(what[0])}{what[1..]} is not in the hub cache '{cache.Folder}'; 'surgerybench fetch --suite clip8 --backbone {selection.Backbone}' brings it, and 'surgerybench plan' says what else is absent.");
}
