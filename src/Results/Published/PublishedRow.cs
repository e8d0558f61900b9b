using System.Collections.Immutable;
using System.Globalization;

namespace SurgeryBench.Results.Published;

/// <summary>What one source prints of one method with one repair.</summary>
/// <param name="Values">At least one, all of the same family, backbone, method, repair and source; no task twice.</param>
public sealed record PublishedRow(ImmutableArray<PublishedValue> Values)
{
    /// <summary>Which experts.</summary>
    public string Family => Values[0].Family;

    /// <summary>The backbone.</summary>
    public string Backbone => Values[0].Backbone;

    /// <summary>The method's id.</summary>
    public string Method => Values[0].Method;

    /// <summary>The repair's id.</summary>
    public string Repair => Values[0].Repair;

    /// <summary>Where it is printed.</summary>
    public string Source => Values[0].Source;

    /// <summary>How close the source is to the authors.</summary>
    public Standing Standing => Values[0].Standing;

    /// <summary>How the source cuts its numbers.</summary>
    public PrintedForm Printed => Values[0].Printed;

    /// <summary>The setting the numbers stand on, e.g. <c>Rank=16</c>; empty if none.</summary>
    public string Setting => Values[0].Setting;

    /// <summary>What images it was measured on.</summary>
    public string Split => Values[0].Split;

    /// <summary>The average as printed; null if none is.</summary>
    public decimal? Average => Of(PublishedValue.AverageTask)?.Percent;

    /// <summary>The mean of the printed tasks; null unless all are printed.</summary>
    public decimal? MeanOfTasks
    {
        get
        {
            var parts = PublishedFamily.Tasks.Select(task => Of(task)?.Percent).ToArray();
            return parts.Contains(null) ? null : parts.Average();
        }
    }

    /// <summary>Whether the printed average follows from the printed tasks, up to one unit of its last decimal, which cutting off accounts for.</summary>
    public bool AverageFollows => Average is not { } average || MeanOfTasks is not { } mean || Math.Abs(average - mean) <= Unit(average);

    /// <summary>The number of a task; null if it is not printed.</summary>
    public PublishedValue? Of(string task) => Values.FirstOrDefault(value => value.Task == task);

    /// <summary>What readers should know: the notes of its numbers, and an average that does not follow.</summary>
    public IEnumerable<string> Notes()
    {
        foreach (var value in Values.Where(value => value.Note.Length > 0)) yield return $"{value.Task}: {value.Note}";
        if (AverageFollows) yield break;
        yield return string.Create(CultureInfo.InvariantCulture, $"the average is printed as {Average}, the mean of the printed tasks is {MeanOfTasks:F2}");
    }

    /// <summary>Equal values.</summary>
    public bool Equals(PublishedRow? other) => other is not null && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Values[0], Values.Length);

    private static decimal Unit(decimal value) => new(1, 0, 0, false, value.Scale);
}
