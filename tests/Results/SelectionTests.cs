using NUnit.Framework;
using SurgeryBench.Results.Selection;

namespace SurgeryBench.Tests.Results;

public sealed class SelectionTests
{
    [Test]
    public void ChoosesTheHighestValidationScoreAndOfEqualsTheFirst()
    {
        Candidate[] candidates = [new(Samples.Key, 0.5), new(Samples.Key with { Seed = 1 }, 0.7), new(Samples.Key with { Seed = 2 }, 0.7)];
        Assert.That(new BestValidation().Choose(candidates), Is.SameAs(candidates[1]));
    }

    [Test]
    public void RefusesToChooseFromNothing() => Assert.That(() => new BestValidation().Choose([]), Throws.ArgumentException);

    [Test]
    public void ShowsRulesNoTestScore() =>
        Assert.That(typeof(Candidate).GetProperties().Select(property => property.Name), Is.EquivalentTo(["Key", "MeanValidation"]));
}
