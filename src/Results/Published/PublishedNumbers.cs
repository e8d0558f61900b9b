using System.Collections.Immutable;
using System.Text;
using SurgeryBench.Core;

namespace SurgeryBench.Results.Published;

/// <summary>Published accuracies on the eight-task CLIP suite, each with its source. Sources that disagree stand side by side.</summary>
public sealed class PublishedNumbers
{
    private const string Resource = "SurgeryBench.Results.Published.clip8.csv";

    private PublishedNumbers(ImmutableArray<PublishedRow> rows) => Rows = rows;

    /// <summary>A row a source, method and repair, in the order of the file.</summary>
    public ImmutableArray<PublishedRow> Rows { get; }

    /// <summary>The numbers that come with the program.</summary>
    public static PublishedNumbers Load()
    {
        using var stream = typeof(PublishedNumbers).Assembly.GetManifestResourceStream(Resource)!;
        using var text = new StreamReader(stream, Encoding.UTF8);
        return Read(text);
    }

    /// <summary>Reads and checks numbers in the format of the data file.</summary>
    /// <param name="text">CSV with a heading; one line a number.</param>
    /// <exception cref="BadInputException">A line is not what it should be, a number is there twice, or the lines of a source contradict each other.</exception>
    public static PublishedNumbers Read(TextReader text)
    {
        var rows = PublishedCsv.Read(text).GroupBy(value => (value.Family, value.Backbone, value.Method, value.Repair, value.Source))
            .Select(row => Checked(new PublishedRow([.. row])));
        return new PublishedNumbers([.. rows]);
    }

    /// <summary>
    /// Every source of a method with a repair, the one that is compared first: the source closest to the authors; of equally close ones,
    /// one whose average follows from its tasks; of these, the first in the file. Never are tasks of several sources mixed.
    /// </summary>
    public IReadOnlyList<PublishedRow> SourcesOf(string family, string backbone, string method, string repair) =>
    [
        .. Rows.Where(row => row.Family == family && row.Backbone == backbone && row.Method == method && row.Repair == repair)
            .OrderBy(row => row.Standing).ThenBy(row => !row.AverageFollows),
    ];

    private static PublishedRow Checked(PublishedRow row)
    {
        var twice = row.Values.CountBy(value => value.Task).FirstOrDefault(task => task.Value > 1).Key;
        if (twice is not null) throw new BadInputException($"{Name(row)}: task '{twice}' is there twice from the source '{row.Source}'.");
        var kinds = row.Values.Select(value => (value.Printed, value.Standing, value.Setting, value.Split)).Distinct().Count();
        return kinds == 1 ? row : throw new BadInputException($"{Name(row)}: the lines of the source '{row.Source}' contradict each other.");
    }

    private static string Name(PublishedRow row) => $"{row.Family}, {row.Backbone}, {row.Method}, {row.Repair}";
}
