using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Evaluation;
using SurgeryBench.Methods;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Evaluation;

public sealed class TaskScorerTests
{
    private static readonly int[] Labels = [2, 0, 1, 2, 3, 2, 0, 1, 2, 3];

    [Test]
    public void ScoresUnderTheHeadAModelBrings([Range(0, 3)] int favourite)
    {
        using var zoo = new TinyZoo();
        using var plain = new TaskArithmetic().Merge(zoo.MergeInput);
        using var model = new Opinionated(plain, favourite);
        Assert.That(Correct(zoo, model), Is.EqualTo(Labels.Count(label => label == favourite)));
    }

    [Test]
    public void ScoresUnderTheExpertsHeadWhereAModelBringsNone()
    {
        using var zoo = new TinyZoo();
        using var scope = NewDisposeScope();
        using var plain = new TaskArithmetic().Merge(zoo.MergeInput);
        long[] predicted = [.. zoo.Experts[0].Head.Logits(zoo.Embed(plain).narrow(0, 0, 10)).argmax(1).data<long>()];
        Assert.That(Correct(zoo, plain), Is.EqualTo(predicted.Zip(Labels).Count(pair => pair.First == pair.Second)));
    }

    [Test]
    public void SeesTheHeadThroughEveryRepair()
    {
        using var zoo = new TinyZoo();
        using var plain = new TaskArithmetic().Merge(zoo.MergeInput);
        using var model = new Opinionated(plain, 2);
        foreach (var repair in RepairCatalog.All.Select(repair => Shortened.Of(repair)))
        {
            using var repaired = repair.Repair(model, zoo.RepairInput);
            Assert.That(Correct(zoo, repaired), Is.EqualTo(4), repair.Name);
        }
    }

    // Brighter images are of higher classes, whatever their embedding.
    [Test]
    public void ScoresByTheImagesWhereAModelLooksAtThemAgainAlsoThroughEveryRepair()
    {
        using var zoo = new TinyZoo();
        using var scope = NewDisposeScope();
        using var plain = new TaskArithmetic().Merge(zoo.MergeInput);
        using var model = new Bright(plain);
        long[] predicted = [.. Bright.Classes(zoo.Data[0].Images.Take([.. Enumerable.Range(0, 10).Select(index => (long)index)])).argmax(1).data<long>()];
        var expected = predicted.Zip(Labels).Count(pair => pair.First == pair.Second);
        Assert.That(predicted.Distinct().Count(), Is.GreaterThan(1));
        Assert.That(Correct(zoo, model), Is.EqualTo(expected));
        foreach (var repair in RepairCatalog.All.Select(repair => Shortened.Of(repair)))
        {
            using var repaired = repair.Repair(model, zoo.RepairInput);
            Assert.That(Correct(zoo, repaired), Is.EqualTo(expected), repair.Name);
        }
    }

    private static int Correct(TinyZoo zoo, MergedModel model) => new TaskScorer(zoo.Experts[0], zoo.Data[0].Images, [.. Labels], zoo.Targets).Score(model).Correct;

    private sealed class Opinionated(MergedModel inner, int favourite) : MergedModel
    {
        private readonly Head head = new(zeros(4, 12), tensor([.. Enumerable.Range(0, 4).Select(c => c == favourite ? 1f : 0f)]));

        public override IClassifier? HeadFor(string task) => head;

        public override Weights? WeightsFor(string task) => inner.WeightsFor(task);

        public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null) => inner.Encode(images, task, afterBlock);

        protected override void Dispose(bool disposing) => head.Dispose();
    }

    private sealed class Bright(MergedModel inner) : MergedModel
    {
        public static Tensor Classes(Tensor images) => -((images.mean([1, 2, 3]) * 40).unsqueeze(1) + 1.5 - arange(4)).abs();

        public override Tensor Classify(Tensor images, Tensor embedding, string task, IClassifier head) => Classes(images);

        public override Weights? WeightsFor(string task) => inner.WeightsFor(task);

        public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null) => inner.Encode(images, task, afterBlock);

        protected override void Dispose(bool disposing) { }
    }
}
