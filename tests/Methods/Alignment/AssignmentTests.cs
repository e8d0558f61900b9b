using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Alignment;

namespace SurgeryBench.Tests.Methods.Alignment;

/// <summary>Held against every permutation there is.</summary>
public sealed class AssignmentTests
{
    [Test]
    public void FindsTheGreatestGain([Range(1, 7)] int size, [Values] bool withTies)
    {
        for (var draw = 0; draw < 20; draw++)
        {
            var gains = Draw(size, withTies, Seed.Of("assignment", $"{size}", $"{draw}").Random());
            var found = LinearAssignment.Maximise(gains);
            Assert.That(found.Order(), Is.EqualTo(Enumerable.Range(0, size)), "no permutation");
            Assert.That(Gain(gains, found), Is.EqualTo(Permutations(size).Max(order => Gain(gains, order))).Within(1e-12));
        }
    }

    [TestCase(2, 3)]
    [TestCase(3, 2)]
    [TestCase(1, 5)]
    public void FindsTheGreatestGainThatKeepsHeadsTogether(int heads, int width)
    {
        for (var draw = 0; draw < 20; draw++)
        {
            var gains = Draw(heads * width, withTies: false, Seed.Of("heads", $"{draw}").Random());
            var found = HeadAssignment.Maximise(gains, heads);
            Assert.That(KeepsHeads(found, width), "a head is torn apart");
            Assert.That(Gain(gains, found), Is.EqualTo(Permutations(heads * width).Where(order => KeepsHeads(order, width)).Max(order => Gain(gains, order))).Within(1e-12));
        }
    }

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void RefusesGainsThatAreNoNumbers(double gain) =>
        Assert.That(() => LinearAssignment.Maximise(new[,] { { 1, gain }, { 0, 1 } }), Throws.ArgumentException.With.Message.Contains("finite"));

    [Test]
    public void RefusesMoreRowsThanColumns() =>
        Assert.That(() => LinearAssignment.Maximise(new double[3, 2]), Throws.ArgumentException.With.Message.Contains("3 rows"));

    private static double[,] Draw(int size, bool withTies, Random random)
    {
        var gains = new double[size, size];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++) gains[row, column] = withTies ? random.Next(-2, 3) : (random.NextDouble() * 2) - 1;
        }
        return gains;
    }

    private static double Gain(double[,] gains, IEnumerable<int> order) => order.Select((column, row) => gains[row, column]).Sum();

    private static bool KeepsHeads(IEnumerable<int> order, int width) => order.Chunk(width).All(head => head.Select(channel => channel / width).Distinct().Count() == 1);

    private static IEnumerable<int[]> Permutations(int size) => size == 0
        ? [[]]
        : Permutations(size - 1).SelectMany(rest => Enumerable.Range(0, size).Select(place => (int[])[.. rest[..place], size - 1, .. rest[place..]]));
}
