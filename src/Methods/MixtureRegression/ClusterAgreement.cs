namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>How far two clusterings of the same samples agree, whatever their labels are called.</summary>
internal static class ClusterAgreement
{
    /// <summary>The adjusted Rand index (Hubert and Arabie 1985): 1 for equal clusterings, about 0 for unrelated ones.</summary>
    public static double AdjustedRand(IReadOnlyList<long> left, IReadOnlyList<long> right)
    {
        double together = Cells(left, right).Sum(Pairs), inLeft = Sizes(left).Sum(Pairs), inRight = Sizes(right).Sum(Pairs);
        var expected = inLeft * inRight / Pairs(left.Count);
        var most = (inLeft + inRight) / 2;
        return most == expected ? 1 : (together - expected) / (most - expected);
    }

    /// <summary>Mutual information over the mean of both entropies, from 0 to 1.</summary>
    public static double NormalisedMutualInformation(IReadOnlyList<long> left, IReadOnlyList<long> right)
    {
        double ofLeft = Entropy(Sizes(left)), ofRight = Entropy(Sizes(right));
        return ofLeft + ofRight == 0 ? 1 : 2 * (ofLeft + ofRight - Entropy(Cells(left, right))) / (ofLeft + ofRight);
    }

    private static double Pairs(int count) => count * (count - 1.0) / 2;

    private static int[] Sizes(IEnumerable<long> labels) => [.. labels.CountBy(label => label).Select(cluster => cluster.Value)];

    private static int[] Cells(IEnumerable<long> left, IEnumerable<long> right) => [.. left.Zip(right).CountBy(pair => pair).Select(cell => cell.Value)];

    private static double Entropy(int[] sizes)
    {
        var total = (double)sizes.Sum();
        return -sizes.Sum(size => size / total * Math.Log(size / total));
    }
}
