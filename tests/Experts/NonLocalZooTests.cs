using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Datasets;
using SurgeryBench.Datasets.Mini;
using SurgeryBench.Experts;
using SurgeryBench.Models;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Results;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Experts;

/// <summary>Zoos of two foundations, trained for a few steps on a few images.</summary>
public sealed class NonLocalZooTests
{
    private static readonly MiniSizes Sizes = new() { Train = 48, Validation = 1, Test = 1, Pretraining = 96 };
    private static readonly VisionTransformer Tower = BackboneCatalog.Find("vit-mini");

    private static readonly ZooRecipe Recipe = new()
    {
        Base = new() { Images = 96, BatchSize = 32, LearningRate = 1e-3 },
        Expert = new() { Images = 24, BatchSize = 8, LearningRate = 1e-3 },
        MultiTask = new() { Images = 48, BatchSize = 16, LearningRate = 1e-3 },
    };

    private readonly TemporaryFolder folder = new();
    private readonly MiniSuite local = new(Sizes);
    private readonly NonLocalSuite apart = new(new MiniSuite(Sizes));
    private Zoo one = null!, two = null!;

    private ZooStore Store => new(folder.Path);

    [OneTimeSetUp]
    public void Train() => (one, two) = (Load(local), Load(apart));

    [OneTimeTearDown]
    public void Free()
    {
        one.Dispose();
        two.Dispose();
        local.Dispose();
        apart.Dispose();
        folder.Dispose();
    }

    [Test]
    public void IsASuiteOfTheSameTasksUnderAnotherName()
    {
        Assert.That((apart.Name, apart.Origin, apart.Foundations, apart.ImageSize, apart.PretrainingClasses), Is.EqualTo(("mini8-nonlocal", "mini8", 2, local.ImageSize, local.PretrainingClasses)));
        Assert.That(apart.Tasks.Select(task => task.Name), Is.EqualTo(local.Tasks.Select(task => task.Name)));
        Assert.That(((ISuite)local).Foundations, Is.EqualTo(1));
        Assert.That(apart.Fingerprint, Is.Not.EqualTo(local.Fingerprint));
    }

    [Test]
    public void HasAKeyOfItsOwn() => Assert.That(ZooKey.Of(apart, Tower, Recipe, 0), Is.Not.EqualTo(ZooKey.Of(local, Tower, Recipe, 0)));

    [Test]
    public void TakesEverySecondExpertFromTheOtherFoundation()
    {
        Assert.That(one.Foundations, Is.Empty);
        Assert.That(two.Foundations.Select(foundation => foundation == two.Base), Is.EqualTo(Enumerable.Range(0, 8).Select(task => task % 2 == 0)));
        Assert.That(two.Foundations.Distinct().Count(), Is.EqualTo(2));
        foreach (var (expert, foundation) in two.Experts.Zip(two.Foundations)) Assert.That(Distance(expert.Weights, foundation), Is.LessThan(0.2 * Distance(two.Base, two.Foundations[1])), expert.Task);
    }

    [Test]
    public void TrainsTheSameModelsWhereTheyComeFromTheBase()
    {
        Assert.That(Distance(one.Base, two.Base), Is.Zero);
        Assert.That(Distance(one.Base, two.Foundations[1]), Is.GreaterThan(10));
        for (var task = 0; task < 8; task++)
        {
            Assert.That(Distance(one.Experts[task].Weights, two.Experts[task].Weights) == 0, Is.EqualTo(task % 2 == 0), $"expert {task}");
            Assert.That(one.Experts[task].Head.Weight.eq(two.Experts[task].Head.Weight).all().item<bool>(), Is.EqualTo(task % 2 == 0), $"head {task}");
        }
    }

    [Test]
    public void IsTrainedOnce()
    {
        Assert.That(Store.Contains(ZooKey.Of(apart, Tower, Recipe, 0), apart));
        var steps = 0;
        using var again = Store.LoadOrTrain(apart, Tower, Recipe, 0, 1, new Immediately(_ => steps++), CancellationToken.None);
        Assert.That(steps, Is.Zero);
        Assert.That(Distance(again.Foundations[3], two.Foundations[1]), Is.Zero);
    }

    // Both embed images of a class in the same place, though they began elsewhere: what their experts' heads rest on.
    [Test]
    public void TrainsTheOtherFoundationToEmbedAsTheBaseDoes()
    {
        var trainer = new ZooTrainer(apart, Tower, Recipe with { Base = new() { Images = 96 * 15, BatchSize = 48, LearningRate = 1e-3 } }, Seed.Of("tied"), null, CancellationToken.None);
        using var anchor = trainer.TrainBase();
        using var other = trainer.TrainFoundation(2, anchor);
        using var fresh = VisionTransformerInit.Draw(Tower.Shape, Seed.Of("tied").For("foundation/2").For("init"));
        using var images = apart.LoadPretraining()!;
        using var prototypes = PrototypeHead.Build(Tower, anchor, images, apart.PretrainingClasses, 1);
        double before = Likeness(fresh, images, prototypes), after = Likeness(other, images, prototypes);
        Assert.That(before, Is.LessThan(0.2));
        Assert.That(after, Is.GreaterThan(0.4));
    }

    private Zoo Load(ISuite suite) => Store.LoadOrTrain(suite, Tower, Recipe, 0, 1, null, CancellationToken.None);

    /// <summary>Mean over images of the cosine to the prototype of their class.</summary>
    private static double Likeness(Weights encoder, ImageSplit images, Head prototypes)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        long[] all = [.. Enumerable.Range(0, images.Count).Select(index => (long)index)];
        return prototypes.Logits(Tower.Encode(encoder, images.Take(all))).gather(1, tensor(PrototypeHead.Longs(images.Labels)).unsqueeze(1)).mean().item<float>();
    }

    private static double Distance(Weights left, Weights right)
    {
        using var scope = NewDisposeScope();
        return Math.Sqrt(left.Names.Sum(name => (left[name] - right[name]).square().sum().item<float>()));
    }
}
