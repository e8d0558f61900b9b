using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods;

/// <summary>What every merging method keeps to. Each check fails by an assertion, so that planted bugs can be seen to be caught.</summary>
internal static class MergeContract
{
    private const double Rounding = 1e-5;

    public static void LeavesItsInputsAsTheyWere(IMergeMethod method)
    {
        using var zoo = new TinyZoo();
        var before = zoo.Borrowed.Select(tensor => tensor.clone()).ToList();
        using (Merge(method, zoo)) { }
        foreach (var (tensor, copy) in zoo.Borrowed.Zip(before)) Assert.That(Same(tensor, copy), "an input was changed");
        foreach (var copy in before) copy.Dispose();
    }

    public static void KeepsNamesShapesAndTypes(IMergeMethod method)
    {
        using var zoo = new TinyZoo();
        using var model = Merge(method, zoo);
        if (model is SingleModel single) Assert.That(single.Weights.MisfitsAgainst(zoo.Base, "The merge"), Is.Empty);
        using var embedding = zoo.Embed(model);
        Assert.That(embedding.isfinite().all().item<bool>(), "an embedding is not finite");
    }

    public static void GivesTheBaseBackWhenEveryExpertIsTheBase(IMergeMethod method)
    {
        using var zoo = new TinyZoo();
        var copies = zoo.Experts.Select(expert => expert with { Weights = zoo.Base.Clone() }).ToList();
        using var model = method.Merge(zoo.InputFor(method) with { Experts = [.. copies], MultiTask = copies[0].Weights });
        using var anchor = new SingleModel(zoo.Backbone, zoo.Base.Clone());
        AssertNear(zoo, model, anchor, "the base does not come back");
        foreach (var copy in copies) copy.Weights.Dispose();
    }

    public static void IsTheSameTwice(IMergeMethod method)
    {
        using var zoo = new TinyZoo();
        using MergedModel first = Merge(method, zoo), second = Merge(method, zoo);
        using Tensor one = zoo.Embed(first), two = zoo.Embed(second);
        Assert.That(Same(one, two), "two merges differ");
    }

    public static void DoesNotDependOnTheOrderOfTheExperts(IMergeMethod method)
    {
        if (method.DependsOnOrder) return;
        using var zoo = new TinyZoo();
        using var forward = Merge(method, zoo);
        using var backward = method.Merge(zoo.InputFor(method) with { Experts = [.. zoo.Experts.Reverse()] });
        AssertNear(zoo, forward, backward, "the order of the experts matters", tolerance: 2e-3);
    }

    public static void SharesNoStorageWithItsInputs(IMergeMethod method)
    {
        using var zoo = new TinyZoo();
        using var model = Merge(method, zoo);
        using var before = zoo.Embed(model);
        foreach (var weights in zoo.Experts.Select(expert => expert.Weights).Append(zoo.Base))
        {
            foreach (var name in weights.Names) weights[name].add_(1);
        }
        using var after = zoo.Embed(model);
        Assert.That(Same(before, after), "changing an input changes the result");
    }

    public static void NamesTheTensorThatDoesNotFit(IMergeMethod method)
    {
        if (method.IsReference && method.Name != "individual") return;
        using var zoo = new TinyZoo();
        const string name = "visual.proj";
        using var misshapen = zoo.Experts[1].Weights.Map((key, tensor) => key == name ? zeros(2, 2) : tensor.clone());
        var input = zoo.InputFor(method) with { Experts = zoo.Experts.SetItem(1, zoo.Experts[1] with { Weights = misshapen }) };
        var fault = Assert.Throws<MisfitException>(() => method.Merge(input).Dispose());
        Assert.That(fault!.Message, Does.Contain(name).And.Contain("two").And.Contain("[2, 2]").And.Contain("[16, 12]"));
    }

    public static void LeaksNoTensor(IMergeMethod method)
    {
        using var zoo = new TinyZoo();
        using (Merge(method, zoo)) { }
        var before = LiveTensors.Count();
        using (Merge(method, zoo)) { }
        Assert.That(Tensor.TotalCount, Is.EqualTo(before), "tensors stay alive");
    }

    public static void AsksForTheImagesItDeclares(IMergeMethod method)
    {
        using var zoo = new TinyZoo();
        var input = zoo.InputFor(method) with { Data = [] };
        if (method.Data == DataUse.None) method.Merge(input).Dispose();
        else Assert.Throws<BadInputException>(() => method.Merge(input).Dispose());
    }

    public static void SaysWhetherItGivesWeights(IMergeMethod method)
    {
        using var zoo = new TinyZoo();
        using var scope = NewDisposeScope();
        using var model = Merge(method, zoo);
        foreach (var (task, data) in TinyZoo.Tasks.Zip(zoo.Data))
        {
            var images = data.Images.Take([0, 1, 2]);
            Assert.That(model.WeightsFor(task) is not null, Is.EqualTo(method.GivesWeights), "the method and its model disagree on plain weights");
            if (model.WeightsFor(task) is { } weights) Assert.That(Same(model.Encode(images, task), zoo.Backbone.Encode(weights, images)), "the model does not run the weights it gives");
        }
    }

    private static MergedModel Merge(IMergeMethod method, TinyZoo zoo) => method.Merge(zoo.InputFor(method));

    private static bool Same(Tensor one, Tensor two) => one.eq(two).all().item<bool>();

    private static void AssertNear(TinyZoo zoo, MergedModel one, MergedModel two, string fault, double tolerance = Rounding)
    {
        using Tensor first = zoo.Embed(one), second = zoo.Embed(two);
        Assert.That((first - second).abs().max().item<float>(), Is.LessThanOrEqualTo(tolerance), fault);
    }
}
