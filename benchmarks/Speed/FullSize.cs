using SurgeryBench.Core;
using SurgeryBench.Datasets.Clip;
using SurgeryBench.Experts.Published;
using SurgeryBench.Methods;
using SurgeryBench.Models;
using static TorchSharp.torch;

namespace SurgeryBench.Speed;

/// <summary>
/// Merges and encodings at the published sizes, on zoos of random numbers that lie in files as published ones do. Each measurement is a
/// process of its own, so that its largest resident set is its own.
/// </summary>
internal static class FullSize
{
    private const string Usage = "full-size generate BACKBONE FOLDER | full-size merge BACKBONE FOLDER METHOD | full-size encode BACKBONE FOLDER DEVICE BATCH";

    /// <summary>Does what the arguments say.</summary>
    /// <returns>The exit status.</returns>
    public static int Run(string[] args)
    {
        set_num_threads(Environment.ProcessorCount);
        switch (args)
        {
            case ["generate", var backbone, var folder]:
                FullSizeZoo.Write(Models(backbone, folder));
                return 0;
            case ["merge", var backbone, var folder, var method] when MethodCatalog.All.FirstOrDefault(known => known.Name == method) is { } found:
                Merge(Models(backbone, folder), found);
                return 0;
            case ["encode", var backbone, var folder, var device, var batch]:
                Encode(Models(backbone, folder), device, int.Parse(batch, System.Globalization.CultureInfo.InvariantCulture));
                return 0;
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }

    private static PublishedModels Models(string backbone, string folder) => new()
    {
        Family = PublishedModels.Own,
        Backbone = backbone,
        Sizes = ClipConfig.Of(backbone),
        Base = Path.Combine(folder, $"{backbone}.base.safetensors"),
        Experts = [.. ClipTasks.All.Select(task => new PublishedExpert(
            task, Path.Combine(folder, $"{backbone}.{task.Info.Name}.safetensors"), Path.Combine(folder, $"{backbone}.{task.Info.Name}.head.safetensors")))],
    };

    private static void Merge(PublishedModels models, IMergeMethod method)
    {
        var clock = Measured.Start();
        using var zoos = new PublishedZoos(models, Path.GetDirectoryName(models.Base)!, CPU);
        using var zoo = zoos.Load(0, 1, null, CancellationToken.None);
        clock.Say($"{models.Backbone}: eight experts opened");
        using var merged = method.Merge(new MergeInput { Base = zoo.Base, Experts = zoo.Experts, Backbone = zoos.Backbone });
        clock.Say($"{models.Backbone}: merged by {method.Name}");
    }

    private static void Encode(PublishedModels models, string device, int batch)
    {
        const int Rounds = 5;
        using var scope = NewDisposeScope();
        using var untracked = inference_mode();
        using var zoos = new PublishedZoos(models, Path.GetDirectoryName(models.Base)!, DeviceOf(device));
        using var zoo = zoos.Load(0, 1, null, CancellationToken.None);
        using var weights = zoo.Base.To(DeviceOf(device));
        var images = ones(batch, 3, zoos.Backbone.ImageSize, zoos.Backbone.ImageSize, device: DeviceOf(device));
        Once(zoos.Backbone, weights, images);
        var clock = Measured.Start();
        for (var round = 0; round < Rounds; round++) Once(zoos.Backbone, weights, images);
        clock.Say($"{models.Backbone} on {device}: {Rounds * batch / clock.Seconds:F1} images/s in batches of {batch}");
    }

    private static Device DeviceOf(string name) => device(name);

    // Reading a number waits for a device that works on its own.
    private static void Once(VisionTransformer backbone, Weights weights, Tensor images)
    {
        using var scope = NewDisposeScope();
        _ = backbone.Encode(weights, images)[0, 0].item<float>();
    }
}
