namespace SurgeryBench.Reporting.Tables;

/// <summary>What must be said beside the numbers for them to be read rightly.</summary>
internal static class Caption
{
    public const string Title = "Accuracy of merged models";

    public static string Heading(ResultTable table) =>
        $"{table.Group.Suite}, {table.Group.Backbone}, {table.Group.Family} experts, {(table.Group.Precision is { } precision ? $"{precision}, " : "")}benchmark version {table.BenchmarkVersion}";

    public static string Explanation(ResultTable table) =>
        "Tasks and average: test accuracy in percent. Normalised: mean over tasks of accuracy / the individual expert's accuracy, in percent. "
        + $"Percentages are rounded to one decimal{Seeds(table)}. Best merge of a column in bold; {Printed.Missing}: not measured.";

    private static string Seeds(ResultTable table) => table.Rows.All(row => row.Records.Length == 1)
        ? ""
        : "; rows with several seeds show the mean, and ± the sample standard deviation of the average";
}
