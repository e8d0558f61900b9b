using NUnit.Framework;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class BreadcrumbsTests
{
    // Of ten entries a row one goes for its size, then of the rest the three largest stay; the second task's changes are the first's upside down.
    [Test]
    public void DropsTheLargestAndTheSmallEntriesOfARow()
    {
        float[] one = [1, -2, 3, -4, 5, -6, 7, -8, 9, -10], other = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
        var merged = OneTensor.MergeShaped(new Breadcrumbs { Remove = 0.1, Keep = 0.3, Scale = 0.5 }, [1, 10], new float[10], one, other);
        Assert.That(merged, Is.EqualTo(new[] { 0, 4.5f, 4, 3.5f, 0, 0, 3.5f, -4, 4.5f, 0 }).Within(1e-6));
    }

    // A number is a row of one, of which no share is left: it passes whole.
    [Test]
    public void LetsNumbersPass() =>
        Assert.That(OneTensor.MergeShaped(new Breadcrumbs { Remove = 0.5, Keep = 0.9, Scale = 0.5 }, [], [1], [3], [5]), Is.EqualTo(new[] { 4f }));
}
