using SurgeryBench.Datasets;
using SurgeryBench.Datasets.Clip;
using SurgeryBench.Experts;
using SurgeryBench.Models;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>Opens the images and models that a selection names.</summary>
internal static class SweepInputs
{
    /// <summary>Opens both; nothing is decoded, trained or loaded yet.</summary>
    /// <param name="selection">What is asked for.</param>
    /// <param name="areImagesNeeded">Whether anybody will look at images.</param>
    /// <param name="decoding">Told of images as they are decoded.</param>
    /// <returns>Both owned by the caller.</returns>
    public static (ISuite Suite, IZooSource Zoos) Open(Selection selection, bool areImagesNeeded, DecodeRelay decoding)
    {
        if (selection.Clip is { } clip) return Published(new ClipInputs(selection, clip), areImagesNeeded, decoding);
        var suite = DatasetCatalog.Open(selection.Suite, selection.Folder);
        return (suite, TrainedZoos(selection, suite, BackboneCatalog.Find(selection.Backbone)));
    }

    /// <summary>Zoos trained here, as a selection wants them.</summary>
    /// <param name="selection">How long to train, and where zoos are cached.</param>
    /// <param name="suite">Images, borrowed.</param>
    /// <param name="backbone">The encoder.</param>
    public static TrainedZoos TrainedZoos(Selection selection, ISuite suite, VisionTransformer backbone) =>
        new(suite, backbone, new ZooRecipe().Shortened(selection.TrainingShare), new ZooStore(selection.Cache));

    private static (ISuite Suite, IZooSource Zoos) Published(ClipInputs inputs, bool areImagesNeeded, DecodeRelay decoding)
    {
        var zoos = inputs.OpenZoos();
        try
        {
            ISuite suite = areImagesNeeded
                ? inputs.OpenSuite(decoding)
                : new SuiteWithoutImages(ClipSuite.SuiteName, zoos.Backbone.ImageSize, [.. ClipTasks.All.Select(task => task.Info)]);
            return (suite, zoos);
        }
        catch
        {
            zoos.Dispose();
            throw;
        }
    }
}
