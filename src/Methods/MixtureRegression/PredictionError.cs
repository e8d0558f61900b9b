namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>How good predictions of one target are.</summary>
internal static class PredictionError
{
    /// <summary>nMSE: Σ(y − ŷ)²/Σ(y − ȳ)² with ȳ the mean of these samples; 0 is perfect, 1 as good as the mean.</summary>
    public static double NormalisedSquare(IReadOnlyList<double> actual, IReadOnlyList<double> predicted)
    {
        var mean = actual.Average();
        return actual.Zip(predicted, (y, guess) => (y - guess) * (y - guess)).Sum() / actual.Sum(y => (y - mean) * (y - mean));
    }

    /// <summary>The chance that a positive scores above a negative, ties counted half; NaN without one of either.</summary>
    public static double AreaUnderCurve(IReadOnlyList<bool> positive, IReadOnlyList<double> scores)
    {
        double positives = positive.Count(value => value), negatives = positive.Count - positives;
        double below = 0, above = 0;
        foreach (var tied in positive.Zip(scores).GroupBy(pair => pair.Second).OrderBy(group => group.Key))
        {
            double hits = tied.Count(pair => pair.First), misses = tied.Count() - hits;
            above += hits * (below + (misses / 2));
            below += misses;
        }
        return above / (positives * negatives);
    }

    /// <summary>Mean Poisson deviance 2·(y·ln(y/ŷ) − y + ŷ); 0 is perfect.</summary>
    public static double PoissonDeviance(IReadOnlyList<double> actual, IReadOnlyList<double> predicted) =>
        actual.Zip(predicted, (y, guess) => 2 * ((y == 0 ? 0 : y * Math.Log(y / guess)) - y + guess)).Average();
}
