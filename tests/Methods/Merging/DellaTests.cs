using NUnit.Framework;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class DellaTests
{
    private const int Rows = 200, Columns = 51;
    private const double Rate = 0.4, Window = 0.5;

    // Magnitudes 1 to 51 in each row, shuffled, of either sign, each row on a scale of its own.
    private static readonly int[] Ranks = [.. Enumerable.Range(0, Rows * Columns).Select(i => ((i % Columns * 20) + (i / Columns)) % Columns)];
    private static readonly float[] Vector = [.. Ranks.Select((rank, i) => (rank + 1) * (i % 3 == 0 ? -1 : 1) * (float)(1 + (i / Columns)))];

    [Test]
    public void RescalesWhatStaysByTheProbabilityOfItsRank()
    {
        var merged = Drop();
        for (var i = 0; i < merged.Length; i++)
        {
            if (merged[i] != 0) Assert.That(merged[i] / Vector[i], Is.EqualTo(1 / Kept(Ranks[i])).Within(1e-4));
        }
    }

    // 200 draws a rank: four standard deviations are at most 0.14, and the probabilities run from 0.35 to 0.85.
    [Test]
    public void KeepsEachRankAsOftenAsItsProbabilitySays()
    {
        var merged = Drop();
        for (var rank = 0; rank < Columns; rank++)
        {
            var stayed = Ranks.Index().Where(entry => entry.Item == rank).Average(entry => merged[entry.Index] == 0 ? 0.0 : 1);
            Assert.That(stayed, Is.EqualTo(Kept(rank)).Within(0.15));
        }
        Assert.That(merged.Average(value => value == 0 ? 0.0 : 1), Is.EqualTo(1 - Rate).Within(0.02));
    }

    // With nothing dropped: 3 and 1 agree against −2, −5 outweighs 4, what cancels becomes plus.
    [Test]
    public void TakesTheMeanOfWhatAgreesWithTheElectedSign() =>
        Assert.That(OneTensor.Merge(new Della { DropRate = 1e-9, Window = 1e-9, Scale = 0.5 }, [1, 1, 1], [4, 5, 3], [2, -4, -1], [-1, 1, 1]),
            Is.EqualTo(new[] { 1 + (0.5 * 2), 1 - (0.5 * 5), 1 + (0.5 * 2) }).Within(1e-5));

    private static float[] Drop() =>
        OneTensor.MergeShaped(new Della { DropRate = Rate, Window = Window, Scale = 1 }, [Rows, Columns], new float[Vector.Length], Vector);

    private static double Kept(int rank) => 1 - Rate - (Window / 2) + (Window * rank / (Columns - 1));
}
