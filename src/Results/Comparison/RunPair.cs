namespace SurgeryBench.Results.Comparison;

/// <summary>One run as it was done twice.</summary>
/// <param name="First">Once.</param>
/// <param name="Second">And again, with the same key.</param>
public sealed record RunPair(RunRecord First, RunRecord Second)
{
    /// <summary>The run, as people name it.</summary>
    public string Name => $"{First.Key.Group.Stem}: {First.Key.Method} + {First.Key.Repair}, seed {First.Key.Seed}{(First.Key.Calibration is { } images ? $", adapted to {images} images" : "")}";

    /// <summary>Whether everything that equal seeds reproduce is the same, to the last bit.</summary>
    public bool IsSame => First.SameOutcome(Second);

    /// <summary>Whether both start from the same models; yes where that was not noted.</summary>
    public bool HasSameZoo => First.Provenance.ZooDigest is not { } digest || Second.Provenance.ZooDigest is not { } other || digest == other;

    /// <summary>The most by which the number of correct images of one task differs; null if the tasks, or how many images they have, differ.</summary>
    public long? ImagesApart => AreScoresAlike ? First.Scores.Max(score => Math.Abs(score.Correct - Second.ScoreOf(score.Task)!.Correct)) : null;

    private bool AreScoresAlike => First.Scores.Length == Second.Scores.Length && First.Scores.All(score => Second.ScoreOf(score.Task)?.Total == score.Total);
}
