namespace SurgeryBench.Reporting.Figures;

/// <summary>One figure of a table.</summary>
internal interface IFigure
{
    /// <summary>What its file names end with, before the format, kebab-case.</summary>
    string Name { get; }

    /// <summary>Draws it; null if the table lacks what it shows.</summary>
    Drawing? Draw(ResultTable table);
}
