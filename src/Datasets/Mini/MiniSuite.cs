using System.Collections.Immutable;
using SkiaSharp;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Mini.Pretraining;
using SurgeryBench.Datasets.Mini.Tasks;

namespace SurgeryBench.Datasets.Mini;

/// <summary>
/// Eight drawn tasks, one in the manner of each data set of the SurgeryV2 paper, and a mixture of other things to train a base on.
/// Everything comes from one fixed seed, so the images are the same on every run; nothing is downloaded.
/// </summary>
/// <param name="sizes">Images per split; null means the defaults.</param>
/// <param name="workers">Images drawn at once; -1 means as many as there are cores. Does not change the images.</param>
public sealed class MiniSuite(MiniSizes? sizes = null, int workers = -1) : ISuite
{
    /// <summary>The name in the catalogue.</summary>
    public const string SuiteName = "mini8";

    // Raised whenever a change to the painters changes any pixel: trained models are cached under it.
    private const int DrawingVersion = 1;

    private static readonly ImmutableArray<IImagePainter> Painters =
    [
        new ScenesPainter(), new CarsPainter(), new AerialPainter(), new LandUsePainter(),
        new HouseNumbersPainter(), new TrafficSignsPainter(), new DigitsPainter(), new TexturesPainter(),
    ];

    private static readonly Seed Seed = Seed.Of(SuiteName);
    private readonly MiniSizes sizes = sizes ?? new MiniSizes();
    private readonly TaskCache cache = new();

    /// <inheritdoc/>
    public string Name => SuiteName;

    /// <inheritdoc/>
    public string Fingerprint => Datasets.Fingerprint.Of(
        [$"drawing {DrawingVersion}", $"skia {SkiaSharpVersion.Native}", $"{sizes.Train} {sizes.Validation} {sizes.Test} {sizes.Pretraining}"]);

    /// <inheritdoc/>
    public int ImageSize => Drawing.Camera.Side;

    /// <inheritdoc/>
    public ImmutableArray<TaskInfo> Tasks { get; } = [.. Painters.Select(painter => new TaskInfo(painter.Name, painter.Classes))];

    /// <inheritdoc/>
    public int PretrainingClasses => PretrainingMixture.Painter.Classes.Length;

    /// <inheritdoc/>
    public TaskData Load(string task)
    {
        var index = Painters.Select(painter => painter.Name).ToList().IndexOf(task);
        if (index < 0) throw new ArgumentException($"Suite '{Name}' has no task '{task}'.", nameof(task));
        return cache.Get(task, () => Draw(index));
    }

    /// <inheritdoc/>
    public ImageSplit? LoadPretraining() => SplitDrawer.Draw(PretrainingMixture.Painter, Seed.For("pretraining"), sizes.Pretraining, workers);

    /// <inheritdoc/>
    public void Dispose() => cache.Dispose();

    private TaskData Draw(int index) =>
        new(Tasks[index], Draw(Painters[index], "train", sizes.Train), Draw(Painters[index], "validation", sizes.Validation), Draw(Painters[index], "test", sizes.Test));

    private ImageSplit Draw(IImagePainter painter, string split, int count) =>
        SplitDrawer.Draw(painter, Seed.For($"{painter.Name}/{split}"), count, workers);
}
