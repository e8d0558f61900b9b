using NUnit.Framework;
using SurgeryBench.Datasets;
using SurgeryBench.Datasets.Mini;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Datasets.Mini;

/// <summary>
/// A crude classifier, the nearest class mean of a grid of local brightness and edge strengths, finds something in every task but solves none:
/// there is a signal to learn, and pixels alone do not give it away.
/// </summary>
public sealed class ClassSeparationTests
{
    private readonly MiniSuite suite = new(new MiniSizes { Train = 480, Validation = 10, Test = 300 });

    [OneTimeTearDown]
    public void Close() => suite.Dispose();

    [TestCase("scenes")]
    [TestCase("cars")]
    [TestCase("aerial")]
    [TestCase("landuse")]
    [TestCase("house-numbers")]
    [TestCase("traffic-signs")]
    [TestCase("digits")]
    [TestCase("textures")]
    public void IsAboveChanceButSolvesNoTask(string task)
    {
        using var scope = NewDisposeScope();
        var data = suite.Load(task);
        var (classes, train) = (data.Task.Classes.Length, Features(data.Train));
        var means = stack(Enumerable.Range(0, classes).Select(label => train.index_select(0, Members(data.Train, label)).mean([0])));
        var found = cdist(Features(data.Test), means).argmin(1).eq(tensor(data.Test.Labels.ToArray())).to_type(ScalarType.Float32).mean().item<float>();
        TestContext.Out.WriteLine($"{task}: {found:0.000}, chance {1.0 / classes:0.000}");
        Assert.That(found, Is.InRange(1.5 / classes, 0.96));
    }

    private static Tensor Members(ImageSplit split, int label) =>
        tensor(Enumerable.Range(0, split.Count).Where(i => split.Labels[i] == label).Select(i => (long)i).ToArray());

    private static Tensor Features(ImageSplit split)
    {
        var grey = split.Pixels.to_type(ScalarType.Float32).div(255).mean([1], keepdim: true);
        var across = (grey.narrow(3, 1, 31) - grey.narrow(3, 0, 31)).abs();
        var down = (grey.narrow(2, 1, 31) - grey.narrow(2, 0, 31)).abs();
        return cat([.. new[] { grey, 3 * across, 3 * down }.Select(map => nn.functional.adaptive_avg_pool2d(map, [8, 8]).flatten(1))], 1);
    }
}
