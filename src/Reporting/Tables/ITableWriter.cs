namespace SurgeryBench.Reporting.Tables;

/// <summary>Turns a table into the text of one file.</summary>
internal interface ITableWriter
{
    /// <summary>How the file's name ends, with the dot.</summary>
    string Ending { get; }

    /// <summary>The whole file, with '\n' between lines.</summary>
    string Text(ResultTable table);
}
