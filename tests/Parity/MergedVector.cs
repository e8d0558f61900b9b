using NUnit.Framework;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Parity;

/// <summary>Checks of a merge against a merged task vector of the reference, tensor by tensor.</summary>
internal static class MergedVector
{
    private const string Features = "__features";

    /// <summary>Checks every tensor of a file that bears the name of one of the zoo's.</summary>
    /// <param name="merged">The merge.</param>
    /// <param name="zoo">What was merged.</param>
    /// <param name="fixture">Where the tolerances stand.</param>
    /// <param name="expected">The reference's task vector.</param>
    /// <param name="prefix">What stands before the names of tensors to check; the others are left alone.</param>
    public static void Check(SingleModel merged, ZooFixture zoo, Fixture fixture, Weights expected, string prefix = "")
    {
        string[] names = [.. expected.Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..]).Where(zoo.Zoo.Base.Contains)];
        Assert.That(names, Is.Not.Empty);
        foreach (var name in names)
        {
            using var vector = merged.Weights[name] - zoo.Zoo.Base[name];
            fixture.Tolerance("merged").Check(vector, expected[prefix + name], name);
        }
    }

    /// <summary>Checks the embeddings of the evaluation images.</summary>
    public static void CheckFeatures(MergedModel merged, ZooFixture zoo, Fixture fixture, Weights expected) =>
        CheckFeatures(merged, zoo, fixture, expected[Features]);

    /// <summary>Checks the embeddings of the evaluation images against the reference's, [T, B, embedding].</summary>
    public static void CheckFeatures(MergedModel merged, ZooFixture zoo, Fixture fixture, Tensor expected)
    {
        for (var task = 0; task < zoo.Tasks.Length; task++)
        {
            using var embedding = merged.Encode(zoo.Eval(task), zoo.Tasks[task]);
            using var reference = expected.select(0, task);
            fixture.Tolerance("features").Check(embedding, reference, $"features of {zoo.Tasks[task]}");
        }
    }

    /// <summary>Checks that tensors the file does not name are still the base's.</summary>
    public static void CheckRest(SingleModel merged, ZooFixture zoo, Weights expected, string prefix = "")
    {
        foreach (var name in zoo.Zoo.Base.Names.Where(name => !expected.Contains(prefix + name)))
        {
            Assert.That(merged.Weights[name].eq(zoo.Zoo.Base[name]).all().item<bool>(), name);
        }
    }
}
