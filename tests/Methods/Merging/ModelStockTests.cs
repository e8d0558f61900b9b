using NUnit.Framework;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class ModelStockTests
{
    // Changes at 60 degrees: c = 1/2, t = 2 · 1/2 / (1 + 1/2) = 2/3.
    [Test]
    public void GoesFromTheBaseTowardsTheMeanAsFarAsTheAngleSays()
    {
        float[] first = [3, 1], second = [(float)(1 + Math.Cos(Math.PI / 3)), (float)(1 + Math.Sin(Math.PI / 3))];
        Assert.That(OneTensor.Merge(new ModelStock(), [1, 1], first, second),
            Is.EqualTo(new[] { 1 + (2.0 / 3 * 2.5 / 2), 1 + (2.0 / 3 * Math.Sin(Math.PI / 3) / 2) }).Within(1e-6));
    }

    // Pairs at 45, 90 and 45 degrees: their mean is 60 degrees, c = 1/2, t = 3 · 1/2 / (1 + 2 · 1/2) = 3/4. The mean of the cosines would be 0.47.
    [Test]
    public void TakesTheMeanOfTheAnglesOfAllPairs() =>
        Assert.That(OneTensor.Merge(new ModelStock(), [0, 0], [4, 0], [4, 4], [0, 12]), Is.EqualTo(new[] { 0.75 * 8 / 3, 0.75 * 16 / 3 }).Within(1e-6));

    [Test]
    public void StaysAtTheBaseWhenExpertsGoOppositeWaysIfClamped() =>
        Assert.That(OneTensor.Merge(new ModelStock { Clamp = true }, [1, 1], [2, 1], [0, 2]), Is.EqualTo(new float[] { 1, 1 }));

    [Test]
    public void GivesExpertsThatAgreeBack() => Assert.That(OneTensor.Merge(new ModelStock(), [1, 1], [2, 5], [2, 5], [2, 5]), Is.EqualTo(new float[] { 2, 5 }).Within(1e-5));
}
