using NUnit.Framework;
using SurgeryBench.Methods;
using SurgeryBench.Results;
using SurgeryBench.Tests.Datasets.Folder;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>A slice of a folder of images from the command line to the table: of the real ones where they lie beside the checkout, of generated ones laid out alike where not.</summary>
public sealed class RealImagesTests
{
    [Test]
    public async Task RunsASliceOfAFolderOfImages()
    {
        using var images = new ImageFolder();
        foreach (var task in new[] { "svhn", "dtd" }) Add(images, task);
        var pretrain = RealImages.Folder is { } real ? Path.Combine(real, "eurosat") : Path.GetDirectoryName(images.In("extra/things/classes.txt"))!;
        if (RealImages.Folder is null) images.AddTask("extra/things", zipped: true, 20, "a", "b", "c", "d", "e");
        var outcome = await CommandLineProgram.Run(
            "run", "--suite", "folder8", "--data", images.Path, "--name", "slice", "--pretrain", pretrain, "--training-share", "0.01", "--methods", "individual,task-arithmetic",
            "--set", "surgery.Iterations=5", "--set", "surgery-v2.Iterations=5", "--set", "prob-surgery.Iterations=5", "--set", "surgery-wide.Iterations=5", "--out", images.In("out/results"), "--cache", images.In("out/cache"));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        var records = new RunStore(images.In("out/results")).All();
        Assert.That(records, Has.Count.EqualTo(2 + RepairCatalog.All.Length));
        Assert.That(records.SelectMany(record => record.Scores.Select(score => score.Task)).Distinct(), Is.EquivalentTo(new[] { "svhn", "dtd" }));
        Assert.That(File.Exists(images.In("out/results/tables/slice.vit-mini.csv")));
    }

    private static void Add(ImageFolder images, string task)
    {
        if (RealImages.Folder is { } real) Directory.CreateSymbolicLink(images.In(task), Path.Combine(real, task));
        else images.AddTask(task, zipped: true, 10, "0", "1", "2");
    }
}
